"""How the file of a message is shown, and what of it a browser may open."""

from bot.enums import TransferStatus
from bot.gateways.media import begins_as
from bot.models import Attachment

# Types that a page shows in place. Everything else is only ever saved.
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
SOUNDS = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac"})
FILMS = frozenset({"video/mp4", "video/3gpp"})
INLINE = PICTURES | SOUNDS | FILMS


def file_look(file: Attachment | None) -> str:
    """Which part of the template shows it: picture, sound, film, card, waiting or failed.

    What we send is shown at once: we have it, whatever becomes of its way.
    """
    if file is None:
        return ""
    if not file.is_ours and file.status != TransferStatus.READY:
        return "failed" if file.status == TransferStatus.FAILED else "waiting"
    for look, types in (("picture", PICTURES), ("sound", SOUNDS), ("film", FILMS)):
        if file.mime_type in types:
            return look
    return "card"


def is_inline(mime_type: str, beginning: bytes) -> bool:
    """Whether a browser may open it in the page: by its type, and by how it begins."""
    return mime_type in INLINE and begins_as(mime_type, beginning)
