"""The guide's steps about the business and its team."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.enums import Vertical
from accounts.forms.registration import zone_choices
from accounts.models import Organization
from catalog.services.services import ServiceDetails
from scheduling.enums import Weekday
from scheduling.forms.fields import ClockField, MinutesField
from scheduling.forms.services import DURATION_MESSAGES, NAME_MESSAGES, PRICE_MESSAGES, PriceField
from scheduling.selectors.presets import OpeningHours, PresetService
from scheduling.services.onboarding import BusinessDetails

MOST_PEOPLE = 30


class HoursForm(forms.Form):
    """Some days of the week at the same hours."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Dias de atendimento"),
        choices=Weekday,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Escolha pelo menos um dia.")},
    )
    opens = ClockField(label=_("Abre às"))
    closes = ClockField(label=_("Fecha às"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and opens >= closes:
            self.add_error("closes", _now("O fim precisa vir depois do início."))
        return cleaned

    @property
    def hours(self) -> OpeningHours:
        """Only after a successful validation."""
        given = self.cleaned_data
        return OpeningHours(tuple(given["weekdays"]), given["opens"], given["closes"])


def hours_initial(hours: OpeningHours) -> dict[str, Any]:
    return {"weekdays": list(hours.weekdays), "opens": hours.opens, "closes": hours.closes}


class BusinessForm(HoursForm):
    """Who the business is, and when it is open."""

    name = forms.CharField(label=_("Nome da empresa"), max_length=120, error_messages=NAME_MESSAGES)
    vertical = forms.ChoiceField(choices=Vertical.choices, widget=forms.HiddenInput)
    time_zone = forms.ChoiceField(label=_("Fuso horário de"))
    address = forms.CharField(
        label=_("Endereço"),
        max_length=200,
        required=False,
        help_text=_("O robô responde com ele quando perguntam onde fica."),
    )

    def __init__(self, data: Any = None, *, organization: Organization, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = zone_choices()
        if organization.time_zone not in dict(choices):
            choices.insert(0, (organization.time_zone, organization.time_zone))
        self.fields["time_zone"].choices = choices  # type: ignore[attr-defined]

    @property
    def details(self) -> BusinessDetails:
        """Only after a successful validation."""
        given = self.cleaned_data
        return BusinessDetails(
            given["name"].strip(), given["vertical"], given["time_zone"], given["address"].strip()
        )


class ServiceRowForm(forms.Form):
    """One suggested service: wanted or not, with what may be changed. Checked when wanted."""

    wanted = forms.BooleanField(label=_("Oferecer"), required=False)
    name = forms.CharField(label=_("Serviço"), max_length=80, error_messages=NAME_MESSAGES)
    minutes = MinutesField(
        label=_("Duração (min)"),
        error_messages={"required": _("Diga a duração."), **DURATION_MESSAGES},
    )
    price = PriceField(
        label=_("Preço"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        error_messages=PRICE_MESSAGES,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, row: int, preset: PresetService) -> None:
        initial = {
            "wanted": True,
            "name": preset.name,
            "minutes": preset.minutes,
            "price": preset.price,
        }
        super().__init__(data, prefix=f"s{row}", initial=initial)
        self.category, self.for_kind = preset.category, preset.for_kind

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self["wanted"].value():
            self.errors.clear()  # what is not wanted may be anything

    @property
    def details(self) -> ServiceDetails | None:
        """None when it is not wanted. Only after a successful validation."""
        given = self.cleaned_data
        if not given.get("wanted"):
            return None
        return ServiceDetails(
            name=given["name"],
            duration_minutes=given["minutes"],
            category=self.category,
            price=given["price"],
            for_kind=self.for_kind,
        )


class TeamForm(HoursForm):
    """The people who serve, all at the same hours for now."""

    serves_too = forms.BooleanField(label=_("Eu também atendo"), required=False, initial=True)
    names = forms.CharField(
        label=_("Quem atende com você"),
        required=False,
        max_length=MOST_PEOPLE * 81,
        help_text=_("Um nome por linha, por exemplo: Bia Lima."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, team_size: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.team_size = team_size

    def clean_names(self) -> Sequence[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_PEOPLE:
            raise forms.ValidationError(_now("Comece com até 30 pessoas; depois você põe mais."))
        if any(len(name) > 80 for name in names):
            raise forms.ValidationError(_now("Cada nome tem até 80 letras."))
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_empty = not cleaned.get("names") and not cleaned.get("serves_too")
        if is_empty and not self.team_size and "names" not in self.errors:
            self.add_error("names", _now("Diga pelo menos uma pessoa, ou marque que você atende."))
        return cleaned
