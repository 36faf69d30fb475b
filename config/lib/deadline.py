"""An end for a whole call: the client library's time-outs begin anew with each byte, so that a
server that drips (its headers, too) would keep whoever asks for hours."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """Shuts the connection of one request down after `seconds`; what waits there then fails.

    Give `trace` to the request as its extension of that name.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(seconds, 0.001), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.cancel()

    def cancel(self) -> None:
        """The call has ended by itself."""
        self._timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """What httpcore tells while it connects."""
        if event in _CONNECTED:
            self._socket = info["return_value"].get_extra_info("socket")
            if self.is_over:
                self._shut()

    def _cut(self) -> None:
        self.is_over = True
        self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            # Of the connection below TLS: nothing is to be said to the other side any more.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
