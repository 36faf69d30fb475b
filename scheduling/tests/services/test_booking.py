from datetime import timedelta

import pytest
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.tests.factories import make_service
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, Reminder
from scheduling.services.booking import (
    SlotTaken,
    StaffCannot,
    TimeInvalid,
    book_appointment,
    confirm_hold,
    hold_slot,
    release_hold,
)
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

TEN = local(2026, 11, 24, 10)


@pytest.fixture
def organization(db: None) -> Organization:
    made = make_organization()
    with scope(organization=made):
        ensure_policy(organization=made)
        yield made


def hold(organization: Organization, **fields: object) -> Appointment:
    fields = {"customer": make_customer(organization), "staff": None, "starts_at": TEN} | fields
    return hold_slot(organization=organization, now=fields.pop("now", NOW), **fields)


def test_confirm_hold_makes_one_visit_with_reminders(organization: Organization) -> None:
    service = make_service(organization)
    staff = make_staff(organization, [service])
    held = hold(organization, service=service)
    assert (held.status, held.staff) == (AppointmentStatus.HELD, staff)
    first = confirm_hold(hold_id=held.pk, customer=held.customer, now=NOW)
    again = confirm_hold(hold_id=held.pk, customer=held.customer, now=NOW)
    assert first.pk == again.pk == held.pk
    assert again.status == AppointmentStatus.CONFIRMED
    due = Reminder.objects.order_by("due_at").values_list("due_at", flat=True)
    assert list(due) == [TEN - timedelta(hours=24), TEN - timedelta(hours=2)]


def test_hold_slot_refuses_a_held_slot_until_it_expires(organization: Organization) -> None:
    service = make_service(organization)
    make_staff(organization, [service])
    first = hold(organization, service=service)
    with pytest.raises(SlotTaken):
        hold(organization, service=service)
    later = NOW + timedelta(minutes=11)
    second = hold(organization, service=service, now=later)
    assert second.status == AppointmentStatus.HELD
    with pytest.raises(SlotTaken):
        confirm_hold(hold_id=first.pk, customer=first.customer, now=later)


def test_confirm_hold_expired_but_unwanted_is_still_good(organization: Organization) -> None:
    service = make_service(organization)
    make_staff(organization, [service])
    held = hold(organization, service=service)
    booked = confirm_hold(hold_id=held.pk, customer=held.customer, now=NOW + timedelta(hours=1))
    assert booked.status == AppointmentStatus.CONFIRMED


def test_confirm_hold_of_another_customer_is_not_there(organization: Organization) -> None:
    service = make_service(organization)
    make_staff(organization, [service])
    held = hold(organization, service=service)
    with pytest.raises(SlotTaken):
        confirm_hold(hold_id=held.pk, customer=make_customer(organization), now=NOW)


def test_hold_slot_gives_back_the_customers_older_hold(organization: Organization) -> None:
    service = make_service(organization)
    make_staff(organization, [service])
    customer = make_customer(organization)
    hold(organization, service=service, customer=customer)
    hold(organization, service=service, customer=customer, starts_at=local(2026, 11, 24, 14))
    assert Appointment.objects.filter(status=AppointmentStatus.HELD).count() == 1


def test_hold_slot_anybody_prefers_the_lighter_day(organization: Organization) -> None:
    service = make_service(organization)
    busy = make_staff(organization, [service], name="Ana", position=0)
    idle = make_staff(organization, [service], name="Bruno", position=1)
    make_appointment(
        organization,
        customer=make_customer(organization),
        staff=busy,
        service=service,
        starts_at=local(2026, 11, 24, 15),
    )
    assert hold(organization, service=service).staff == idle


@pytest.mark.parametrize(
    "starts_at",
    [
        local(2026, 11, 24, 8),  # before the shift
        local(2026, 11, 24, 17, 30),  # would end after it
        local(2026, 11, 24, 10, 7),  # off the grid
        local(2026, 11, 23, 8, 30),  # within the lead time
        local(2027, 3, 1, 10),  # beyond the horizon
        local(2026, 12, 25, 10),  # a public holiday
    ],
)
def test_hold_slot_keeps_the_rules_of_the_house(
    organization: Organization, starts_at: object
) -> None:
    service = make_service(organization)
    make_staff(organization, [service])
    with pytest.raises(SlotTaken):
        hold(organization, service=service, starts_at=starts_at)


def test_release_hold_frees_the_slot_and_forgives_a_second_time(
    organization: Organization,
) -> None:
    service = make_service(organization)
    make_staff(organization, [service])
    held = hold(organization, service=service)
    release_hold(hold_id=held.pk, customer=held.customer)
    release_hold(hold_id=held.pk, customer=held.customer)
    assert hold(organization, service=service).pk != held.pk


def test_book_appointment_buffers_keep_neighbours_away(organization: Organization) -> None:
    service = make_service(organization, buffer_before_minutes=10, buffer_after_minutes=20)
    staff = make_staff(organization, [service])
    book = {"customer": make_customer(organization), "staff": staff, "service": service}
    make_appointment(organization, **book, starts_at=TEN)
    with pytest.raises(SlotTaken):
        make_appointment(organization, **book, starts_at=TEN + timedelta(minutes=85))
    make_appointment(organization, **book, starts_at=TEN + timedelta(minutes=90))


def test_book_appointment_refuses_who_cannot_and_odd_lengths(organization: Organization) -> None:
    service = make_service(organization)
    stranger, staff = make_staff(organization), make_staff(organization, [service])
    fields = {
        "organization": organization,
        "customer": make_customer(organization),
        "service": service,
        "starts_at": TEN,
        "actor": None,
        "now": NOW,
    }
    with pytest.raises(StaffCannot):
        book_appointment(staff=stranger, **fields)
    with pytest.raises(TimeInvalid):
        book_appointment(staff=staff, duration_minutes=2000, **fields)
    assert not Appointment.objects.exists()


def test_confirm_hold_waits_for_the_team_where_it_approves(organization: Organization) -> None:
    policy = ensure_policy(organization=organization)
    policy.needs_approval = True
    policy.save()
    service = make_service(organization)
    make_staff(organization, [service])
    held = hold(organization, service=service)
    visit = confirm_hold(hold_id=held.pk, customer=held.customer, now=NOW)
    assert visit.status == AppointmentStatus.REQUESTED
