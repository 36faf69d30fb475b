"""Customers: looking, and what the team may write."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice
from accounts.forms.customer_attributes import (
    PREFIX,
    attribute_inputs,
    attribute_values,
    initial_values,
)
from accounts.models import Customer, CustomerAttribute
from accounts.people_enums import AttributeType
from scheduling.selectors.customers import ListedCustomers

MOST_TAGS = 10
SINCE = (
    ("came-7", _("Veio nos últimos 7 dias")),
    ("came-30", _("Veio nos últimos 30 dias")),
    ("came-90", _("Veio nos últimos 90 dias")),
    ("absent-30", _("Não vem há 30 dias")),
    ("absent-60", _("Não vem há 60 dias")),
    ("absent-90", _("Não vem há 90 dias")),
    ("absent-180", _("Não vem há 180 dias")),
)
FIELDS = ("name", "phone", "locale", "notes")


class CustomerFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given.

    `attributes` are the organization's own fields; each may narrow the list.
    """

    q = forms.CharField(max_length=80, required=False)
    blocked = forms.BooleanField(required=False)
    archived = forms.BooleanField(required=False)
    since = forms.TypedChoiceField(
        label=_("Última visita"),
        choices=[("", _("Qualquer última visita")), *SINCE],
        required=False,
    )
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)

    data: Any

    def __init__(self, data: Any, attributes: Iterable[CustomerAttribute] = ()) -> None:
        super().__init__(data, auto_id="filter_%s")
        for one in attributes:
            for name, source in filter_inputs(one).items():
                self.fields[name] = source
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def shows_blocked(self) -> bool:
        return bool(self.cleaned_data.get("blocked"))

    @property
    def shows_archived(self) -> bool:
        return bool(self.cleaned_data.get("archived"))

    @property
    def tag_ids(self) -> tuple[UUID, ...]:
        """The labels that are all wanted, at most MOST_TAGS of them."""
        found = []
        for value in dict.fromkeys(self.data.getlist("tag")[:MOST_TAGS]):
            try:
                found.append(UUID(value))
            except ValueError:
                continue
        return tuple(found)

    @property
    def attributes(self) -> dict[str, Any]:
        """Wanted values by key (`<key>_from`, `<key>_to`); "yes" and "no" as booleans."""
        named = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value not in (None, "")
        }
        return {key: {"yes": True, "no": False}.get(str(v), v) for key, v in named.items()}

    @property
    def attribute_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def has_more(self) -> bool:
        """Whether anything behind "Mais filtros" is in use."""
        return bool(self.attributes or self.shows_blocked or self.shows_archived)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.tag_ids or self.cleaned_data.get("since")) or self.has_more

    def wanted(self, now: datetime) -> ListedCustomers:
        kind, _dash, days = self.cleaned_data.get("since", "").partition("-")
        moment = now - timedelta(days=int(days)) if days else None
        return ListedCustomers(
            search=self.search,
            shows_blocked=self.shows_blocked,
            shows_archived=self.shows_archived,
            tag_ids=self.tag_ids,
            came_since=moment if kind == "came" else None,
            absent_since=moment if kind == "absent" else None,
            attributes=self.attributes,
        )


def filter_inputs(attribute: CustomerAttribute) -> dict[str, forms.Field]:
    """The filters that one of the organization's fields makes: two for a span."""
    (name, first), *_rest = attribute_inputs([attribute]).items()
    if attribute.type not in (AttributeType.NUMBER, AttributeType.DATE):
        return {name: first}
    second = attribute_inputs([attribute])[name]
    first.label = _("%(field)s, de") % {"field": attribute.label}
    second.label = _("%(field)s, até") % {"field": attribute.label}
    return {f"{name}_from": first, f"{name}_to": second}


class CustomerForm(forms.Form):
    """A customer as the team writes one."""

    name = forms.CharField(
        label=_("Nome"),
        max_length=120,
        error_messages={"required": _("Escreva o nome do cliente.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telefone com DDD"),
        max_length=32,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"},
        ),
    )
    locale = forms.ChoiceField(
        label=_("Idioma das mensagens"),
        required=False,
        choices=[("", _("O da empresa")), *LocaleChoice.choices],
    )
    notes = forms.CharField(
        label=_("Anotações"),
        max_length=4000,
        required=False,
        help_text=_("Só a equipe vê."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        customer: Customer | None,
        attributes: Iterable[CustomerAttribute] = (),
    ) -> None:
        initial: dict[str, Any] = {"key": uuid4()}
        if customer is not None:
            initial = {name: getattr(customer, name) for name in FIELDS}
            initial["phone"] = customer.shown_phone
            initial |= initial_values(customer.attributes)
        super().__init__(data, initial=initial, auto_id="customer_%s")
        self.fields.update(attribute_inputs(attributes))

    @property
    def attribute_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def values(self) -> dict[str, Any]:
        """As the services take them: our fields, and `attributes` by key."""
        cleaned = self.cleaned_data
        own = {name: cleaned[name] for name in FIELDS}
        extra = {name: value for name, value in cleaned.items() if name.startswith(PREFIX)}
        return own | {"attributes": attribute_values(extra)}
