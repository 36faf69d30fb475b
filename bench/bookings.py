"""Bookings per second: hold and confirm through the services, processes side by side."""

import os
import subprocess
import sys
import time
from datetime import datetime, timedelta

from bench.report import Row, percentile
from bench.shop import FIRST_DAY, NOW, ZONE, make_shop
from bench.stand import Stand
from config.run.programs import ROOT

PROCESSES = (1, 2, 4)


def run(stand: Stand, seconds: float) -> list[Row]:
    rows: list[Row] = []
    for processes in PROCESSES:
        for contended in (False, True):
            slug = f"bookings-{processes}-{int(contended)}"
            make_shop(slug, staff=20)
            command = [sys.executable, "-m", "bench.bookings", slug, str(seconds)]
            begun = time.perf_counter()
            running = [
                subprocess.Popen(
                    [*command, str(0 if contended else number), str(1 if contended else processes)],
                    cwd=ROOT,
                    env=stand.env,
                    stdout=subprocess.PIPE,
                    text=True,
                )
                for number in range(processes)
            ]
            outputs = [process.communicate()[0].split() for process in running]
            took = min(time.perf_counter() - begun, seconds)
            booked = sum(int(output[0]) for output in outputs)
            refused = sum(int(output[1]) for output in outputs)
            rows.append(
                {
                    "processes": processes,
                    "slots": "the same for all" if contended else "each its own",
                    "booked/s": booked / took,
                    "refused/s": refused / took,
                    "p95 ms": max(float(output[2]) for output in outputs),
                }
            )
    return rows


def book(slug: str, seconds: float, number: int, processes: int) -> None:
    """Hold and confirm one slot after the other; prints booked, refused, p95 ms."""
    import django  # noqa: PLC0415

    django.setup()
    from django_scopes import scope  # noqa: PLC0415

    from accounts.models import Customer, Organization  # noqa: PLC0415
    from catalog.models import Service  # noqa: PLC0415
    from scheduling.models import Staff  # noqa: PLC0415
    from scheduling.services.booking import SlotTaken, confirm_hold, hold_slot  # noqa: PLC0415

    organization = Organization.objects.get(slug=slug)
    taken: list[float] = []
    booked = refused = 0
    with scope(organization=organization):
        service, team = Service.objects.get(), list(Staff.objects.order_by("position"))
        customer = Customer.objects.create(organization=organization, name=f"Cliente {os.getpid()}")
        ends = time.perf_counter() + seconds
        for turn in range(100_000):
            if time.perf_counter() > ends:
                break
            begun = time.perf_counter()
            staff, starts_at = team[turn * processes % 20], _start(turn * processes // 20)
            if processes > 1:
                staff = team[(turn * processes + number) % 20]
            try:
                held = hold_slot(
                    organization=organization,
                    customer=customer,
                    service=service,
                    staff=staff,
                    starts_at=starts_at,
                    now=NOW,
                )
                confirm_hold(hold_id=held.pk, customer=customer, now=NOW)
                booked += 1
            except SlotTaken:
                refused += 1
            taken.append((time.perf_counter() - begun) * 1000)
    print(booked, refused, percentile(taken, 0.95))


def _start(position: int) -> datetime:
    """The hours of one day after the other: 9, 10, 11, 13 ... 18."""
    hours = (9, 10, 11, 13, 14, 15, 16, 17, 18)
    day = FIRST_DAY + timedelta(days=position // len(hours) % 85)
    return datetime(day.year, day.month, day.day, hours[position % len(hours)], tzinfo=ZONE)


if __name__ == "__main__":
    book(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
