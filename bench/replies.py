"""Inbound to reply: a customer's message until the answer is at the provider.

Everything is real: signed webhook, receipt, turn, outbox, POST to the simulated Graph API.
Taps are answered at once; typed words wait 300 ms for the rest of the thought.
"""

import asyncio
import time
from typing import Any

import httpx
from django_scopes import scopes_disabled

from bench.report import Row, percentile
from bench.shop import make_shop
from bench.stand import ACCOUNT_ID, APP_SECRET, NUMBER_ID, Stand

CUSTOMERS = 200
RATES = (10, 50)


def run(stand: Stand, seconds: float) -> list[Row]:
    ensure_line(stand)
    started = stand.start("simulator", "web", "worker", WORKERS="4")
    try:
        return asyncio.run(_measure(stand.addresses.simulator_url, max(seconds * 2, 10)))
    finally:
        stand.stop(*started)


def ensure_line(stand: Stand) -> None:
    """A shop whose number lives at the simulator; made once for a stand."""
    from bot.models import Channel  # noqa: PLC0415
    from bot.services.channels import create_channel  # noqa: PLC0415

    with scopes_disabled():
        if Channel.objects.filter(number_id=NUMBER_ID).exists():
            return
    organization, _service, _team = make_shop("replies", staff=5)
    create_channel(
        organization=organization,
        number_id=NUMBER_ID,
        account_id=ACCOUNT_ID,
        access_token="bench-access-token",
        app_secret=APP_SECRET,
        verify_token="bench-verify-token",
        graph_url=f"{stand.addresses.simulator_url}/v24.0",
    )


async def _measure(url: str, seconds: float) -> list[Row]:
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:
        people = [await make_person(client, number) for number in range(CUSTOMERS)]
        await client.put("/control/settings", json={"sent_delay": 0.05, "read_delay": 0.1})
        await load_replies(client, people, 20, "tap", 5)  # until the worker is up and warm
        rows = []
        for rate in RATES:
            for kind in ("tap", "typed"):
                rows.append(await load_replies(client, people, rate, kind, seconds))
        return rows


async def make_person(client: httpx.AsyncClient, number: int) -> str:
    answer = await client.post(
        "/control/customers",
        json={"name": f"Cliente {number}", "phone": f"55119812{number:05d}"},
    )
    return str(answer.json()["id"])


async def load_replies(
    client: httpx.AsyncClient, people: list[str], rate: int, kind: str, seconds: float
) -> Row:
    before = (await client.get("/control/sent", params={"after": 10**9})).json()["next"]
    asked: dict[str, list[float]] = {}
    begun = time.time()
    for number in range(int(rate * seconds)):
        pause = begun + number / rate - time.time()
        if pause > 0:
            await asyncio.sleep(pause)
        person = people[number % len(people)]
        message: dict[str, Any] = {"type": "text", "text": "Quais são os preços?"}
        if kind == "tap":
            message = {"type": "list_reply", "id": "prices", "title": "Serviços e preços"}
        asked.setdefault(person, []).append(time.time())
        await client.post(f"/control/customers/{person}/messages", json=message)
    expected = int(rate * seconds)
    sent = await _answers(client, before, expected)
    waits = []
    for person, moments in asked.items():
        answers = [item["at"] for item in sent if item["customer_id"] == person]
        waits += [(at - moment) * 1000 for moment, at in zip(moments, answers, strict=False)]
    return {
        "messages/s": rate,
        "kind": kind,
        "asked": expected,
        "answered": len(waits),
        "p50 ms": percentile(waits, 0.5),
        "p95 ms": percentile(waits, 0.95),
    }


async def _answers(client: httpx.AsyncClient, after: int, count: int) -> list[dict[str, Any]]:
    ends = time.monotonic() + 60
    while True:
        sent: list[dict[str, Any]] = (
            await client.get("/control/sent", params={"after": after})
        ).json()["sent"]
        if len(sent) >= count or time.monotonic() > ends:
            return sent
        await asyncio.sleep(0.2)
