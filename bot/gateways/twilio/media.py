"""Files of received messages: asked for with our token, fetched from a store without it."""

import re
from urllib.parse import urljoin, urlsplit

import httpx

from bot.gateways.media import LARGEST_BYTES, MediaFile
from bot.gateways.protocol import GatewayError
from bot.gateways.transport import error_from_transport
from bot.gateways.twilio.account import TwilioAccount
from bot.gateways.twilio.errors import error_from_response

STORES = ("twiliocdn.com", "twilio.com", "amazonaws.com")
TOO_LARGE = 63034
TRANSFER = httpx.Timeout(connect=5.0, read=20.0, write=20.0, pool=5.0)
_ID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}/ME[0-9a-fA-F]{32}")


def fetch(account: TwilioAccount, media_id: str) -> MediaFile:
    """The file of "<message>/<media>". Raises GatewayError."""
    if not _ID.fullmatch(media_id):
        raise GatewayError(code=None, permanent=True, detail="no media id")
    message, _, media = media_id.partition("/")
    url = account.api(f"/Messages/{message}/Media/{media}")
    try:
        with account.stream(url, timeout=TRANSFER) as response:
            target = response.headers.get("location", "") if response.is_redirect else ""
            if not target:
                return _read(response)
        store = urljoin(url, target)
        if not _is_trusted(store, url):
            raise GatewayError(code=None, permanent=True, detail="media at a foreign address")
        with account.client.stream("GET", store, timeout=TRANSFER) as response:
            return _read(response)
    except httpx.HTTPError as error:
        raise error_from_transport(error) from error
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise GatewayError(code=None, permanent=True, detail=type(error).__name__) from error


def _read(response: httpx.Response) -> MediaFile:
    if not response.is_success:
        response.read()
        raise error_from_response(response)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise GatewayError(code=TOO_LARGE, permanent=True, detail="media too large")
    mime_type = response.headers.get("content-type", "")
    return MediaFile(mime_type.partition(";")[0].strip().lower()[:120], bytes(body))


def _is_trusted(url: str, base_url: str) -> bool:
    """A store of Twilio's over https, or the very server that the account lives at."""
    asked, base = urlsplit(url), urlsplit(base_url)
    if (asked.scheme, asked.netloc) == (base.scheme, base.netloc):
        return True
    host = asked.hostname or ""
    is_store = any(host == name or host.endswith(f".{name}") for name in STORES)
    return asked.scheme == "https" and is_store and asked.username is None
