"""The organization's own fields: defining one, and the inputs that they make."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import CustomerAttribute
from accounts.people_enums import AttributeType

PREFIX = "attribute_"
MOST_CHOICES = 40


class AttributeForm(forms.Form):
    """The definition of a field. Its type is chosen once."""

    label = forms.CharField(label=_("Nome do campo"), max_length=60)
    type = forms.ChoiceField(label=_("Tipo"), choices=AttributeType.choices)
    choices = forms.CharField(
        label=_("Opções da lista"),
        required=False,
        max_length=3000,
        help_text=_("Uma por linha. Só para “Escolha de uma lista”."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None, *, attribute: CustomerAttribute | None) -> None:
        initial = {}
        if attribute is not None:
            initial = {"label": attribute.label, "type": attribute.type}
            initial["choices"] = "\n".join(attribute.choices)
        super().__init__(data, initial=initial, auto_id="attribute_%s")
        if attribute is not None:
            self.fields["type"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lines = [line.strip() for line in cleaned.get("choices", "").splitlines()]
        choices = list(dict.fromkeys(line for line in lines if line))
        if cleaned.get("type") != AttributeType.CHOICE:
            choices = []
        elif not choices:
            self.add_error("choices", _("Escreva pelo menos uma opção."))
        elif len(choices) > MOST_CHOICES or any(len(choice) > 60 for choice in choices):
            self.add_error("choices", _("No máximo 40 opções, cada uma com até 60 letras."))
        cleaned["choices"] = choices
        return cleaned


def attribute_inputs(attributes: Iterable[CustomerAttribute]) -> dict[str, forms.Field]:
    """The form field of each attribute, by its name on the form."""
    return {PREFIX + one.key: _input(one) for one in attributes}


def attribute_values(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the inputs said, as the JSON values by key; None for what was left empty."""
    named = {name.removeprefix(PREFIX): value for name, value in cleaned.items()}
    return {key: _json(value) for key, value in named.items()}


def initial_values(values: dict[str, Any]) -> dict[str, Any]:
    """The stored values as the inputs show them."""
    shown = {True: "yes", False: "no"}
    return {
        PREFIX + key: shown[value] if isinstance(value, bool) else value
        for key, value in values.items()
    }


def _json(value: Any) -> Any:
    if value in (None, ""):
        return None
    if value in ("yes", "no"):
        return value == "yes"
    return value.isoformat() if hasattr(value, "isoformat") else value


def _input(attribute: CustomerAttribute) -> forms.Field:
    basic: dict[str, Any] = {"label": attribute.label, "required": False}
    if attribute.type == AttributeType.NUMBER:
        return forms.FloatField(
            **basic,
            min_value=-1e12,
            max_value=1e12,
            widget=forms.TextInput({"inputmode": "decimal"}),
        )
    if attribute.type == AttributeType.DATE:
        return forms.DateField(
            **basic, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )
    if attribute.type == AttributeType.BOOLEAN:
        options = [("", _("Não informado")), ("yes", _("Sim")), ("no", _("Não"))]
        return forms.ChoiceField(**basic, choices=options)
    if attribute.type == AttributeType.CHOICE:
        listed = [(choice, choice) for choice in attribute.choices]
        return forms.ChoiceField(**basic, choices=[("", _("Não informado")), *listed])
    return forms.CharField(**basic, max_length=500)
