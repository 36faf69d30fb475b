"""The add-ons of a booking form: `add_ons` of its first service, `p2-add_ons` and so on."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog.models import Service, ServiceAddOn
from catalog.models.add_on import MOST_EXTRA_MINUTES
from catalog.selectors.add_ons import offered_add_ons
from catalog.selectors.services import in_list_order
from catalog.services.add_ons import AddOnDetails
from scheduling.forms.services import NAME_MESSAGES, PRICE_MESSAGES, PriceField
from scheduling.selectors.chains import WantedService

FIELD = "add_ons"
UNFIT = _("Um dos adicionais não é mais oferecido com este serviço. Confira e agende de novo.")
_MINUTES = _("O tempo a mais vai de 0 a 240 minutos.")


class AddOnChoices:
    """What may be added to each service of a form, and what is chosen of it.

    `services` by the prefix of their fields ("" or "p2-"); None where none is chosen yet.
    One query for all of them.
    """

    def __init__(self, data: QueryDict, services: Mapping[str, Service | None]) -> None:
        chosen = {one.pk for one in services.values() if one}
        offered = offered_add_ons(chosen) if chosen else {}
        self.offered: dict[str, list[ServiceAddOn]] = {
            prefix: offered[one.pk] if one else [] for prefix, one in services.items()
        }
        self._sent = {prefix: set(data.getlist(f"{prefix}{FIELD}")) for prefix in services}

    def chosen(self, prefix: str) -> tuple[ServiceAddOn, ...]:
        """Those of the ticked ones that the service offers."""
        sent = self._sent[prefix]
        return tuple(one for one in self.offered[prefix] if str(one.pk) in sent)

    def rows(self, prefix: str) -> list[dict[str, Any]]:
        """For the template: every add-on offered, and whether it is chosen."""
        sent = self._sent[prefix]
        return [{"add_on": one, "is_chosen": str(one.pk) in sent} for one in self.offered[prefix]]

    @property
    def is_fit(self) -> bool:
        """Nothing is ticked that isn't offered."""
        return all(len(sent) == len(self.chosen(prefix)) for prefix, sent in self._sent.items())

    def added_to(self, prefix: str, wanted: WantedService) -> WantedService:
        """The same, with what is chosen for it."""
        return replace(wanted, add_ons=self.chosen(prefix))


class AddOnForm(forms.Form):
    """An add-on and the services that offer it."""

    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        error_messages=NAME_MESSAGES,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    extra_minutes = forms.IntegerField(
        label=_("Tempo a mais (min)"),
        min_value=0,
        max_value=MOST_EXTRA_MINUTES,
        initial=0,
        required=False,
        error_messages={"min_value": _MINUTES, "max_value": _MINUTES},
        widget=forms.NumberInput(attrs={"step": "5", "inputmode": "numeric"}),
    )
    extra_price = PriceField(
        label=_("Preço a mais"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("Vazio: sem custo."),
        error_messages=PRICE_MESSAGES,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    services: Any = forms.ModelMultipleChoiceField(
        label=_("Oferecido com"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sem nenhum serviço, não aparece ao agendar."),
    )

    def __init__(self, data: Any = None, *, add_on: ServiceAddOn | None) -> None:
        initial: dict[str, Any] = {}
        if add_on:
            initial = {
                "name": add_on.name,
                "extra_minutes": add_on.extra_minutes,
                "extra_price": add_on.extra_price or None,
                "services": [service.pk for service in add_on.services.all()],
            }
        super().__init__(data, initial=initial, auto_id="add_on_%s")
        self.fields["services"].queryset = in_list_order(  # type: ignore[attr-defined]
            Service.objects.filter(is_active=True)
        )

    @property
    def details(self) -> AddOnDetails:
        """Only after a successful validation."""
        given = self.cleaned_data
        return AddOnDetails(
            name=given["name"],
            extra_minutes=given["extra_minutes"] or 0,
            extra_price=given["extra_price"] or Decimal(0),
        )
