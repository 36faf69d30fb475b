"""The person and the organization in the settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice, Vertical
from accounts.forms.registration import NAME_MESSAGES, known_zones, zone_choices
from accounts.models import Organization
from accounts.services.organization_settings import ORGANIZATION_FIELDS

CURRENCIES = (
    ("BRL", _("Real (R$)")),
    ("USD", _("Dólar americano (US$)")),
    ("EUR", _("Euro (€)")),
    ("ARS", _("Peso argentino")),
    ("CLP", _("Peso chileno")),
    ("COP", _("Peso colombiano")),
    ("MXN", _("Peso mexicano")),
    ("PEN", _("Sol peruano")),
    ("PYG", _("Guarani paraguaio")),
    ("UYU", _("Peso uruguaio")),
    ("GBP", _("Libra esterlina")),
)
COUNTRIES = (
    ("BR", _("Brasil")),
    ("AR", _("Argentina")),
    ("CL", _("Chile")),
    ("CO", _("Colômbia")),
    ("ES", _("Espanha")),
    ("US", _("Estados Unidos")),
    ("IE", _("Irlanda")),
    ("MX", _("México")),
    ("PY", _("Paraguai")),
    ("PE", _("Peru")),
    ("PT", _("Portugal")),
    ("GB", _("Reino Unido")),
    ("UY", _("Uruguai")),
)


def all_zones() -> list[tuple[str, str]]:
    """Near ones by their city, then every zone by its name."""
    near = zone_choices()
    known = {zone for zone, _name in near}
    rest = sorted(zone for zone in known_zones() if "/" in zone)
    return near + [(zone, zone.replace("_", " ")) for zone in rest if zone not in known]


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Seu nome"), max_length=120, error_messages=NAME_MESSAGES)
    locale = forms.ChoiceField(label=_("Idioma"), choices=LocaleChoice.choices)
    theme = forms.ChoiceField(
        label=_("Aparência"),
        required=False,
        choices=(("", _("Como no aparelho")), ("light", _("Clara")), ("dark", _("Escura"))),
        widget=forms.RadioSelect,
        help_text=_("Vale para este navegador."),
    )


class OrganizationForm(forms.Form):
    """What its customers and its team read; the address of the pages stays."""

    name = forms.CharField(label=_("Nome da empresa"), max_length=120, error_messages=NAME_MESSAGES)
    vertical = forms.ChoiceField(label=_("Ramo"), choices=Vertical.choices)
    phone = forms.CharField(label=_("Telefone"), max_length=20, required=False)
    address = forms.CharField(
        label=_("Endereço"),
        max_length=200,
        required=False,
        help_text=_("O robô responde com ele a quem pergunta onde fica."),
    )
    map_url = forms.URLField(
        label=_("Link do mapa"), max_length=200, required=False, assume_scheme="https"
    )
    locale = forms.ChoiceField(
        label=_("Idioma"),
        choices=LocaleChoice.choices,
        help_text=_("O robô fala nele até saber o idioma do cliente."),
    )
    time_zone = forms.ChoiceField(
        label=_("Fuso horário"),
        choices=all_zones,
        help_text=_("Os turnos seguem este relógio; horários já marcados não mudam de instante."),
    )
    currency = forms.ChoiceField(label=_("Moeda"), choices=CURRENCIES)
    country = forms.ChoiceField(
        label=_("País"), choices=COUNTRIES, help_text=_("Para os feriados e os telefones.")
    )

    def __init__(self, data: Any = None, *, organization: Organization) -> None:
        initial = {name: getattr(organization, name) for name in ORGANIZATION_FIELDS}
        super().__init__(data, initial=initial)
        for name in ("currency", "country"):  # set by hand elsewhere: keep what is there
            field: Any = self.fields[name]
            if initial[name] not in dict(field.choices):
                field.choices = [(initial[name], initial[name]), *field.choices]
