"""Files that a provider fetches from us, at an address that nobody can guess."""

from uuid import UUID

from django.core import signing
from django_scopes import scopes_disabled

from bot.models import Attachment

SALT = "bot.public_files"
GOOD_FOR_S = 24 * 3600  # as long as a message may wait for its file


def token_of(file: Attachment) -> str:
    """The word by which anybody may read the file for a day."""
    return signing.TimestampSigner(salt=SALT).sign(str(file.pk))


def public_file_of(token: str) -> Attachment | None:
    """One of our own files, by its word; None for any other word, or a stale one."""
    try:
        pk = UUID(signing.TimestampSigner(salt=SALT).unsign(token, max_age=GOOD_FOR_S))
    except (signing.BadSignature, ValueError):
        return None
    with scopes_disabled():
        found: Attachment | None = Attachment.objects.filter(pk=pk, is_ours=True).first()
    return found
