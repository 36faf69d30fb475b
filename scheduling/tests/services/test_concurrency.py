"""Overlap is impossible, proved with real connections side by side."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.tests.factories import make_service
from scheduling.enums import CancelledBy, ConflictKind
from scheduling.models import Appointment
from scheduling.services.booking import SlotTaken, hold_slot
from scheduling.services.changes import (
    TransitionRefused,
    cancel_appointment,
    reschedule_appointment,
)
from scheduling.services.conflicts import ConflictSettled, move_conflict, open_conflicts
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

pytestmark = pytest.mark.django_db(transaction=True)

OVERLAPS = """
SELECT count(*) FROM scheduling_appointment a JOIN scheduling_appointment b
    ON a.staff_id = b.staff_id AND a.id < b.id AND a.busy && b.busy
 WHERE a.status NOT IN ('CANCELLED', 'NO_SHOW') AND b.status NOT IN ('CANCELLED', 'NO_SHOW')
"""


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])


def side_by_side(
    organization: Organization, acts: list[Callable[[], object]], threads: int
) -> list[str]:
    """Run acts on connections of their own; the names of the exceptions they raised."""

    def run(act: Callable[[], object]) -> str:
        try:
            with scope(organization=organization):
                act()
        except (ConflictSettled, SlotTaken, TransitionRefused) as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, acts))


def test_fifty_hold_the_same_slot_and_one_gets_it() -> None:
    organization = make_organization()
    with scope(organization=organization):
        ensure_policy(organization=organization)
        service = make_service(organization)
        staff = make_staff(organization, [service])
        customers = [make_customer(organization) for _ in range(50)]

    def hold(number: int) -> Callable[[], object]:
        # Same slot for even numbers, an overlapping one for odd ones.
        starts_at = local(2026, 11, 24, 10, 15 * (number % 2))
        return lambda: hold_slot(
            organization=organization,
            customer=customers[number],
            service=service,
            staff=staff,
            starts_at=starts_at,
            now=NOW,
        )

    outcomes = side_by_side(organization, [hold(n) for n in range(50)], threads=6)
    assert sorted(outcomes) == [""] + ["SlotTaken"] * 49
    assert overlaps() == 0


def test_two_hundred_random_acts_leave_no_overlap() -> None:
    organization = make_organization()
    dice = random.Random(7)
    with scope(organization=organization):
        ensure_policy(organization=organization)
        service = make_service(organization)
        team = [make_staff(organization, [service]) for _ in range(3)]
        customers = [make_customer(organization) for _ in range(10)]
        for hour in range(9, 13):
            make_appointment(
                organization,
                customer=customers[0],
                staff=team[0],
                service=service,
                starts_at=local(2026, 11, 24, hour),
            )

    def act() -> Callable[[], object]:
        starts_at = local(2026, 11, 24, 9) + timedelta(minutes=15 * dice.randrange(28))
        staff, customer = dice.choice(team), dice.choice(customers)
        kind, position = dice.choice(["book", "move", "move", "cancel"]), dice.randrange(12)

        def run() -> None:
            if kind == "book":
                make_appointment(
                    organization,
                    customer=customer,
                    staff=staff,
                    service=service,
                    starts_at=starts_at,
                )
                return
            visits = list(Appointment.objects.order_by("id")[: position + 1])
            if kind == "cancel":
                cancel_appointment(
                    appointment=visits[-1], by=CancelledBy.STAFF, actor=None, now=NOW
                )
            else:
                reschedule_appointment(
                    appointment=visits[-1],
                    staff=staff,
                    starts_at=starts_at,
                    by=CancelledBy.STAFF,
                    actor=None,
                    now=NOW,
                )

        return run

    outcomes = side_by_side(organization, [act() for _ in range(200)], threads=6)
    assert outcomes.count("") > 20
    assert overlaps() == 0


def test_two_visits_swapping_places_never_wait_for_each_other() -> None:
    organization = make_organization()
    with scope(organization=organization):
        ensure_policy(organization=organization)
        service = make_service(organization)
        one, two = make_staff(organization, [service]), make_staff(organization, [service])
        customer = make_customer(organization)
        visits = [
            make_appointment(organization, customer=customer, staff=staff, service=service)
            for staff in (one, two)
        ]

    def swap(visit: Appointment) -> Callable[[], object]:
        target = two if visit.staff_id == one.pk else one
        return lambda: reschedule_appointment(
            appointment=visit,
            staff=target,
            starts_at=visit.starts_at,
            by=CancelledBy.STAFF,
            actor=None,
            now=NOW,
        )

    outcomes = side_by_side(organization, [swap(visit) for visit in visits] * 5, threads=4)
    assert set(outcomes) == {"SlotTaken"}
    assert overlaps() == 0


def test_many_settle_the_same_conflict_and_one_does() -> None:
    organization = make_organization()
    with scope(organization=organization):
        service = make_service(organization)
        staff = make_staff(organization, [service])
        visit = make_appointment(
            organization, customer=make_customer(organization), staff=staff, service=service
        )
        found = open_conflicts(
            organization=organization, kind=ConflictKind.WEEK, visits=[visit], staff=staff
        )
        assert found is not None
        conflict = found.conflicts.get()

    def settle(hour: int) -> Callable[[], object]:
        return lambda: move_conflict(
            conflict=conflict,
            staff=staff,
            starts_at=local(2026, 11, 25, hour),
            actor=None,
            now=NOW,
        )

    outcomes = side_by_side(organization, [settle(9 + n) for n in range(6)], threads=6)
    assert sorted(outcomes) == [""] + ["ConflictSettled"] * 5
