"""Files: looked up, fetched and uploaded (whatsapp-cloud-api, media)."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.gateways.media import LARGEST_BYTES, MediaFile
from bot.gateways.meta.errors import error_from_request, error_from_response, error_from_transport
from bot.gateways.meta.reading import a_text
from bot.gateways.protocol import GatewayError

# Only Meta's own stores get our token; a webhook or an answer may name any address.
HOSTS = ("fbsbx.com", "fbcdn.net", "whatsapp.net")
TOO_LARGE = 131052  # Meta's code for media that cannot be fetched
TRANSFER = httpx.Timeout(connect=5.0, read=20.0, write=20.0, pool=5.0)

Call = Callable[..., dict[str, Any]]


def fetch(
    client: httpx.Client, call: Call, *, media_id: str, headers: dict[str, str], base_url: str
) -> MediaFile:
    """The file behind an id. Raises GatewayError, permanent where it is too large or gone."""
    described = call("GET", media_id)
    url = a_text(described.get("url"))
    if not _is_trusted(url, base_url):
        raise GatewayError(code=None, permanent=True, detail="media at a foreign address")
    body, served_type = _download(client, url, headers)
    wanted = a_text(described.get("sha256"))
    if len(wanted) == 64 and wanted.lower() != hashlib.sha256(body).hexdigest():
        raise GatewayError(code=None, permanent=False, detail="media arrived damaged")
    mime_type = a_text(described.get("mime_type")) or served_type
    return MediaFile(mime_type.partition(";")[0].strip().lower()[:120], body)


def upload_form(file: MediaFile) -> dict[str, Any]:
    """The parts of an upload, as options of the request."""
    return {
        "data": {"messaging_product": "whatsapp", "type": file.mime_type},
        "files": {"file": (file.name or "file", file.body, file.mime_type)},
        "timeout": TRANSFER,
    }


def _is_trusted(url: str, base_url: str) -> bool:
    """One of Meta's stores over https, or the very server that the number lives at."""
    try:
        asked, base = urlsplit(url), urlsplit(base_url)
        if (asked.scheme, asked.netloc) == (base.scheme, base.netloc):
            return True
        host = asked.hostname or ""
    except ValueError:
        return False
    is_meta = any(host == name or host.endswith(f".{name}") for name in HOSTS)
    return asked.scheme == "https" and is_meta and asked.username is None


def _download(client: httpx.Client, url: str, headers: dict[str, str]) -> tuple[bytes, str]:
    body = bytearray()
    try:
        with client.stream("GET", url, headers=headers, timeout=TRANSFER) as response:
            if not response.is_success:
                response.read()
                # A link lives five minutes: the next try asks for a new one.
                if response.status_code == httpx.codes.NOT_FOUND:
                    raise GatewayError(code=None, permanent=False, detail="media link expired")
                raise error_from_response(response)
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST_BYTES:
                    raise GatewayError(code=TOO_LARGE, permanent=True, detail="media too large")
            return bytes(body), response.headers.get("content-type", "")
    except httpx.HTTPError as error:
        raise error_from_transport(error) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise error_from_request(error) from error
