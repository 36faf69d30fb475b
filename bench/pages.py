"""Every page an owner can open: server time with 10 people at it, at two sizes of the data.

Sizes by BENCH_PAGES, such as "0.1,1" (of 100,000 customers, 200,000 appointments, 100,000
conversations, 1,000,000 messages); a tenth alone unless it says more. Each of the ten goes
through all pages, several times and in an order of their own, and looks at what came for up to
a second before the next one: some 20 pages a second together. The time is a client's on the
same machine, so it includes waiting for a free process.
"""

import os
import random
import re
import threading
import time
from collections.abc import Iterator
from datetime import date

import httpx

from bench.report import Row, percentile
from bench.stand import Stand

FULL = {"customers": 100_000, "appointments": 200_000, "conversations": 100_000}
FULL |= {"messages": 1_000_000}
PEOPLE = 10
EACH = 5  # requests of one person for one page
LOOKS = 1.0  # seconds, at most
PASSWORD = "bench-password-1"
LEFT_OUT = {"customer_export", "live"}  # a download of everything; a stream without end
QUERIES = {"customers_lookup": "q=Marina", "palette": "q=Marina"}
TODAY = date.today().isoformat()  # noqa: DTZ011 - any recent day does
QUERIES["agenda_events"] = f"start={TODAY}T00:00:00&end={TODAY}T23:00:00"


def run(stand: Stand, seconds: float) -> list[Row]:
    """One row per page and size; a fixed number of requests, whatever `seconds` says."""
    os.environ["DEMO_PASSWORD"] = stand.env["DEMO_PASSWORD"] = PASSWORD
    web = stand.start("web")
    rows: list[Row] = []
    for share in map(float, os.environ.get("BENCH_PAGES", "0.1").split(",")):
        slug = f"scale-{round(share * 1000)}"
        begun = time.perf_counter()
        sizes = [f"--{name}={max(int(count * share), 1)}" for name, count in FULL.items()]
        stand.manage("seed_scale", f"--organization={slug}", *sizes)
        print(f"{slug} seeded in {time.perf_counter() - begun:.0f} s")
        rows += _measure_all(stand, slug, share)
    stand.stop(*web)
    return rows


def _measure_all(stand: Stand, slug: str, share: float) -> list[Row]:
    people = [_enter(stand.addresses.web_url) for _ in range(PEOPLE)]
    first = {url: (name, people[0].get(url)) for name, url in _pages(slug)}
    # What else there is: doors to another page, addresses that take only posts.
    pages = {url: seen for url, seen in first.items() if seen[1].status_code in (200, 204)}
    taken = _measure(people, list(pages))
    for person in people:
        person.close()
    return [
        {
            "page": name,
            "share": share,
            "status": answer.status_code,
            "KB": len(answer.content) / 1000,
            "p50 ms": percentile(taken[url], 0.5),
            "p95 ms": percentile(taken[url], 0.95),
        }
        for url, (name, answer) in pages.items()
    ]


def _measure(people: list[httpx.Client], urls: list[str]) -> dict[str, list[float]]:
    """Milliseconds of every request, by page."""
    taken: dict[str, list[float]] = {url: [] for url in urls}

    def tour(person: httpx.Client) -> None:
        visits = urls * EACH
        random.shuffle(visits)
        for url in visits:
            time.sleep(random.uniform(0, LOOKS))
            begun = time.perf_counter()
            person.get(url).raise_for_status()
            taken[url].append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=tour, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for url, times in taken.items():
        if len(times) < PEOPLE * EACH:
            raise RuntimeError(f"{url}: only {len(times)} answers of {PEOPLE * EACH}")
    return taken


def _enter(base: str) -> httpx.Client:
    client = httpx.Client(base_url=base, timeout=60)
    page = client.get("/login/")
    names = re.findall(r'<input[^>]*name="(username|login)"', page.text)
    fields = {
        names[0]: "scale@zapenda.test",
        "password": PASSWORD,
        "csrfmiddlewaretoken": client.cookies["csrftoken"],
    }
    answer = client.post("/login/", data=fields, headers={"Referer": base})
    if answer.status_code != 302:
        raise RuntimeError("the login failed")
    return client


def _pages(slug: str) -> Iterator[tuple[str, str]]:
    """Name and address of all under /o/<slug>/, with an id of each kind that we know."""
    from django.urls import URLResolver, get_resolver  # noqa: PLC0415

    ids = _ids(slug)
    waiting = [("", get_resolver())]
    while waiting:
        before, resolver = waiting.pop(0)
        for part in resolver.url_patterns:
            route = before + str(part.pattern)
            if isinstance(part, URLResolver):
                waiting.append((route, part))
            elif route.startswith("o/<slug:slug>/") and part.name not in LEFT_OUT:
                filled = re.sub(r"<\w+:(\w+)>", lambda m: ids.get(m[1], m[0]), f"/{route}")
                if "<" not in filled:
                    yield str(part.name), f"{filled}?{QUERIES.get(str(part.name), '')}"


def _ids(slug: str) -> dict[str, str]:
    from django_scopes import scope  # noqa: PLC0415

    from accounts.models import Customer, Organization  # noqa: PLC0415
    from bot.models import Conversation  # noqa: PLC0415
    from catalog.models import Service  # noqa: PLC0415
    from scheduling.models import Appointment, Staff  # noqa: PLC0415

    organization = Organization.objects.get(slug=slug)
    models = {
        "appointment_id": Appointment,
        "conversation_id": Conversation,
        "customer_id": Customer,
        "service_id": Service,
        "staff_id": Staff,
    }
    with scope(organization=organization):
        found = {name: str(model.objects.first().pk) for name, model in models.items()}
    return found | {"slug": slug}
