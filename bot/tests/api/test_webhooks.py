"""The webhook's door, under Django and under the lean ASGI application alike."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.test import Client

from bot.api.lean import LeanWebhook
from bot.gateways.meta import sign
from bot.models import Channel, WebhookReceipt
from bot.selectors.secrets import refresh_secrets
from bot.services.channels import create_channel
from bot.tests.factories import APP_SECRET, VERIFY_TOKEN, text_message, webhook_body

PATH = "/webhooks/meta/"
Post = Callable[[bytes, str | None], int]
pytestmark = pytest.mark.django_db(transaction=True)


def post_to_django(body: bytes, signature: str | None) -> int:
    headers = {} if signature is None else {"X-Hub-Signature-256": signature}
    return (
        Client().post(PATH, data=body, content_type="application/json", headers=headers).status_code
    )


def post_to_asgi(body: bytes, signature: str | None) -> int:
    headers = [(b"host", b"testserver"), (b"content-type", b"application/json")]
    if signature is not None:
        headers.append((b"x-hub-signature-256", signature.encode("latin-1")))

    async def exchange() -> int:
        scope = {
            "type": "http",
            "method": "POST",
            "path": PATH,
            "query_string": b"",
            "headers": headers,
        }
        application = LeanWebhook()
        communicator = ApplicationCommunicator(application, scope)
        half = len(body) // 2
        await communicator.send_input(
            {"type": "http.request", "body": body[:half], "more_body": True}
        )
        await communicator.send_input({"type": "http.request", "body": body[half:]})
        start = await communicator.receive_output(10)
        await communicator.receive_output(10)
        await application.close()
        return int(start["status"])

    return asyncio.run(exchange())


@pytest.fixture(params=[post_to_django, post_to_asgi], ids=["django", "asgi"])
def post(request: pytest.FixtureRequest) -> Post:
    return request.param


def body_of(channel: Channel, text: str = "oi") -> bytes:
    message = text_message(text, sender="5511981230137", timestamp=1_795_000_000, wamid="wamid.A")
    return webhook_body(channel, message)


def test_signed_post_is_kept_raw(channel: Channel, post: Post) -> None:
    body = body_of(channel, "olá 👍")
    assert post(body, sign(body, APP_SECRET)) == 200
    assert bytes(WebhookReceipt.objects.get().body) == body


def test_repeated_post_is_kept_once(channel: Channel, post: Post) -> None:
    body = body_of(channel)
    assert [post(body, sign(body, APP_SECRET)) for _ in range(3)] == [200] * 3
    assert WebhookReceipt.objects.count() == 1


@pytest.mark.parametrize(
    ("signature", "status"),
    [
        (None, 401),
        ("", 401),
        ("sha256=" + "0" * 64, 403),
        ("sha256=" + "é" * 64, 403),
        ("sha1=abc", 403),
        ("x" * 5000, 403),
    ],
)
def test_unsigned_post_leaves_no_row(
    channel: Channel, post: Post, signature: str | None, status: int
) -> None:
    assert post(body_of(channel), signature) == status
    assert not WebhookReceipt.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\x00\x01", 400),
        (b'{"a": "\x00"}', 400),
        (b"[" * 1_000_000 + b"]" * 1_000_000, 400),
        (b'{"a":' * 500_000, 400),
        (b"\xff\xfe junk", 400),
        (b'"\\ud800 {', 400),
        (b"x" * (3 * 1024 * 1024), 400),
        (b"x" * (3 * 1024 * 1024 + 1), 413),
    ],
    ids=["empty", "cut", "nul", "raw-nul", "deep", "deep-open", "bytes", "surrogate", "3mb", "4mb"],
)
def test_signed_junk_is_refused_without_a_row(
    channel: Channel, post: Post, body: bytes, status: int
) -> None:
    assert post(body, sign(body, APP_SECRET)) == status
    assert not WebhookReceipt.objects.exists()


def test_lone_surrogate_and_escaped_nul_are_json_all_the_same(channel: Channel, post: Post) -> None:
    body = json.dumps({"object": "x", "entry": [], "odd": "\ud83d \x00"}).encode()
    assert post(body, sign(body, APP_SECRET)) == 200


def test_three_megabytes_are_taken(channel: Channel, post: Post) -> None:
    body = body_of(channel, "x" * (3 * 1024 * 1024 - 1000))
    assert post(body, sign(body, APP_SECRET)) == 200


def test_previous_secret_is_good_during_a_rotation(channel: Channel, post: Post) -> None:
    create_channel(
        organization=channel.organization,
        number_id=channel.number_id,
        access_token="new-token",
        app_secret="new-secret",
        verify_token=VERIFY_TOKEN,
    )
    refresh_secrets()
    for text, secret, status in (("a", APP_SECRET, 200), ("b", "new-secret", 200), ("c", "x", 403)):
        body = body_of(channel, text)
        assert post(body, sign(body, secret)) == status


def test_installations_own_secret_signs_for_unknown_numbers(
    channel: Channel, post: Post, settings: Any
) -> None:
    settings.META_APP_SECRETS = ["installation-secret"]
    body = body_of(channel).replace(channel.number_id.encode(), b"999999")
    assert post(body, sign(body, "installation-secret")) == 200


def test_handshake_echoes_the_challenge(channel: Channel, client: Client) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    good = client.get(PATH, query | {"hub.verify_token": VERIFY_TOKEN})
    assert (good.status_code, good.content) == (200, b"1158201444")
    for token in ("wrong", ""):
        assert client.get(PATH, query | {"hub.verify_token": token}).status_code == 403
    assert client.get(PATH, {"hub.verify_token": VERIFY_TOKEN}).status_code == 403


def test_both_spellings_of_the_path_answer_without_a_redirect(
    channel: Channel, client: Client
) -> None:
    body = body_of(channel)
    signature = sign(body, APP_SECRET)
    answer = client.post(
        "/webhooks/meta",
        data=body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": signature},
    )
    assert answer.status_code == 200
