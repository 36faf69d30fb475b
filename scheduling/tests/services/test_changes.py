from datetime import timedelta

import pytest
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.tests.factories import make_service
from scheduling.enums import TRANSITIONS, AppointmentStatus, CancelledBy, ReminderStatus
from scheduling.models import Appointment, Reminder
from scheduling.services.changes import (
    CutoffPassed,
    SlotTaken,
    TransitionRefused,
    cancel_appointment,
    change_status,
    confirm_attendance,
    reschedule_appointment,
    reschedule_for_customer,
)
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

S = AppointmentStatus


@pytest.fixture
def organization(db: None) -> Organization:
    made = make_organization()
    with scope(organization=made):
        ensure_policy(organization=made)
        yield made


@pytest.fixture
def visit(organization: Organization) -> Appointment:
    service = make_service(organization)
    staff = make_staff(organization, [service])
    return make_appointment(
        organization, customer=make_customer(organization), staff=staff, service=service
    )


def move(visit: Appointment, starts_at: object, **fields: object) -> Appointment:
    fields = {"staff": visit.staff, "by": CancelledBy.STAFF, "actor": None, "now": NOW} | fields
    return reschedule_appointment(appointment=visit, starts_at=starts_at, **fields)


def test_reschedule_supersedes_reminders_and_plans_new_ones(visit: Appointment) -> None:
    moved = move(visit, local(2026, 11, 25, 15))
    by_status = Reminder.objects.values_list("status", "starts_at")
    assert sorted(by_status) == sorted(
        [
            (ReminderStatus.SUPERSEDED, visit.starts_at),
            (ReminderStatus.SUPERSEDED, visit.starts_at),
            (ReminderStatus.PENDING, moved.starts_at),
            (ReminderStatus.PENDING, moved.starts_at),
        ]
    )


def test_reschedule_onto_another_visit_changes_nothing(
    organization: Organization, visit: Appointment
) -> None:
    other = make_appointment(
        organization,
        customer=visit.customer,
        staff=visit.staff,
        service=visit.service,
        starts_at=local(2026, 11, 24, 12),
    )
    with pytest.raises(SlotTaken):
        move(visit, other.starts_at + timedelta(minutes=30))
    visit.refresh_from_db()
    assert visit.starts_at == local(2026, 11, 24, 10)
    assert Reminder.objects.filter(appointment=visit, status=ReminderStatus.PENDING).count() == 2


def test_reschedule_by_half_its_length_is_not_in_its_own_way(visit: Appointment) -> None:
    assert move(visit, visit.starts_at + timedelta(minutes=30)).pk == visit.pk


def test_cancel_frees_the_slot_and_calls_reminders_off(
    organization: Organization, visit: Appointment
) -> None:
    for _ in range(2):
        cancel_appointment(appointment=visit, by=CancelledBy.CUSTOMER, actor=None, now=NOW)
    again = make_appointment(
        organization, customer=visit.customer, staff=visit.staff, service=visit.service
    )
    assert again.starts_at == visit.starts_at
    assert not Reminder.objects.filter(appointment=visit, status=ReminderStatus.PENDING).exists()


def test_customer_after_the_cutoff_is_refused_and_staff_is_not(visit: Appointment) -> None:
    late = visit.starts_at - timedelta(minutes=30)
    with pytest.raises(CutoffPassed):
        cancel_appointment(appointment=visit, by=CancelledBy.CUSTOMER, actor=None, now=late)
    with pytest.raises(CutoffPassed):
        reschedule_for_customer(
            appointment=visit, staff=None, starts_at=local(2026, 11, 25, 10), now=late
        )
    cancelled = cancel_appointment(appointment=visit, by=CancelledBy.STAFF, actor=None, now=late)
    assert cancelled.cancelled_by == CancelledBy.STAFF


def test_reschedule_for_customer_keeps_the_person_where_free(
    organization: Organization, visit: Appointment
) -> None:
    make_staff(organization, [visit.service], name="Aaron")
    moved = reschedule_for_customer(
        appointment=visit, staff=None, starts_at=local(2026, 11, 25, 10), now=NOW
    )
    assert moved.staff == visit.staff


@pytest.mark.parametrize("origin", [s for s in S if s != S.HELD])
@pytest.mark.parametrize("target", [s for s in S if s not in (S.CANCELLED, S.HELD)])
def test_change_status_allows_exactly_the_listed_transitions(
    visit: Appointment, origin: S, target: S
) -> None:
    cancelled_at = NOW if origin == S.CANCELLED else None
    Appointment.objects.filter(pk=visit.pk).update(status=origin, cancelled_at=cancelled_at)
    if target == origin or target in TRANSITIONS[origin]:
        changed = change_status(appointment=visit, to=target, actor=None, now=NOW)
        assert changed.status == target
    else:
        with pytest.raises(TransitionRefused):
            change_status(appointment=visit, to=target, actor=None, now=NOW)
        visit.refresh_from_db()
        assert visit.status == origin


def test_complete_early_gives_the_rest_of_the_time_back(
    organization: Organization, visit: Appointment
) -> None:
    done_at = visit.starts_at + timedelta(minutes=30)
    change_status(appointment=visit, to=S.COMPLETED, actor=None, now=done_at)
    walk_in = make_appointment(
        organization,
        customer=visit.customer,
        staff=visit.staff,
        service=visit.service,
        starts_at=done_at,
    )
    assert walk_in.starts_at == done_at
    with pytest.raises(SlotTaken):
        change_status(appointment=visit, to=S.IN_SERVICE, actor=None, now=done_at)


def test_confirm_attendance_once_and_not_after_cancelling(visit: Appointment) -> None:
    confirm_attendance(appointment=visit, now=NOW)
    later = confirm_attendance(appointment=visit, now=NOW + timedelta(hours=1))
    assert later.customer_confirmed_at == NOW
    cancel_appointment(appointment=visit, by=CancelledBy.STAFF, actor=None, now=NOW)
    with pytest.raises(TransitionRefused):
        confirm_attendance(appointment=visit, now=NOW)
