"""Whom the chosen customer brings, in the booking form.

`dependant` holds an id, "new" or nothing; `dependant_of` is the customer whose dependants
were on the screen, `dependant_sized` whose size was: another one's doesn't stay behind.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Customer, Dependant
from accounts.people_enums import DependantKind, DependantSize
from accounts.selectors.people import active_dependants
from catalog.models import Service
from catalog.selectors.sizes import sizes_of
from scheduling.forms.customer_pick import NEW, find_customer
from scheduling.selectors.chains import WantedService, fitted_to
from scheduling.services.brought import Brought

TOLD = ("dependant_name", "dependant_size")
FIELDS = ("dependant", "dependant_of", "dependant_sized", *TOLD)
UNFIT = gettext_lazy("Esta pessoa ou animal não é deste cliente. Escolha para quem é.")
NEW_WORDS = {
    DependantKind.PET: gettext_lazy("Novo animal"),
    DependantKind.CHILD: gettext_lazy("Nova criança"),
    DependantKind.OTHER: gettext_lazy("Outra pessoa"),
}


class NewDependantForm(forms.Form):
    """What is asked of somebody who isn't on the card yet, or whose size is missing."""

    dependant_name = forms.CharField(label=gettext_lazy("Nome"), max_length=80, required=False)
    dependant_size = forms.ChoiceField(
        label=gettext_lazy("Porte"),
        choices=[("", gettext_lazy("Não sei ainda")), *DependantSize.choices],
        required=False,
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="booking_%s", **kwargs)
        self.fields["dependant_name"].widget.attrs["autocomplete"] = "off"


class DependantChoices:
    """Who may be brought for these services, and who is chosen.

    `kind` is empty where no service is for anybody but the customer: nothing is read then.
    The only one on the card is chosen until somebody says otherwise.
    """

    def __init__(
        self, data: Mapping[str, Any], *, customer: Customer | None, services: Sequence[Service]
    ) -> None:
        self.kind = next((one.for_kind for one in services if one.for_kind), "")
        self.customer = customer
        is_known = bool(self.kind) and customer is not None
        self.known: list[Dependant] = (
            list(active_dependants(customer, self.kind)) if is_known and customer else []
        )
        is_same = data.get("dependant_of", "") == (str(customer.pk) if customer else "")
        sent = str(data.get("dependant", ""))
        is_said = "dependant" in data and (is_same or sent == NEW or "dependant_of" not in data)
        only = str(self.known[0].pk) if len(self.known) == 1 else ""
        self.value = (sent if is_said else only) if self.kind else ""
        self._has_sizes = self.kind == DependantKind.PET and bool(
            sizes_of([one.pk for one in services])
        )
        given = NewDependantForm({name: data.get(name, "") for name in TOLD})
        given.is_valid()
        self._name = str(given.cleaned_data.get("dependant_name", "")).strip()
        is_theirs = data.get("dependant_sized", self.value) == self.value
        self._size = str(given.cleaned_data.get("dependant_size", "")) if is_theirs else ""
        self.form = NewDependantForm(
            initial={"dependant_name": self._name, "dependant_size": self._size}
        )
        self.error = ""

    @property
    def dependant(self) -> Dependant | None:
        """The chosen one of the card."""
        return next((one for one in self.known if str(one.pk) == self.value), None)

    @property
    def is_new(self) -> bool:
        return self.value == NEW

    @property
    def brought(self) -> Brought | None:
        """Whoever is chosen so far; a new one may have no name yet."""
        if self.is_new:
            return Brought(self.kind, name=self._name, size=self._size)
        known = self.dependant
        return Brought(self.kind, known, size=self._size) if known else None

    @property
    def asks_size(self) -> bool:
        """The size counts for this service and isn't on the card."""
        known = self.dependant
        return self._has_sizes and (self.is_new or (known is not None and not known.size))

    @property
    def is_size_missing(self) -> bool:
        """The service's own minutes and price count, for want of a size."""
        told = self.brought.as_told.size if self.brought else ""
        return self._has_sizes and not told

    @property
    def options(self) -> list[tuple[str, str]]:
        """Values and words of the list."""
        words = [(str(one.pk), _words(one)) for one in self.known]
        new = str(NEW_WORDS[DependantKind(self.kind)])
        return [("", _("Não sei ainda")), *words, (NEW, new)]

    def is_fit(self) -> bool:
        """Whether it can be booked so; `error` says what is wrong."""
        if self.is_new and not self._name:
            self.error = _("Escreva o nome.")
        elif self.value and not self.is_new and self.dependant is None:
            self.error = str(UNFIT)
        return not self.error

    @property
    def query(self) -> dict[str, str]:
        """The same choice, for an address."""
        if not self.kind:
            return {}
        customer = str(self.customer.pk) if self.customer else ""
        values = (self.value, customer, self.value, self._name, self._size)
        return {"customer": customer} | dict(zip(FIELDS, values, strict=True))


def dependant_choices(
    data: Mapping[str, Any], wanted: Sequence[WantedService | None]
) -> DependantChoices:
    """For the services that are chosen so far."""
    services = [one.service for one in wanted if one]
    is_asked = any(one.for_kind for one in services)
    customer = find_customer(data.get("customer")) if is_asked else None
    return DependantChoices(data, customer=customer, services=services)


def fit_wanted(
    data: Mapping[str, Any], form: forms.Form, wanted: Sequence[WantedService]
) -> tuple[list[WantedService], Brought | None]:
    """The services as they are for whoever is brought. What is wrong becomes an error of
    `form`."""
    choices = dependant_choices(data, wanted)
    if not choices.is_fit():
        form.add_error(None, choices.error)
    brought = choices.brought
    fitted = fitted_to(wanted, brought.as_told if brought else None)
    return [one for one in fitted if one], brought


def _words(one: Dependant) -> str:
    return f"{one.name} · {one.get_size_display()}" if one.size else one.name
