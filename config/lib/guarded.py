"""An HTTP client for servers that a tenant names: it connects to public addresses alone."""

import httpx

from config.lib.outbound import CallFailed, CallRefused, checked_address

PORTS = {"https": 443, "http": 80}


class GuardedTransport(httpx.BaseTransport):
    """Resolves each name itself, and connects to the very address that it has checked.

    No connection is kept: one that was opened for a name must not serve another name of the
    same address. Raises httpx.UnsupportedProtocol for what may not be called.
    """

    def __init__(self, *, allows_private: bool = False) -> None:
        self._allows_private = allows_private
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
        extensions = {**request.extensions, "sni_hostname": url.host}
        aimed = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,  # they name the host that was asked for
            stream=request.stream,
            extensions=extensions,
        )
        return self._inner.handle_request(aimed)

    def close(self) -> None:
        self._inner.close()
