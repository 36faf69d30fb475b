"""Turns: messages a second through the whole pipeline, webhook to reply posted, by workers."""

import asyncio
import time
from typing import Any

import httpx

from bench.replies import ensure_line, make_person
from bench.report import Row, percentile
from bench.stand import Stand

WORKERS = (1, 2, 4)
FIRST, PEOPLE = 60_000, 100  # phones that no other bench has
WARM_UP = 20
LEAST = 60  # messages of one row
PER_SECOND = 60  # of the measurement; all are posted at once and worked off


def run(stand: Stand, seconds: float) -> list[Row]:
    """A burst of taps from many customers; the clock stops at the last answer."""
    ensure_line(stand)
    servers = stand.start("simulator", "web")
    people = asyncio.run(_people(stand.addresses.simulator_url))
    rows = []
    try:
        for workers in WORKERS:
            started = stand.start("worker", WORKERS=str(workers))
            try:
                rows.append(asyncio.run(_measure(stand, people, workers, seconds)))
            finally:
                stand.stop(*started)
    finally:
        stand.stop(*servers)
    return rows


def _client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=60, trust_env=False)


async def _people(url: str) -> list[str]:
    async with _client(url) as client:
        await client.put("/control/settings", json={"sends_statuses": False})
        return [await make_person(client, FIRST + number) for number in range(PEOPLE)]


async def _measure(stand: Stand, people: list[str], workers: int, seconds: float) -> Row:
    count = max(LEAST, int(seconds * PER_SECOND))
    async with _client(stand.addresses.simulator_url) as client:
        await _burst(client, people, WARM_UP)  # until the worker is up
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
