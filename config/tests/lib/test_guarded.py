"""The client for servers that tenants name."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from config.lib.guarded import GuardedTransport


class Echo(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/headers":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _drop in range(20):
                time.sleep(0.2)
                self.wfile.write(b"X: y\r\n")
        said = f"{self.headers['host']} {self.headers.get('apikey')} ".encode() + body
        self.send_response(200)
        self.send_header("content-length", str(len(said)))
        if self.path == "/packed":
            self.send_header("content-encoding", "br")
        self.end_headers()
        if self.path == "/drips":
            time.sleep(1.5)
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        """Silence."""


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def client(*, allows_private: bool, **limits: Any) -> httpx.Client:
    transport = GuardedTransport(allows_private=allows_private, **limits)
    return httpx.Client(transport=transport, trust_env=False, timeout=2)


def test_a_private_server_is_called_where_the_operator_allows_it(port: int) -> None:
    with client(allows_private=True) as asking:
        answer = asking.post(f"http://localhost:{port}/x", content=b"oi", headers={"apikey": "k"})
    assert answer.text == f"localhost:{port} k oi"


@pytest.mark.parametrize(
    ("path", "failure"),
    [
        ("/large", httpx.ReadError),
        ("/packed", httpx.DecodingError),
        ("/headers", httpx.ReadTimeout),
        ("/drips", httpx.ReadTimeout),
    ],
)
def test_an_answer_without_an_end_is_left(
    port: int, path: str, failure: type[httpx.HTTPError]
) -> None:
    begins = time.monotonic()
    limits = {"largest": 1_000, "longest_s": 0.5}
    with client(allows_private=True, **limits) as asking, pytest.raises(failure):
        asking.post(f"http://localhost:{port}{path}", content=b"x" * 2_000)
    assert time.monotonic() - begins < 1.4


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.7:8080/",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "http://example.com/",
        "ftp://example.com/",
    ],
)
def test_nothing_else_is(url: str) -> None:
    with client(allows_private=False) as asking, pytest.raises(httpx.UnsupportedProtocol):
        asking.get(url)


def test_a_name_that_leads_inside_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One public and one private address: the name is not trusted at all."""
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
        for address in ("93.184.216.34", "127.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with client(allows_private=False) as asking, pytest.raises(httpx.UnsupportedProtocol):
        asking.get(f"https://evil.example:{port}/")


def test_an_unknown_name_was_never_called() -> None:
    with client(allows_private=False) as asking, pytest.raises(httpx.ConnectError):
        asking.get("https://nobody.invalid/")
