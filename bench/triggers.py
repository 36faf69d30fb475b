"""What live triggers cost: webhooks and replies with them switched off, and on.

The same load in turns, so that a noisy minute hits both; the middle one of each counts. "x off"
is the ratio to the row without triggers: of acks a second, more is better; of the wait, less.
"""

import asyncio
import time

import httpx

from bench.replies import ensure_line, load_replies, make_person
from bench.report import Row
from bench.stand import Stand
from bench.webhooks import load_webhooks, settle

CONNECTIONS = 16
RATE = 30  # messages a second
CUSTOMERS = 100
FIRST = 50_000  # their numbers, beside those of other benches
ROUNDS = 3
STATES = ("off", "on")  # the last one stays
VERBS = {"off": "DISABLE", "on": "ENABLE"}


def run(stand: Stand, seconds: float) -> list[Row]:
    """Two rows per load: without triggers, and with them."""
    ensure_line(stand)
    started = stand.start("simulator", "web", "worker", WORKERS="4")
    time.sleep(2)
    try:
        replies = asyncio.run(_replies(stand.addresses.simulator_url, max(seconds, 5)))
        acks = _webhooks(stand, seconds)
    finally:
        stand.stop(*started)
    return [*_rows("durable acks, rps", acks, "rps"), *_rows("reply, p50 ms", replies, "p50 ms")]


def _webhooks(stand: Stand, seconds: float) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {state: [] for state in STATES}
    for _ in range(ROUNDS):
        for state in STATES:
            _switch(VERBS[state])
            found[state].append(load_webhooks(stand.addresses.port, CONNECTIONS, seconds))
            settle(stand)
    return found


async def _replies(url: str, seconds: float) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {state: [] for state in STATES}
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as client:
        people = [await make_person(client, FIRST + number) for number in range(CUSTOMERS)]
        await client.put("/control/settings", json={"sent_delay": 0.05, "read_delay": 0.1})
        await load_replies(client, people, 20, "tap", 5)  # until the worker is up and warm
        for _ in range(ROUNDS):
            for state in STATES:
                await asyncio.to_thread(_switch, VERBS[state])
                found[state].append(await load_replies(client, people, RATE, "tap", seconds))
    return found


def _switch(verb: str) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE tgname LIKE 'live\\_%' AND NOT tgisinternal"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {name}")
    connection.close()


def _rows(what: str, found: dict[str, list[Row]], figure: str) -> list[Row]:
    middle = {
        state: sorted(float(row[figure]) for row in rows)[len(rows) // 2]
        for state, rows in found.items()
    }
    return [
        {"what": what, "triggers": state, "value": middle[state], "x off": _ratio(middle, state)}
        for state in STATES
    ]


def _ratio(middle: dict[str, float], state: str) -> str:
    return "" if state == "off" else f"{middle['on'] / middle['off']:.3f}"
