"""Giving a file for flows to send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.forms.files import read_file
from bot.gateways.media import SENDABLE, MediaFile


class FlowFileForm(forms.Form):
    """One file that WhatsApp takes."""

    file = forms.FileField(
        label=_("Arquivo"),
        help_text=_("JPEG, PNG, MP4, MP3 ou PDF, até 16 MB (fotos até 5 MB)."),
        error_messages={"required": _("Escolha um arquivo."), "empty": _("O arquivo está vazio.")},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SENDABLE)}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="flow_%s")

    def clean_file(self) -> MediaFile:
        return read_file(self.cleaned_data["file"])
