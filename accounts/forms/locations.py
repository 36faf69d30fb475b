"""Writing a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Location
from accounts.services.locations import LocationDetails


class LocationForm(forms.Form):
    """Where people are served."""

    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        error_messages={"required": _("Escreva o nome.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": _("Centro, Zona Sul…")}
        ),
    )
    address = forms.CharField(
        label=_("Endereço"),
        max_length=200,
        required=False,
        help_text=_("O WhatsApp responde com ele quando o cliente pergunta onde fica."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telefone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, location: Location | None) -> None:
        names = ("name", "address", "phone")
        initial = {name: getattr(location, name) for name in names} if location else None
        super().__init__(data, initial=initial, auto_id="location_%s")

    @property
    def details(self) -> LocationDetails:
        """Only after a successful validation."""
        return LocationDetails(**self.cleaned_data)
