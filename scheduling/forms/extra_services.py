"""The second service of a visit and those after it, in the booking form.

Their fields are named `p2-service`, `p3-staff` and so on; a service is there when its
field is. `p2-fair` (and `fair` of the first service) is the person that the fairness rule
had filled in: as long as nobody else is chosen, the question stays "anybody".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from scheduling.forms.add_ons import FIELD as ADD_ONS
from scheduling.forms.add_ons import UNFIT, AddOnChoices
from scheduling.forms.booking import BookingForm
from scheduling.forms.fields import MinutesField
from scheduling.models import Staff
from scheduling.selectors.chains import WantedService
from scheduling.services.visits import MOST_PARTS

FIELDS = ("service", "staff", "duration", "fair")


class ExtraServiceForm(forms.Form):
    """One more service; without a person, anybody who performs it."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("Serviço"),
        queryset=None,
        empty_label=_("Escolha o serviço"),
        error_messages={"required": _("Escolha o serviço, ou tire esta linha.")},
    )
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, empty_label=_("Qualquer pessoa"), required=False
    )
    duration = MinutesField(required=False)
    fair = forms.UUIDField(required=False, widget=forms.HiddenInput)

    add_on_rows: Sequence[Mapping[str, Any]] = ()

    def __init__(self, *args: Any, services: Any, staff: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "booking_%s")
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        self.fields["staff"].required = False

    @property
    def add_ons_name(self) -> str:
        """What the boxes of its add-ons are called."""
        return f"{self.prefix}-{ADD_ONS}"

    @property
    def number(self) -> int:
        return int(str(self.prefix)[1:])

    @property
    def wanted(self) -> WantedService | None:
        """What is chosen so far; None without a service. The form must be bound."""
        self.is_valid()
        given = self.cleaned_data
        if given.get("service") is None:
            return None
        person = given.get("staff")
        is_fair = person is not None and person.pk == given.get("fair")
        return WantedService(given["service"], None if is_fair else person, given.get("duration"))

    def narrow(self, wanted: WantedService | None) -> None:
        """Only people who perform the chosen service."""
        if wanted is None:
            return
        staff = self.fields["staff"]
        staff.queryset = staff.queryset.filter(staff_services__service=wanted.service)  # type: ignore[attr-defined]
        self.fields["duration"].widget.attrs["placeholder"] = wanted.own_minutes


def extra_numbers(data: Mapping[str, Any]) -> list[int]:
    """Which extra services the data holds, after what `add` and `remove` ask for."""
    found = [n for n in range(2, MOST_PARTS + 1) if f"p{n}-service" in data]
    found = [n for n in found if str(n) != data.get("remove")]
    free = [n for n in range(2, MOST_PARTS + 1) if n not in found and n > max(found, default=1)]
    if data.get("add") and len(found) < MOST_PARTS - 1:
        found.append(free[0] if free else _gap(found))
    return sorted(found)


def bound_extras(data: Mapping[str, Any], **choices: Any) -> list[ExtraServiceForm]:
    """The extra services as they were sent."""
    return [ExtraServiceForm(data, prefix=f"p{n}", **choices) for n in extra_numbers(data)]


def shown_extras(data: Mapping[str, Any], **choices: Any) -> Iterator[ExtraServiceForm]:
    """The same, to be filled in further: without complaints."""
    for number in extra_numbers(data):
        prefix = f"p{number}"
        given = {name: data.get(f"{prefix}-{name}", "") for name in FIELDS}
        yield ExtraServiceForm(initial=given, prefix=prefix, **choices)


def wanted_services(
    data: QueryDict, form: BookingForm, extras: Sequence[ExtraServiceForm]
) -> list[WantedService]:
    """Exactly what was sent, once the forms are valid: a person whom the rule filled in is
    meant by now. An add-on that isn't offered becomes an error of `form`."""
    rows = {"": form.cleaned_data} | {f"{row.prefix}-": row.cleaned_data for row in extras}
    added = AddOnChoices(data, {prefix: given["service"] for prefix, given in rows.items()})
    if not added.is_fit:
        form.add_error(None, UNFIT)
    return [
        WantedService(given["service"], given["staff"], given["duration"], added.chosen(prefix))
        for prefix, given in rows.items()
    ]


def _gap(found: list[int]) -> int:
    return next(n for n in range(2, MOST_PARTS + 1) if n not in found)
