"""Files of received messages: asked for with our token, fetched from a store without it."""

import re
from urllib.parse import urljoin

import httpx

from bot.gateways.downloads import TRANSFER, download, is_trusted, read_file
from bot.gateways.media import MediaFile
from bot.gateways.protocol import GatewayError
from bot.gateways.transport import error_from_transport
from bot.gateways.twilio.account import TwilioAccount
from bot.gateways.twilio.errors import error_from_response

STORES = ("twiliocdn.com", "twilio.com", "amazonaws.com")
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
                return read_file(response, error_from_response)
        store = urljoin(url, target)
        if not is_trusted(store, base_url=url, stores=STORES):
            raise GatewayError(code=None, permanent=True, detail="media at a foreign address")
        return download(account.client, store, error_from_response)
    except httpx.HTTPError as error:
        raise error_from_transport(error) from error
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise GatewayError(code=None, permanent=True, detail=type(error).__name__) from error
