"""An HTTP client for servers that a tenant names: it connects to public addresses alone."""

from collections.abc import Iterator

import httpx

from config.lib.deadline import Deadline
from config.lib.outbound import CallFailed, CallRefused, checked_address

PORTS = {"https": 443, "http": 80}
LARGEST = 24 * 1024 * 1024  # bytes: the largest file that we keep, as base64 in JSON
LONGEST_S = 60.0


class _Limited(httpx.SyncByteStream):
    """At most `largest` bytes, until the deadline."""

    def __init__(self, stream: httpx.SyncByteStream, largest: int, deadline: Deadline) -> None:
        self._stream, self._largest, self._deadline = stream, largest, deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        try:
            for chunk in self._stream:
                size += len(chunk)
                if size > self._largest:
                    raise httpx.ReadError("too_large")
                yield chunk
        except httpx.TransportError:
            if not self._deadline.is_over:
                raise
        if self._deadline.is_over:  # an answer without a length ends like one that was cut off
            raise httpx.ReadTimeout("deadline")

    def close(self) -> None:
        self._deadline.cancel()
        self._stream.close()


class GuardedTransport(httpx.BaseTransport):
    """Resolves each name itself, and connects to the very address that it has checked.

    No connection is kept: one that was opened for a name must not serve another name of the
    same address. Answers have at most `largest` bytes, come as they are (a packed one could be
    a thousand times its size) and end within `longest_s` seconds. Raises
    httpx.UnsupportedProtocol for what may not be called.
    """

    def __init__(
        self,
        *,
        allows_private: bool = False,
        largest: int = LARGEST,
        longest_s: float = LONGEST_S,
    ) -> None:
        self._allows_private, self._largest, self._longest_s = allows_private, largest, longest_s
        self._inner = httpx.HTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme != "https" and not (self._allows_private and url.scheme == "http"):
            raise httpx.UnsupportedProtocol("scheme", request=request)
        try:
            port = url.port or PORTS[url.scheme]
            address = checked_address(url.host, port, allows_private=self._allows_private)
        except CallRefused as refused:
            raise httpx.UnsupportedProtocol(refused.reason, request=request) from refused
        except CallFailed as failed:
            raise httpx.ConnectError(failed.reason, request=request) from failed
        request.headers["Accept-Encoding"] = "identity"
        deadline = Deadline(self._longest_s)
        extensions = {
            **request.extensions,
            "sni_hostname": url.host,
            "trace": deadline.trace,
        }
        aimed = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,  # they name the host that was asked for
            stream=request.stream,
            extensions=extensions,
        )
        return self._answered(aimed, deadline.__enter__())

    def _answered(self, request: httpx.Request, deadline: Deadline) -> httpx.Response:
        try:
            response = self._inner.handle_request(request)
        except httpx.TransportError as error:
            deadline.cancel()
            if deadline.is_over:
                raise httpx.ReadTimeout("deadline") from error
            raise
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _Limited(response.stream, self._largest, deadline)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            response.close()
            raise httpx.DecodingError("encoded")
        return response

    def close(self) -> None:
        self._inner.close()
