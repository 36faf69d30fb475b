"""A file of a form, as WhatsApp would take it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bot.gateways.content import ContentInvalid
from bot.gateways.media import FILE_NAME_LIMIT, LARGEST_BYTES, MB, MediaFile, check_file
from bot.gateways.stickers import KB


def read_file(upload: Any) -> MediaFile:
    """The uploaded file. Raises ValidationError where WhatsApp would refuse it."""
    mime_type = str(upload.content_type or "").partition(";")[0].strip().lower()
    if upload.size > LARGEST_BYTES:
        raise _too_large(LARGEST_BYTES)
    file = MediaFile(mime_type, upload.read(), _name(str(upload.name)))
    try:
        check_file(file)
    except ContentInvalid as refused:
        if refused.field == "sides":
            words = _(
                "Uma figurinha tem 512 por 512 pontos. Para mandar uma foto, use JPEG ou PNG."
            )
            raise forms.ValidationError(words) from refused
        if refused.field == "size" and refused.actual:
            raise _too_large(refused.limit) from refused
        if refused.field == "size":
            raise forms.ValidationError(_("O arquivo está vazio.")) from refused
        raise forms.ValidationError(
            _("O WhatsApp não aceita este tipo de arquivo. Envie JPEG, PNG, PDF, MP3 ou MP4.")
        ) from refused
    return file


def _name(name: str) -> str:
    """Its end is kept: it says what the file is."""
    return "".join(letter for letter in name if letter.isprintable())[-FILE_NAME_LIMIT:]


def _too_large(limit: int) -> forms.ValidationError:
    if limit < MB:
        words = _("A figurinha é grande demais: até %(limit)s KB.") % {"limit": limit // KB}
        return forms.ValidationError(words)
    words = _("O arquivo é grande demais: até %(limit)s MB.") % {"limit": limit // MB}
    return forms.ValidationError(words)
