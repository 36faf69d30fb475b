"""A provider's server over real HTTP: it plays its part, and fails when a test says so."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.raw.decode(), keep_blank_values=True))


@dataclass
class Answer:
    """`hang` waits that long first; `cut` closes the connection instead of answering."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: threading.Event | None = None
    cut: bool = False

    @property
    def raw(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


@dataclass
class ProviderServer:
    """`failures` are given instead of an answer, each once."""

    url: str
    play: Callable[[Asked], Answer]
    asked: list[Asked] = field(default_factory=list)
    failures: list[Answer] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self.failures.pop(0) if self.failures else self.play(asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: ProviderServer

    def _answer(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        headers = {name.lower(): text for name, text in self.headers.items()}
        query = dict(parse_qsl(parts.query))
        answer = self.provider.answer(Asked(self.command, parts.path, query, headers, raw))
        if answer.hang:
            answer.hang.wait(10)
        if answer.cut:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, text in ({"Content-Length": str(len(answer.raw))} | answer.headers).items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(answer.raw)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Silence."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that went away is part of the play."""


@contextmanager
def provider_server(play: Callable[[Asked], Answer]) -> Iterator[ProviderServer]:
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {}))
    provider = ProviderServer(f"http://127.0.0.1:{server.server_port}", play)
    server.RequestHandlerClass.provider = provider
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
