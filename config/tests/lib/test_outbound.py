"""Calls to servers that a tenant names: where they may go, and how they end."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config.lib.outbound import (
    LARGEST_ANSWER,
    Answer,
    Call,
    CallFailed,
    CallRefused,
    call_out,
    is_public,
)

LOCAL = frozenset({"127.0.0.1"})


class Server(BaseHTTPRequestHandler):
    seen: list[tuple[str, str, str]] = []

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode()
        self.seen.append((f"{self.command} {self.path}", self.headers.get("X-Key", ""), body))
        if self.path == "/slow":
            time.sleep(2)
        self.send_response(302 if self.path.startswith("/to/") else 200)
        if self.path.startswith("/to/"):
            self.send_header("Location", self.path.removeprefix("/to"))
        if self.path.startswith("/to//"):
            self.send_header("Location", f"http:{self.path.removeprefix('/to')}")
        if self.path == "/packed":
            self.send_header("Content-Encoding", "br")
        if self.path == "/headers":
            self.wfile.write(b"".join(self._headers_buffer))
            self._headers_buffer = []
            for _drop in range(20):
                time.sleep(0.2)
                self.wfile.write(b"X: y\r\n")
        self.end_headers()
        if self.path == "/dripping":
            for _drop in range(20):
                time.sleep(0.2)
                self.wfile.write(b"x")
        self.wfile.write(b"x" * (LARGEST_ANSWER + 1) if self.path == "/large" else b'{"a": 1}')

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.seen = []
    found = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()


def ask(url: str, **options: object) -> Answer:
    fields = {"method": "GET", "headers": {"X-Key": "secret"}, **options}
    return call_out(Call(url=url, **fields), hosts=LOCAL, allows_private=True)  # type: ignore[arg-type]


def test_an_answer_comes_back(server: str) -> None:
    assert ask(f"{server}/a?b=c", method="POST", body="olá") == Answer(200, b'{"a": 1}')
    assert Server.seen == [("POST /a?b=c", "secret", "olá")]


def test_a_redirect_is_followed_a_few_times(server: str) -> None:
    assert ask(f"{server}/to/to/a").status == 200
    with pytest.raises(CallRefused, match="redirects"):
        ask(f"{server}/to/to/to/to/a")


def test_a_redirect_to_another_host_is_checked_like_a_call(server: str) -> None:
    with pytest.raises(CallRefused, match="host"):
        ask(f"{server}/to//localhost:9/a")


def test_a_redirect_to_no_address_is_refused(server: str) -> None:
    with pytest.raises(CallRefused, match="host"):
        ask(f"{server}/to//[x/")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/slow", "ReadTimeout"),
        ("/dripping", "ReadTimeout"),
        ("/headers", "ReadTimeout"),
        ("/large", "too_large"),
        ("/packed", "encoded"),
    ],
)
def test_what_takes_too_long_or_is_too_large_fails(server: str, path: str, reason: str) -> None:
    begins = time.monotonic()
    with pytest.raises(CallFailed, match=reason):
        ask(f"{server}{path}", timeout_s=0.5)
    assert time.monotonic() - begins < 2


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/", "scheme"),
        ("ftp://example.com/", "scheme"),
        ("https://other.example/", "host"),
        ("https://user@example.com/", "host"),
        ("https://:word@example.com/", "host"),
        ("https://[example.com/", "host"),
        ("https://example.com:99999/", "host"),
        ("https:///a", "host"),
        ("https://127.0.0.1/", "private"),
        ("https://[::1]/", "private"),
        ("https://2130706433/", "private"),
        ("https://localhost/", "private"),
    ],
)
def test_where_a_call_may_not_go(url: str, reason: str) -> None:
    hosts = {"example.com", "127.0.0.1", "::1", "2130706433", "localhost"}
    with pytest.raises(CallRefused, match=reason):
        call_out(Call("GET", url, {}), hosts=hosts)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("192.0.0.192", False),
        ("fec0::1", False),
        ("64:ff9b:1::a00:1", False),
        ("::ffff:0:10.0.0.1", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public
