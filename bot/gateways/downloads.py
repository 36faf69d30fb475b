"""Files that a provider keeps at an address: fetched whole, up to what we keep, from stores
that are known."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.gateways.media import LARGEST_BYTES, MediaFile
from bot.gateways.protocol import GatewayError

TRANSFER = httpx.Timeout(connect=5.0, read=20.0, write=20.0, pool=5.0)
TOO_LARGE = 63034


def download(
    client: httpx.Client,
    url: str,
    refused: Callable[[httpx.Response], GatewayError],
    **options: Any,
) -> MediaFile:
    """The file at `url`. Raises what `refused` makes of an answer that is no success,
    GatewayError for a file too large, httpx.HTTPError without an answer."""
    with client.stream("GET", url, timeout=TRANSFER, **options) as response:
        return read_file(response, refused)


def read_file(
    response: httpx.Response, refused: Callable[[httpx.Response], GatewayError]
) -> MediaFile:
    """The body of an answer that streams in."""
    if not response.is_success:
        response.read()
        raise refused(response)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise GatewayError(code=TOO_LARGE, permanent=True, detail="media too large")
    mime_type = response.headers.get("content-type", "")
    return MediaFile(mime_type.partition(";")[0].strip().lower()[:120], bytes(body))


def is_trusted(url: str, *, base_url: str, stores: Collection[str]) -> bool:
    """A store of the provider's over https, or the very server that the account lives at."""
    asked, base = urlsplit(url), urlsplit(base_url)
    if (asked.scheme, asked.netloc) == (base.scheme, base.netloc):
        return True
    host = asked.hostname or ""
    is_store = any(host == name or host.endswith(f".{name}") for name in stores)
    return asked.scheme == "https" and is_store and asked.username is None
