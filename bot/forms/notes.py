"""Writing an internal note."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.gateways.content import TEXT_LIMIT


class NoteForm(forms.Form):
    """What a person notes. `token` is the id that the note will have."""

    text = forms.CharField(
        max_length=TEXT_LIMIT,
        error_messages={
            "required": _("Escreva a nota."),
            "max_length": _("A nota passa de 4.096 letras. Divida em duas."),
        },
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def clean_token(self) -> UUID:
        token: UUID = self.cleaned_data["token"]
        if token.version != 7:
            raise forms.ValidationError(_("Recarregue a página e tente de novo."))
        return token
