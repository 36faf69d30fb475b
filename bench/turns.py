"""Turns: messages a second through the whole pipeline, webhook to reply posted, by workers."""

import asyncio
import time
from typing import Any

import httpx

from bench.replies import CUSTOMERS, ensure_line, make_person
from bench.report import Row, percentile
from bench.stand import Stand

WORKERS = (1, 2, 4)
LEAST = 60  # messages of one row
PER_SECOND = 60  # of the measurement; all are posted at once and worked off


def run(stand: Stand, seconds: float) -> list[Row]:
    """A burst of taps from many customers; the clock stops at the last answer."""
    ensure_line(stand)
    rows = []
    for workers in WORKERS:
        started = stand.start("simulator", "web", "worker", WORKERS=str(workers))
        try:
            rows.append(asyncio.run(_measure(stand, workers, seconds)))
        finally:
            stand.stop(*started)
    return rows


async def _measure(stand: Stand, workers: int, seconds: float) -> Row:
    url = stand.addresses.simulator_url
    count = max(LEAST, int(seconds * PER_SECOND))
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
        people = [await make_person(client, number) for number in range(CUSTOMERS)]
        await client.put("/control/settings", json={"sends_statuses": False})
        await _burst(client, people[:20], 20)  # until the worker is up and warm
        begun = time.time()
        answers = await _burst(client, people, count)
    waits = [(at - begun) * 1000 for at in answers]
    took = max(answers) - begun if answers else 0.0
    return {
        "workers": workers,
        "asked": count,
        "answered": len(answers),
        "turns/s": len(answers) / took if took else 0.0,
        "p50 ms": percentile(waits, 0.5),
        "p95 ms": percentile(waits, 0.95),
    }


async def _burst(client: httpx.AsyncClient, people: list[str], count: int) -> list[float]:
    """Everybody at once; when each answer reached the provider."""
    before = (await client.get("/control/sent", params={"after": 10**9})).json()["next"]
    message: dict[str, Any] = {"type": "list_reply", "id": "prices", "title": "Serviços e preços"}

    async def ask(number: int) -> None:
        person = people[number % len(people)]
        await client.post(f"/control/customers/{person}/messages", json=message)

    await asyncio.gather(*(ask(number) for number in range(count)))
    ends = time.monotonic() + 120
    while True:
        told = await client.get("/control/sent", params={"after": before})
        sent: list[dict[str, Any]] = told.json()["sent"]
        if len(sent) >= count or time.monotonic() > ends:
            return [item["at"] for item in sent[:count]]
        await asyncio.sleep(0.1)
