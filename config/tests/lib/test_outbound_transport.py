"""The client that libraries are given: public addresses only, no redirects, no endless answers."""

import asyncio

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
