"""Live news: what open streams cost, and how long a change takes to reach all of them.

Memory (of both web processes) and connections are compared with the same server before the
first stream; the delay is from the commit of a change to the last word at a listener.
"""

import asyncio
import time
from typing import Any
from uuid import UUID

import httpx
import psutil

from bench.report import Row, percentile
from bench.shop import make_shop
from bench.stand import Stand

SIZES = (50, 200)
PER_PERSON = 5
CHANGES = 20
PAUSE_S = 0.25


def run(stand: Stand, seconds: float) -> list[Row]:
    """One row per number of streams; a fixed number of changes, whatever `seconds` says."""
    organization, _service, team = make_shop("streams", staff=1)
    keys = [_session(organization, number) for number in range(max(SIZES) // PER_PERSON)]
    web = stand.start("web")
    url = f"{stand.addresses.web_url}/o/streams/live/"
    try:
        return [
            asyncio.run(_measure(url, web[0].pid, (organization.pk, team[0].pk), keys, size))
            for size in SIZES
        ]
    finally:
        stand.stop(*web)


def _session(organization: Any, number: int) -> str:
    from django.test import Client  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from accounts.services.organizations import add_member  # noqa: PLC0415

    person = User.objects.create_user(f"stream{number}@bench.test", "bench", name="Bench")
    add_member(organization=organization, user=person, role="AGENT")
    client = Client()
    client.force_login(person)
    return str(client.session.session_key)


async def _measure(
    url: str, pid: int, subject: tuple[UUID, UUID], keys: list[str], size: int
) -> Row:
    before_mb, before_pg = _memory(pid), await asyncio.to_thread(_connections)
    heard: list[float] = []
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=60, trust_env=False, limits=limits) as client:
        opened = [asyncio.Event() for _ in range(size)]
        begun = time.perf_counter()
        listeners = [
            asyncio.create_task(_listen(client, url, keys[index % len(keys)], opened[index], heard))
            for index in range(size)
        ]
        await asyncio.gather(*(one.wait() for one in opened))
        took = time.perf_counter() - begun
        await asyncio.sleep(2)  # until the bells are heard and the door's connections are let go
        delays = [await _change(subject, heard, size) for _ in range(CHANGES)]
        after_mb, after_pg = _memory(pid), await asyncio.to_thread(_connections)
        for one in listeners:
            one.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
    return {
        "streams": size,
        "opened/s": size / took,
        "more MB": after_mb - before_mb,
        "KB each": (after_mb - before_mb) * 1000 / size,
        "more PostgreSQL connections": after_pg - before_pg,
        "to the last p50 ms": percentile(delays, 0.5),
        "p95 ms": percentile(delays, 0.95),
    }


async def _listen(
    client: httpx.AsyncClient, url: str, key: str, opened: asyncio.Event, heard: list[float]
) -> None:
    async with client.stream("GET", url, headers={"Cookie": f"sessionid={key}"}) as response:
        response.raise_for_status()
        async for line in response.aiter_lines():
            if line == "event: hello":
                opened.set()
            elif line == "event: change":
                heard.append(time.perf_counter())


async def _change(subject: tuple[UUID, UUID], heard: list[float], size: int) -> float:
    """Milliseconds from a commit until all have heard."""
    heard.clear()
    begun = time.perf_counter()
    await asyncio.to_thread(_commit, *subject)
    while len(heard) < size:
        if time.perf_counter() - begun > 10:
            raise RuntimeError(f"only {len(heard)} of {size} heard of a change")
        await asyncio.sleep(0.001)
    last = max(heard)
    await asyncio.sleep(PAUSE_S)
    return (last - begun) * 1000


def _commit(organization_id: UUID, staff_id: UUID) -> None:
    from django.db import connection  # noqa: PLC0415

    from config.lib.bell import ring  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT live_note(%s, 'agenda', %s)", [organization_id, staff_id])
    connection.close()
    ring()


def _connections() -> int:
    """Those of the web processes and, before and after alike, our own."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        )
        found = int(cursor.fetchone()[0])
    connection.close()
    return found


def _memory(pid: int) -> float:
    main = psutil.Process(pid)
    whole = [main, *main.children(recursive=True)]
    return sum(process.memory_full_info().uss for process in whole) / 1e6
