"""A hold whose time is over, at the moment when its customer says yes: it is a visit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, ReminderRule, Staff
from scheduling.services.booking import SlotTaken, confirm_hold, hold_slot
from scheduling.services.resources import save_resource_type, set_needs
from scheduling.tests.factories import NOW, local, make_appointment, make_staff
from tests.locks import wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)
AT = local(2026, 11, 24, 10)
LATER = NOW + timedelta(hours=1)  # nobody holds a time for so long


@pytest.fixture
def house() -> Organization:
    return make_organization()


def make_hold(house: Organization, staff: Staff, service: Service) -> Appointment:
    return hold_slot(
        organization=house,
        customer=make_customer(house),
        service=service,
        staff=staff,
        starts_at=AT,
        now=NOW,
    )


def meanwhile(house: Organization, act: Callable[[], object], held: Appointment) -> str:
    """Confirm `held` while `act` waits for it; the name of what `act` raised."""

    def run() -> str:
        try:
            with scope(organization=house), transaction.atomic():
                act()
        except SlotTaken as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(1) as desk:
        with transaction.atomic():
            confirm_hold(hold_id=held.pk, customer=held.customer, now=LATER)
            other = desk.submit(run)
            wait_for_a_lock()
        return other.result(20)


def test_team_that_wants_the_time_loses_to_the_yes(house: Organization) -> None:
    with scope(organization=house):
        service = make_service(house)
        staff, other = make_staff(house, [service]), make_customer(house)
        held = make_hold(house, staff, service)

        def book() -> None:
            make_appointment(
                house, customer=other, staff=staff, service=service, starts_at=AT, now=LATER
            )

        assert meanwhile(house, book, held) == "SlotTaken"
        assert Appointment.objects.get().status == AppointmentStatus.CONFIRMED


def test_nothing_hangs_on_a_visit_whose_customer_said_yes(house: Organization) -> None:
    """Without reminders no constraint would hold it."""
    with scope(organization=house):
        service = make_service(house)
        staff, other = make_staff(house, [service]), make_customer(house)
        held = make_hold(house, staff, service)
        ReminderRule.objects.all().delete()

        def hold() -> None:
            args = {"organization": house, "customer": other, "service": service}
            hold_slot(**args, staff=staff, starts_at=AT, now=LATER)

        assert meanwhile(house, hold, held) == "SlotTaken"
        assert Appointment.objects.get().status == AppointmentStatus.CONFIRMED


def test_room_of_a_visit_whose_customer_said_yes_is_taken(house: Organization) -> None:
    with scope(organization=house):
        service, other = make_service(house), make_customer(house)
        room = save_resource_type(
            organization=house, resource_type=None, name="Sala", resources=["1"], actor=make_user()
        )
        set_needs(service=service, types=[room])
        held = make_hold(house, make_staff(house, [service]), service)
        ReminderRule.objects.all().delete()
        free = make_staff(house, [service])

        def book() -> None:
            make_appointment(
                house, customer=other, staff=free, service=service, starts_at=AT, now=LATER
            )

        assert meanwhile(house, book, held) == "ResourceTaken"
        assert Appointment.objects.get().status == AppointmentStatus.CONFIRMED
