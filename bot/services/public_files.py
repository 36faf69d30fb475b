"""Files for providers that take none and fetch them from us."""

from django.conf import settings
from django.urls import reverse

from bot.gateways import GatewayError
from bot.models import Attachment
from bot.selectors.public_files import token_of


def public_file_url(file: Attachment) -> str:
    """The address of one of our files, good for a day. Raises GatewayError without PUBLIC_URL."""
    if not settings.PUBLIC_URL:
        raise GatewayError(code=None, permanent=True, detail="PUBLIC_URL is not set")
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('public_file', args=[token_of(file)])}"
