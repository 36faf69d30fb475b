"""Looking for, beginning and naming flows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.flow_starters import STARTERS

_NAME = {"required": _("Escreva o nome.")}


class FlowFilter(forms.Form):
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


class FlowNameForm(forms.Form):
    name = forms.CharField(label=_("Nome"), max_length=80, error_messages=_NAME)

    def __init__(self, data: Any = None, *, name: str = "") -> None:
        super().__init__(data, initial={"name": name}, auto_id="flow_%s")


class FlowStartForm(FlowNameForm):
    """A new flow: its name, and what it begins with."""

    starter = forms.ChoiceField(
        label=_("Começar de"),
        choices=[(key, label) for key, label, _hint in STARTERS],
        initial="survey",
        error_messages={"required": _("Escolha por onde começar.")},
        widget=forms.RadioSelect,
    )

    @property
    def hints(self) -> list[tuple[str, str]]:
        """(name, what it does) of each starter, for under the choices."""
        return [(str(label), str(hint)) for _key, label, hint in STARTERS]
