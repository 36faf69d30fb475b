"""The client that libraries are given: public addresses only, no redirects, no endless answers."""

import asyncio
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from config.lib.outbound import CallFailed, CallRefused
from config.lib.outbound_transport import public_client
from config.tests.lib.test_outbound import Server, server

__all__ = ["server"]


def get(url: str, *, allows_private: bool = True) -> httpx2.Response:
    async def ask() -> httpx2.Response:
        async with public_client(timeout_s=5, allows_private=allows_private) as client:
            return await client.get(url, headers={"X-Key": "secret"})

    return asyncio.run(ask())


def test_answer_of_an_allowed_server_is_read(server: str) -> None:
    answer = get(f"{server}/a?b=c")
    assert (answer.status_code, answer.json()) == (200, {"a": 1})
    assert Server.seen == [("GET /a?b=c", "secret", "")]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "http://93.184.215.14/",
    ],
)
def test_private_addresses_and_plain_http_are_refused(url: str) -> None:
    with pytest.raises(CallRefused):
        get(url, allows_private=False)


def test_redirect_is_not_followed(server: str) -> None:
    assert get(f"{server}/to/elsewhere").status_code == 302
    assert len(Server.seen) == 1


def test_endless_answer_is_cut_off(server: str) -> None:
    with pytest.raises(CallFailed):
        get(f"{server}/large")


def test_unknown_name_fails() -> None:
    with pytest.raises(CallFailed):
        get("https://nobody.invalid/")


class Packed(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        Packed.asked.append(self.headers["Accept-Encoding"])
        body = gzip.compress(b" " * 50_000_000)
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def packed() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Packed)
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_packed_answer_is_neither_asked_for_nor_unpacked(packed: str) -> None:
    with pytest.raises(CallFailed, match="encoded"):
        get(packed)
    assert Packed.asked == ["identity"]


def test_name_that_answers_otherwise_the_second_time_gains_nothing(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = socket.getaddrinfo, []

    def rebinding(host: object, *args: object, **more: object) -> object:
        if host != "rebind.example":
            return real(host, *args, **more)  # type: ignore[arg-type]
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return real(address, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = server.rpartition(":")[2]

    async def ask() -> None:
        async with public_client(timeout_s=0.3) as client:
            await client.get(f"https://rebind.example:{port}/")

    with pytest.raises((httpx2.HTTPError, OSError)):
        asyncio.run(ask())
    assert asked == ["rebind.example"]  # looked up once; nothing came to our own server
    assert Server.seen == []
    with pytest.raises(CallRefused):
        asyncio.run(ask())


def test_silent_name_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: time.sleep(5))

    async def ask() -> None:
        async with asyncio.timeout(0.3), public_client(timeout_s=0.3) as client:
            await client.get("https://slow.example/")

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(ask())
    assert time.monotonic() - began < 2
