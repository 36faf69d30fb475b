"""A small web server that takes webhooks as a product would."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

PATIENCE_S = 5.0
T = TypeVar("T")


@dataclass(frozen=True)
class Post:
    body: bytes
    signature: str
    at: float

    @property
    def changes(self) -> list[dict[str, Any]]:
        return [c for entry in json.loads(self.body)["entry"] for c in entry["changes"]]


class Receiver:
    """Keeps every POST; answers with the next of `answers`, then 200."""

    def __init__(self, verify_token: str) -> None:
        self.posts: list[Post] = []
        self.answers: list[int] = []
        self.accepts_handshake = True
        self.handshakes: list[dict[str, list[str]]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                receiver.handshakes.append(query)
                is_right = query["hub.verify_token"] == [verify_token]
                if receiver.accepts_handshake and is_right:
                    self._answer(200, query["hub.challenge"][0].encode())
                else:
                    self._answer(403, b"no")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                signature = self.headers["X-Hub-Signature-256"]
                receiver.posts.append(Post(body, signature, time.monotonic()))
                self._answer(receiver.answers.pop(0) if receiver.answers else 200, b"")

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def changes(self) -> list[dict[str, Any]]:
        return [change for post in list(self.posts) for change in post.changes]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [m for c in self.changes for m in c["value"].get("messages", [])]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [s for c in self.changes for s in c["value"].get("statuses", [])]


def wait_for(find: Callable[[], T], what: str = "") -> T:
    """The first true answer of `find`; fails after five seconds."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := find()):
        assert time.monotonic() < deadline, f"waited in vain for {what or find}"
        time.sleep(0.01)
    return found
