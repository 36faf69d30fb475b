"""Choosing a customer of the house, or writing a new one down, inside another form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from scheduling.services.desk import NewCustomer

NEW = "new"


class CustomerPick(forms.Form):
    """The customer's part of a form; `templates/scheduling/_customer_pick.html` draws it."""

    customer = forms.CharField(required=False)
    customer_name = forms.CharField(label=_("Nome"), max_length=120, required=False)
    customer_phone = forms.CharField(
        label=_("Telefone com DDD"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "booking_%s")
        super().__init__(*args, **kwargs)
        for name in ("customer_name", "customer_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("customer", "")
        if chosen == NEW:
            if not cleaned.get("customer_name", "").strip():
                self.add_error("customer_name", _("Escreva o nome do cliente."))
        elif not chosen or find_customer(chosen) is None:
            self.add_error("customer", _("Escolha o cliente, ou cadastre um novo."))
        return cleaned

    @property
    def known_customers(self) -> list[Customer]:
        """The one that is chosen, for drawing the form again."""
        chosen = find_customer(self["customer"].value())
        return [chosen] if chosen else []

    @property
    def who(self) -> Customer | NewCustomer:
        """Only after a successful validation."""
        existing = find_customer(self.cleaned_data["customer"])
        return existing or NewCustomer(
            self.cleaned_data["customer_name"], self.cleaned_data["customer_phone"]
        )


def find_customer(value: object) -> Customer | None:
    """The customer whose id was posted; None for anything else."""
    field = forms.UUIDField(required=False)
    try:
        key = field.clean(value)
    except forms.ValidationError:
        return None
    found: Customer | None = Customer.objects.filter(pk=key).first() if key else None
    return found
