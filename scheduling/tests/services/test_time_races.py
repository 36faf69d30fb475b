"""When somebody works changes at the moment when they are booked: no visit is overlooked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from django.db import connections, transaction
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment, Conflict, ConflictSet, Staff
from scheduling.services.booking import SlotTaken, StaffCannot, confirm_hold, hold_slot
from scheduling.services.house import close_days
from scheduling.services.team_time import block_time, change_week, leave_team
from scheduling.tests.factories import NOW, local, make_appointment, make_staff
from tests.locks import wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)
AT, UNTIL, ON = local(2026, 11, 24, 10), local(2026, 11, 24, 12), date(2026, 11, 24)
Change = Callable[[Organization, Staff], object]


@pytest.fixture
def house() -> Organization:
    return make_organization()


def leave(house: Organization, staff: Staff) -> object:
    return leave_team(staff=staff, actor=None, now=NOW, despite_visits=True)


def block(house: Organization, staff: Staff) -> object:
    return block_time(
        staff=staff, starts_at=AT, ends_at=UNTIL, actor=None, now=NOW, despite_visits=True
    )


def drop_week(house: Organization, staff: Staff) -> object:
    return change_week(staff=staff, shifts=[], actor=None, now=NOW, despite_visits=True)


def close(house: Organization, staff: Staff) -> object:
    return close_days(
        organization=house,
        first=ON,
        last=ON,
        name="Reforma",
        actor=None,
        now=NOW,
        despite_visits=True,
    )


def make_hold(house: Organization, staff: Staff, service: Service) -> Appointment:
    customer = make_customer(house)
    return hold_slot(
        organization=house, customer=customer, service=service, staff=staff, starts_at=AT, now=NOW
    )


def act_elsewhere(house: Organization, act: Callable[[], object]) -> str:
    """On a connection of its own; the name of what it raised."""
    try:
        with scope(organization=house), transaction.atomic():
            act()
    except (SlotTaken, StaffCannot) as refused:
        return type(refused).__name__
    finally:
        connections.close_all()
    return ""


@pytest.mark.parametrize("change", [leave, block, drop_week, close])
def test_time_that_is_gone_when_the_customer_says_yes(house: Organization, change: Change) -> None:
    with scope(organization=house):
        service = make_service(house)
        staff = make_staff(house, [service])
        held = make_hold(house, staff, service)
        change(house, staff)
        with pytest.raises(SlotTaken):
            confirm_hold(hold_id=held.pk, customer=held.customer, now=NOW)


@pytest.mark.parametrize("change", [leave, block, drop_week, close])
def test_yes_of_the_same_moment_waits_and_is_refused(house: Organization, change: Change) -> None:
    with scope(organization=house), ThreadPoolExecutor(1) as bot:
        service = make_service(house)
        staff = make_staff(house, [service])
        held = make_hold(house, staff, service)
        yes = partial(confirm_hold, hold_id=held.pk, customer=held.customer, now=NOW)
        with transaction.atomic():
            change(house, staff)
            confirming = bot.submit(act_elsewhere, house, yes)
            wait_for_a_lock()
        assert confirming.result(20) == "SlotTaken"
        assert not Appointment.objects.exclude(status="HELD").exists()


@pytest.mark.parametrize("change", [leave, block, drop_week, close])
def test_change_of_the_same_moment_sees_the_visit(house: Organization, change: Change) -> None:
    with scope(organization=house), ThreadPoolExecutor(1) as owner:
        service = make_service(house)
        staff = make_staff(house, [service])
        held = make_hold(house, staff, service)
        with transaction.atomic():
            confirm_hold(hold_id=held.pk, customer=held.customer, now=NOW)
            changing = owner.submit(act_elsewhere, house, partial(change, house, staff))
            wait_for_a_lock()
        assert changing.result(20) == ""
        assert Conflict.objects.get().appointment_id == held.pk


def test_nobody_books_somebody_who_leaves_meanwhile(house: Organization) -> None:
    with scope(organization=house), ThreadPoolExecutor(1) as desk:
        service = make_service(house)
        staff, customer = make_staff(house, [service]), make_customer(house)
        book = partial(make_appointment, house, customer=customer, staff=staff, service=service)
        with transaction.atomic():
            leave(house, staff)
            booking = desk.submit(act_elsewhere, house, book)
            wait_for_a_lock()
        assert booking.result(20) == "StaffCannot"
        assert not Appointment.objects.exists()


def test_two_who_close_the_same_days_leave_one_list(house: Organization) -> None:
    with scope(organization=house), ThreadPoolExecutor(1) as colleague:
        service = make_service(house)
        staff = make_staff(house, [service])
        make_appointment(house, customer=make_customer(house), staff=staff, service=service)
        with transaction.atomic():
            close(house, staff)
            closing = colleague.submit(act_elsewhere, house, partial(close, house, staff))
            wait_for_a_lock()
        assert closing.result(20) == ""
        assert ConflictSet.objects.count() == 1
