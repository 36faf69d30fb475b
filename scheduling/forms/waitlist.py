"""Writing somebody on the waiting list, finding them there, booking them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from catalog.models import Service
from scheduling.enums import WaitlistStatus
from scheduling.forms.customer_pick import CustomerPick
from scheduling.forms.dependant_pick import DependantChoices
from scheduling.forms.fields import ClockField, DayField, MinutesField, moment_of
from scheduling.models import Staff, WaitlistEntry
from scheduling.services.waitlist import WaitlistDetails

DETAILS = ("service", "staff", "first_on", "last_on", "from_time", "until_time", "notes")


class WaitlistDetailsForm(forms.Form):
    """What somebody waits for."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("Serviço"),
        queryset=None,
        empty_label=_("Escolha o serviço"),
        error_messages={"required": _("Escolha o serviço.")},
    )
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, empty_label=_("Qualquer pessoa"), required=False
    )
    first_on = DayField(label=_("De"))
    last_on = DayField(label=_("Até"))
    from_time = ClockField(label=_("A partir das"), required=False)
    until_time = ClockField(label=_("Antes das"), required=False)
    notes = forms.CharField(
        label=_("Observações"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, services: Any, staff: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "booking_%s")
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("O último dia precisa vir depois do primeiro."))
        low, high = cleaned.get("from_time"), cleaned.get("until_time")
        if low and high and high <= low:
            self.add_error("until_time", _("O fim precisa vir depois do início."))
        return cleaned

    def fit(self, along: DependantChoices) -> bool:
        """Whether everything is well filled in, and for somebody whom the customer brings."""
        is_valid = self.is_valid()
        self.brought = along.brought
        if is_valid and not along.is_fit():
            self.add_error(None, along.error)
        return self.is_valid()

    @property
    def details(self) -> WaitlistDetails:
        """Only where it is fit."""
        given = {name: self.cleaned_data[name] for name in DETAILS}
        return WaitlistDetails(**given, brought=self.brought)


class WaitlistForm(WaitlistDetailsForm, CustomerPick):
    """Somebody new on the list."""


class WaitlistFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)
    status = forms.ChoiceField(
        choices=[("", _("Quem espera")), *WaitlistStatus.choices], required=False
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q") or "").strip()

    @property
    def state(self) -> str:
        return str(self.cleaned_data.get("status") or "")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.state)


class ForWhom(forms.Form):
    """The service that is chosen so far, which says whether it is for somebody."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        queryset=None, required=False
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["service"].queryset = Service.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.is_valid()

    def choices(self, data: Any, customer: Customer | None) -> DependantChoices:
        """Who of `customer` it may be for, and who is chosen in `data`."""
        service = self.cleaned_data.get("service")
        return DependantChoices(data, customer=customer, services=[service] if service else [])


class FreedForm(forms.Form):
    """One person's time: where a free stretch lies, or where a visit shall begin."""

    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(queryset=None)
    day = DayField()
    time = ClockField()
    duration = MinutesField(required=False)

    def __init__(self, data: Any, *, staff: Any) -> None:
        super().__init__(data)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["time"])


def initial_of(entry: WaitlistEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in DETAILS}


def place_of(entry: WaitlistEntry) -> dict[str, str]:
    """What it is for and for whom, as it stands in a form."""
    return {"service": str(entry.service_id), "dependant": str(entry.dependant_id or "")}
