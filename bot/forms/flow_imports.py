"""A file with a flow, and the flow that was read from it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bot.services.flow_imports import LARGEST_FILE
from bot.services.flows import is_storable


class FlowFileForm(forms.Form):
    file = forms.FileField(
        label=_("Arquivo do fluxo"),
        help_text=_("O arquivo .json baixado do Zapenda ou exportado do Typebot, até 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": _("Escolha o arquivo."),
            "empty": _("Este arquivo está vazio."),
        },
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > LARGEST_FILE:
            raise forms.ValidationError(self.refusal("large"))
        return given

    @staticmethod
    def refusal(reason: str) -> str:
        """Why a file is not read, by the reason of FlowUnreadable."""
        words = {
            "large": gettext("Este arquivo passa de 2 MB."),
            "json": gettext("Este arquivo não é JSON. Exporte o fluxo de novo."),
            "unknown": gettext("Este arquivo não é um fluxo do Zapenda nem do Typebot."),
            "many": gettext("Este fluxo é grande demais ou tem sinais que não dá para guardar."),
        }
        return words[reason]


class _GraphField(forms.JSONField):
    """What is nested too deep, or holds a number too long, is no JSON either."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return None


class FlowReadForm(forms.Form):
    """What was read, on its way through the page: the name may still be changed."""

    name = forms.CharField(
        label=_("Nome"), max_length=80, error_messages={"required": _("Escreva o nome.")}
    )
    graph = _GraphField(widget=forms.HiddenInput)

    def clean_graph(self) -> dict[str, Any]:
        graph = self.cleaned_data["graph"]
        if not isinstance(graph, dict) or not is_storable(graph):
            raise forms.ValidationError(_("O fluxo não pôde ser lido."))
        return graph
