"""Customers: looking, and what the team may write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice
from accounts.models import Customer

FIELDS = ("name", "phone", "locale", "notes")


class CustomerFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)
    blocked = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def shows_blocked(self) -> bool:
        return bool(self.cleaned_data.get("blocked"))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search) or self.shows_blocked


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

    def __init__(self, data: Any = None, *, customer: Customer | None) -> None:
        initial = {name: getattr(customer, name) for name in FIELDS} if customer else {}
        super().__init__(data, initial=initial, auto_id="customer_%s")
