"""Naming a category of the price list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import ServiceCategory


class CategoryForm(forms.Form):
    name = forms.CharField(
        label=_("Nome"),
        max_length=60,
        help_text=_("Como “Cabelo”, “Unhas” ou “Banho e tosa”."),
        error_messages={"required": _("Escreva o nome.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, category: ServiceCategory | None) -> None:
        initial = {"name": category.name} if category else {}
        super().__init__(data, initial=initial, auto_id="category_%s")
