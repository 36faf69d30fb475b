"""Rooms and equipment, as the team writes them down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scheduling.models import Resource, ResourceType

MOST = 50
NAME_LENGTH = 60


class ResourceTypeForm(forms.Form):
    """What it is, and the single things of it: one name a line."""

    name = forms.CharField(
        label=_("O que é"),
        max_length=NAME_LENGTH,
        help_text=_("Como “sala de massagem”, “lavatório” ou “laser”."),
        error_messages={"required": _("Escreva o que é.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    resources = forms.CharField(
        label=_("Quais você tem"),
        max_length=MOST * (NAME_LENGTH + 2),
        help_text=_("Um nome por linha. A agenda usa na ordem desta lista."),
        error_messages={"required": _("Escreva pelo menos um nome.")},
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, resource_type: ResourceType | None) -> None:
        initial = {}
        if resource_type:
            things = Resource.objects.filter(resource_type=resource_type, is_active=True)
            names = things.order_by("position", "name").values_list("name", flat=True)
            initial = {"name": resource_type.name, "resources": "\n".join(names)}
        super().__init__(data, initial=initial, auto_id="resource_%s")

    def clean_resources(self) -> list[str]:
        """Names without blanks around them, each once whatever its case."""
        lines = [line.strip() for line in str(self.cleaned_data["resources"]).splitlines()]
        names = list({line.lower(): line for line in lines if line}.values())
        if not names:
            raise forms.ValidationError(self.fields["resources"].error_messages["required"])
        if len(names) > MOST:
            raise forms.ValidationError(_("São no máximo %(most)s nomes.") % {"most": MOST})
        if any(len(name) > NAME_LENGTH for name in names):
            raise forms.ValidationError(
                _("Cada nome tem no máximo %(most)s letras.") % {"most": NAME_LENGTH}
            )
        return names
