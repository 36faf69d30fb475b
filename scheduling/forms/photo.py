"""Uploading a photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PhotoForm(forms.Form):
    """One picture of a person."""

    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("JPEG, PNG ou WebP, até 5 MB. Mostramos o meio dela, quadrado."),
        error_messages={
            "required": _("Escolha uma foto."),
            "empty": _("Este arquivo está vazio."),
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="photo_%s")
