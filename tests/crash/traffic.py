"""Inbound messages by the hundred, posted as Meta posts them, and what came of them."""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from django_scopes import scopes_disabled

from bot.enums import Author, DeliveryStatus, Direction
from bot.gateways.meta import sign
from bot.models import Channel, Conversation, Delivery, Message, WebhookReceipt
from bot.tests.factories import text_message, webhook_body
from config.run.testing.stack import SIMULATOR, LiveStack
from tests.phones import Phone, Phones, eventually

WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN)


def make_phones(phones: Phones, count: int) -> list[Phone]:
    """Customers who have all written just now, so that every window is open."""
    made = [phones.add(f"Cliente {n}", phone=f"5511981{n:06d}") for n in range(count)]
    for phone in made:
        phone.age(0)
    return made


def text_body(channel: Channel, phone: Phone, number: int, text: str) -> bytes:
    message = text_message(
        text,
        sender=phone.number,
        timestamp=int(time.time()) - 3000 + number,
        wamid=f"wamid.{phone.number}.{number}",
    )
    return webhook_body(channel, message)


def tap_body(channel: Channel, phone: Phone, number: int, id_: str, title: str) -> bytes:
    message = {
        "from": phone.number,
        "id": f"wamid.{phone.number}.{number}",
        "timestamp": str(int(time.time()) - 3000 + number),
        "type": "interactive",
        "interactive": {"type": "list_reply", "list_reply": {"id": id_, "title": title}},
    }
    return webhook_body(channel, message)


class Sender:
    """Posts signed bodies to the web process and keeps every status it answered."""

    def __init__(self, stack: LiveStack) -> None:
        self._url = f"{stack.web_url}/webhooks/meta/"
        self._client = httpx.Client(timeout=20, trust_env=False)
        self.statuses: Counter[int] = Counter()
        self.slowest = 0.0

    def post(self, body: bytes) -> None:
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": sign(body, SIMULATOR["SIMULATOR_APP_SECRET"]),
        }
        began = time.monotonic()
        status = self._client.post(self._url, content=body, headers=headers).status_code
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.statuses[status] += 1

    def post_side_by_side(self, senders: Sequence[Sequence[bytes]]) -> None:
        """Eight customers at a time, each with one body after the other."""
        with ThreadPoolExecutor(max_workers=8) as pool:
            list(pool.map(self._post_all, senders))

    def _post_all(self, bodies: Sequence[bytes]) -> None:
        for body in bodies:
            self.post(body)


def wait_until_settled(expected: int, *, within: float) -> float:
    """Until `expected` messages are handled and nothing waits to be sent; seconds it took."""
    began = time.monotonic()
    try:
        eventually(lambda: _is_settled(expected), within=within, what="everything answered")
    except AssertionError:
        raise AssertionError(f"not settled within {within} s: {standing()}") from None
    return time.monotonic() - began


def _is_settled(expected: int) -> bool:
    with scopes_disabled():
        handled = Message.objects.filter(direction=Direction.IN, handled_at__isnull=False).count()
        waits = Delivery.objects.filter(status__in=WAITING).exists()
        due = Conversation.objects.filter(turn_due_at__isnull=False).exists()
    return handled == expected and not waits and not due


def standing() -> dict[str, Any]:
    """Where everything is, for the words of a failure."""
    with scopes_disabled():
        return {
            "receipts": dict(Counter(WebhookReceipt.objects.values_list("status", flat=True))),
            "inbound": Message.objects.filter(direction=Direction.IN).count(),
            "unhandled": Message.objects.filter(
                direction=Direction.IN, handled_at__isnull=True
            ).count(),
            "deliveries": dict(Counter(Delivery.objects.values_list("status", flat=True))),
            "turns_due": Conversation.objects.filter(turn_due_at__isnull=False).count(),
        }


def assert_sent_once_in_order(sent: list[dict[str, Any]]) -> None:
    """Each delivery was accepted exactly once, and each conversation's in their order."""
    with scopes_disabled():
        deliveries = list(
            Delivery.objects.order_by("id").values_list(
                "id", "conversation_id", "message__external_id", "status"
            )
        )
    wanted, seen = defaultdict(list), defaultdict(list)
    conversation_of = {str(key): conversation for key, conversation, _, _ in deliveries}
    for key, conversation, _, _ in deliveries:
        wanted[conversation].append(str(key))
    for message in sent:
        seen[conversation_of[message["opaque"]]].append(message["opaque"])
    twice = {k: n for k, n in Counter(m["opaque"] for m in sent).items() if n > 1}
    assert not twice, f"sent twice: {twice}"
    assert seen == wanted
    accepted = {message["opaque"]: message["id"] for message in sent}
    assert {str(key): external for key, _, external, _ in deliveries} == accepted
    assert {status for *_, status in deliveries} <= {"SENT", "DELIVERED", "READ"}


def replies_of(sent: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Words of what each phone got, in order, by customer id."""
    found = defaultdict(list)
    for message in sent:
        body = message["content"].get("body")
        found[message["customer_id"]].append(body["text"] if isinstance(body, dict) else body)
    return found


def answered_conversations() -> int:
    with scopes_disabled():
        return Message.objects.filter(author=Author.BOT).values("conversation").distinct().count()
