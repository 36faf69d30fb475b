"""Opening an account."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice, Vertical
from accounts.forms.access import email_field, password_field
from accounts.models import User

NAME_MESSAGES = {"required": _("Escreva o nome.")}
# Nobody finds a city among 600 names; any other zone can be chosen in the settings.
ZONES = (
    "America/Sao_Paulo",
    "America/Manaus",
    "America/Cuiaba",
    "America/Rio_Branco",
    "America/Noronha",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Lima",
    "America/Mexico_City",
    "America/Montevideo",
    "America/Santiago",
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
)
# The names of the zones have no accents; people's cities do.
SPELLED = {
    "America/Sao_Paulo": "São Paulo, Brasília",
    "America/Cuiaba": "Cuiabá",
    "America/Noronha": "Fernando de Noronha",
    "America/Bogota": "Bogotá",
    "America/Mexico_City": "Ciudad de México",
    "Europe/Lisbon": "Lisboa",
}


@cache
def known_zones() -> frozenset[str]:
    """Every zone that this machine knows; read once, since that opens hundreds of files."""
    return frozenset(zoneinfo.available_timezones())


def zone_choices() -> list[tuple[str, str]]:
    return [
        (zone, SPELLED.get(zone) or zone.split("/")[-1].replace("_", " "))
        for zone in ZONES
        if zone in known_zones()
    ]


class PersonForm(forms.Form):
    """Who comes in: name, e-mail, password."""

    name = forms.CharField(
        label=_("Seu nome"),
        max_length=120,
        error_messages=NAME_MESSAGES,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = email_field()
    password = password_field(_("Senha"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _("Pelo menos 8 caracteres, e nada fácil de adivinhar.")
        self.fields["password"].help_text = help_text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "password" in given:
            someone = User(name=given.get("name", ""), email=given.get("email", ""))
            try:
                validate_password(given["password"], someone)
            except ValidationError as error:
                self.add_error("password", error)
        return given


class RegistrationForm(PersonForm):
    """A person and their business."""

    business = forms.CharField(
        label=_("Nome da empresa"), max_length=120, error_messages=NAME_MESSAGES
    )
    vertical = forms.ChoiceField(label=_("Ramo"), choices=Vertical.choices)
    time_zone = forms.ChoiceField(label=_("Fuso horário de"), choices=zone_choices)
    locale = forms.ChoiceField(label=_("Idioma"), choices=LocaleChoice.choices)
