"""Looking for and writing ready answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.models import CannedReply
from bot.placeholders import PLACEHOLDERS, unknown_placeholders
from bot.services.canned_replies import CannedDetails

_SHORTCUT = _("Use só letras sem acento, números e hífen.")


class CannedFilter(forms.Form):
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


class CannedReplyForm(forms.Form):
    """A ready answer; an unknown placeholder is an error of `text`."""

    shortcut = forms.RegexField(
        r"^/?[A-Za-z0-9][A-Za-z0-9-]{0,29}$",
        label=_("Atalho"),
        max_length=31,
        help_text=_("Na conversa, digite / e o atalho."),
        error_messages={"required": _("Escreva o atalho."), "invalid": _SHORTCUT},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(
        label=_("Título"), max_length=80, error_messages={"required": _("Escreva o título.")}
    )
    text = forms.CharField(
        label=_("Texto"),
        max_length=2000,
        error_messages={
            "required": _("Escreva o texto."),
            "max_length": _("O texto passa de 2.000 letras."),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_shared = forms.BooleanField(label=_("Toda a equipe pode usar"), required=False, initial=True)

    def __init__(self, data: Any = None, *, reply: CannedReply | None) -> None:
        initial = {}
        if reply:
            initial = {name: getattr(reply, name) for name in ("shortcut", "title", "text")}
            initial["is_shared"] = reply.owner_id is None
        super().__init__(data, initial=initial, auto_id="canned_%s")
        self.placeholders = [
            ("{{" + name + "}}", str(label)) for name, label in PLACEHOLDERS.items()
        ]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if unknown := unknown_placeholders(text):
            raise forms.ValidationError(
                _("Não conhecemos: %(names)s. Use os campos da lista abaixo.")
                % {"names": ", ".join(unknown)}
            )
        return text

    @property
    def details(self) -> CannedDetails:
        """Only after a successful validation."""
        given = self.cleaned_data
        return CannedDetails(
            shortcut=given["shortcut"].removeprefix("/").lower(),
            title=given["title"],
            text=given["text"],
            is_shared=given["is_shared"],
        )
