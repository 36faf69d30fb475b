"""For client libraries that want an HTTP client: one that reaches public addresses only.

The same guard as config.lib.outbound, as a transport of httpx2: every request's name is
resolved, each of its addresses must be public, and the connection goes to the one that was
checked. Redirects are not followed, and answers come as they are: a packed one could be a
thousand times its size.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx2

from config.lib.outbound import LARGEST_ANSWER, CallFailed, CallRefused, checked_address


class _Limited(httpx2.AsyncByteStream):
    """At most `largest` bytes."""

    def __init__(self, stream: httpx2.AsyncByteStream, largest: int) -> None:
        self._stream, self._largest = stream, largest

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > self._largest:
                raise CallFailed("too_large")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


class PublicTransport(httpx2.AsyncBaseTransport):
    """Raises CallRefused and CallFailed for addresses that may not or can't be reached.

    `allows_private` is for tests and for servers inside an operator's own network: then
    plain http is allowed as well.
    """

    def __init__(self, *, allows_private: bool = False, largest: int = LARGEST_ANSWER) -> None:
        self._allows_private, self._largest = allows_private, largest
        self._inner = httpx2.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        if url.scheme != "https" and not (self._allows_private and url.scheme == "http"):
            raise CallRefused("scheme")
        port = url.port or (443 if url.scheme == "https" else 80)
        address = await _address(url.host, port, allows_private=self._allows_private)
        request.headers["Accept-Encoding"] = "identity"
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        request.url = url.copy_with(host=address, port=port)
        response = await self._inner.handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            await response.aclose()
            raise CallFailed("encoded")
        response.stream = _Limited(response.stream, self._largest)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _address(host: str, port: int, *, allows_private: bool) -> str:
    """`checked_address` on a thread that nobody waits for: a name server may be silent for
    longer than whoever asks, and a loop waits for its own threads before it ends."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[str] = loop.create_future()

    def tell(address: str, error: Exception | None) -> None:
        if found.done():
            return
        if error is None:
            found.set_result(address)
        else:
            found.set_exception(error)

    def look() -> None:
        address, failure = "", None
        try:
            address = checked_address(host, port, allows_private=allows_private)
        except Exception as error:
            failure = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, address, failure)

    threading.Thread(target=look, daemon=True).start()
    return await found


def public_client(
    *, timeout_s: float, allows_private: bool = False, largest: int = LARGEST_ANSWER
) -> httpx2.AsyncClient:
    """A client for one conversation with one server, whose answers have at most `largest`
    bytes; close it when done."""
    return httpx2.AsyncClient(
        transport=PublicTransport(allows_private=allows_private, largest=largest),
        timeout=timeout_s,
        trust_env=False,
        follow_redirects=False,
    )
