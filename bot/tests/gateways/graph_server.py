"""A small HTTP server that answers what a test told it to, and remembers what it was asked."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


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
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


@dataclass
class GraphServer:
    url: str
    asked: list[Asked]
    answers: list[Answer]
    connections: set[Any]

    def will_answer(self, *answers: Answer) -> None:
        self.answers[:] = answers


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    graph: GraphServer

    def _answer(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
        parts = urlsplit(self.path)
        headers = {name.lower(): text for name, text in self.headers.items()}
        query = parse_qs(parts.query)
        body = json.loads(raw) if raw else None
        self.graph.connections.add(self.client_address)
        self.graph.asked.append(Asked(self.command, parts.path, query, headers, body))
        answer = self.graph.answers.pop(0)
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

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Silence."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that went away is part of the play."""


@contextmanager
def graph_server() -> Iterator[GraphServer]:
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {}))
    graph = GraphServer(f"http://127.0.0.1:{server.server_port}/v24.0", [], [], set())
    server.RequestHandlerClass.graph = graph
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield graph
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
