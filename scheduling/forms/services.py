"""The price list: looking, and writing a service."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people_enums import DependantKind
from catalog.models import Service, ServiceAddOn
from catalog.selectors.services import categories
from catalog.services.services import ServiceDetails
from scheduling.forms.fields import MinutesField
from scheduling.selectors.resources import active_resource_types
from scheduling.selectors.staff import active_staff

_SANE = _("A duração vai de 5 minutos a 24 horas.")
DURATION_MESSAGES = {"min_value": _SANE, "max_value": _SANE}
_BUFFER = _("Cada intervalo vai de 0 a 240 minutos.")
BUFFER_MESSAGES = {"min_value": _BUFFER, "max_value": _BUFFER}
NAME_MESSAGES = {"required": _("Escreva o nome.")}
PRICE_MESSAGES = {
    "invalid": _("Escreva só o valor, como 80 ou 80,50."),
    "min_value": _("O preço não pode ser negativo."),
}
FOR_WHOM = (
    ("", _("O próprio cliente")),
    (DependantKind.PET, _("Um animal do cliente")),
    (DependantKind.CHILD, _("Uma criança")),
    (DependantKind.OTHER, _("Outra pessoa")),
)


class ServiceFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)
    archived = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def shows_archived(self) -> bool:
        return bool(self.cleaned_data.get("archived"))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search)


class PriceField(forms.DecimalField):
    """Money as people type it: 80, 80,50, R$ 1.200,00 or 80.50."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            text = value.replace("R$", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
            if "," in text:
                text = text.replace(".", "").replace(",", ".")
            value = text
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | float | int):
            try:
                return f"{Decimal(value):.2f}".replace(".", ",")
            except InvalidOperation:
                return value
        return value


class ServiceForm(forms.Form):
    """A service and who performs it."""

    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        error_messages=NAME_MESSAGES,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    category = forms.CharField(
        label=_("Categoria"),
        max_length=60,
        required=False,
        help_text=_("Escolha uma da lista ou escreva uma nova."),
        widget=forms.TextInput(attrs={"list": "service-categories", "autocomplete": "off"}),
    )
    duration_minutes = MinutesField(
        label=_("Duração (min)"),
        initial=60,
        error_messages={"required": _("Diga a duração."), **DURATION_MESSAGES},
    )
    price = PriceField(
        label=_("Preço"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("Vazio: sob consulta."),
        error_messages=PRICE_MESSAGES,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    buffer_before_minutes = forms.IntegerField(
        label=_("Intervalo antes (min)"),
        min_value=0,
        max_value=240,
        initial=0,
        required=False,
        error_messages=BUFFER_MESSAGES,
        widget=forms.NumberInput(attrs={"step": "5"}),
    )
    buffer_after_minutes = forms.IntegerField(
        label=_("Intervalo depois (min)"),
        min_value=0,
        max_value=240,
        initial=0,
        required=False,
        error_messages=BUFFER_MESSAGES,
        widget=forms.NumberInput(attrs={"step": "5"}),
    )
    description = forms.CharField(
        label=_("Descrição"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_bookable_online = forms.BooleanField(
        label=_("Pode ser agendado pelo WhatsApp"), required=False, initial=True
    )
    for_kind = forms.ChoiceField(
        label=_("Para quem é"),
        choices=FOR_WHOM,
        required=False,
        help_text=_("Ao agendar, a equipe e o robô perguntam para quem."),
    )
    asks_add_ons = forms.BooleanField(
        label=_("O robô pergunta se o cliente quer um adicional"), required=False, initial=True
    )
    performers: Any = forms.ModelMultipleChoiceField(
        label=_("Quem faz"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sem ninguém, o serviço não aparece no WhatsApp."),
    )

    needs: Any = forms.ModelMultipleChoiceField(
        label=_("Precisa de"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Um de cada. Sem nenhum livre, o horário não é oferecido."),
    )

    def __init__(self, data: Any = None, *, service: Service | None) -> None:
        initial = _initial(service) if service else {}
        super().__init__(data, initial=initial, auto_id="service_%s")
        self.fields["performers"].queryset = active_staff()  # type: ignore[attr-defined]
        self.fields["needs"].queryset = active_resource_types()  # type: ignore[attr-defined]
        if not ServiceAddOn.objects.filter(is_active=True).exists():
            del self.fields["asks_add_ons"]  # nothing to ask about yet
        self.kept = {"asks_add_ons": service.asks_add_ons if service else True}
        self.categories = list(categories().values_list("name", flat=True))

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()

    @property
    def details(self) -> ServiceDetails:
        """Only after a successful validation."""
        links = ("performers", "needs")
        given = self.kept | {
            name: value for name, value in self.cleaned_data.items() if name not in links
        }
        for name in ("buffer_before_minutes", "buffer_after_minutes"):
            given[name] = given[name] or 0
        return ServiceDetails(**given)


def _initial(service: Service) -> dict[str, Any]:
    names = (
        "name",
        "duration_minutes",
        "price",
        "buffer_before_minutes",
        "buffer_after_minutes",
        "description",
        "is_bookable_online",
        "for_kind",
        "asks_add_ons",
    )
    return {name: getattr(service, name) for name in names} | {
        "category": service.category.name if service.category else "",
        "performers": [person.pk for person in service.staff.all()],
        "needs": [one.pk for one in service.resource_types.all()],
    }
