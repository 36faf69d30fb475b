"""Availability: every free start of a service, queries included (one process, warm)."""

import time
from datetime import timedelta

from bench.report import Row, percentile
from bench.shop import FIRST_DAY, NOW, fill, make_shop
from bench.stand import Stand

REPEATS = 30


def run(stand: Stand, seconds: float) -> list[Row]:
    from django.db import connection  # noqa: PLC0415
    from django_scopes import scope  # noqa: PLC0415

    from scheduling.selectors.availability import find_availability  # noqa: PLC0415

    organization, service, team = make_shop("availability", staff=20)
    visits = fill(organization, service, team, days=60, each_day=8)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows: list[Row] = []
    for staff, days in ((20, 60), (20, 7), (1, 60), (20, 1), (1, 1)):
        taken: list[float] = []
        with scope(organization=organization):
            for _ in range(REPEATS):
                begun = time.perf_counter()
                found = find_availability(
                    organization=organization,
                    service=service,
                    staff_ids=[person.pk for person in team[:staff]],
                    first=FIRST_DAY,
                    last=FIRST_DAY + timedelta(days=days - 1),
                    now=NOW,
                )
                taken.append((time.perf_counter() - begun) * 1000)
        rows.append(
            {
                "staff": staff,
                "days": days,
                "visits in the base": visits,
                "free starts": sum(len(starts) for starts in found.starts.values()),
                "p50 ms": percentile(taken, 0.5),
                "p95 ms": percentile(taken, 0.95),
            }
        )
    return rows
