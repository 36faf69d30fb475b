from datetime import timedelta

import pytest
from django_scopes import scope, scopes_disabled

from accounts.models import EventRecord, Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.tests.factories import make_service
from scheduling.enums import CancelledBy, ReminderStatus
from scheduling.models import Appointment, Reminder
from scheduling.services.changes import cancel_appointment
from scheduling.services.policy import ensure_policy
from scheduling.services.reminders import record_reminder_outcome, release_due_reminders
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

DAY_BEFORE = local(2026, 11, 23, 10)


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


def requested() -> int:
    return EventRecord.objects.filter(name="ReminderRequested").count()


def test_release_asks_once_when_due(visit: Appointment) -> None:
    assert release_due_reminders(now=DAY_BEFORE - timedelta(seconds=1)) == 0
    assert release_due_reminders(now=DAY_BEFORE) == 1
    assert release_due_reminders(now=DAY_BEFORE) == 0
    assert requested() == 1


def test_release_late_reminder_is_skipped_and_shown(visit: Appointment) -> None:
    release_due_reminders(now=DAY_BEFORE + timedelta(minutes=61))
    reminder = Reminder.objects.get(due_at=DAY_BEFORE)
    assert (reminder.status, requested()) == (ReminderStatus.LATE, 0)


def test_release_rereads_the_visit(visit: Appointment) -> None:
    """Even a reminder that nobody superseded (a restored backup, say) is not sent."""
    cancel_appointment(appointment=visit, by=CancelledBy.STAFF, actor=None, now=NOW)
    Reminder.objects.update(status=ReminderStatus.PENDING)
    release_due_reminders(now=DAY_BEFORE)
    assert Reminder.objects.get(due_at=DAY_BEFORE).status == ReminderStatus.SUPERSEDED
    assert requested() == 0


def test_booking_for_today_plans_only_what_is_ahead(
    organization: Organization, visit: Appointment
) -> None:
    soon = make_appointment(
        organization,
        customer=visit.customer,
        staff=visit.staff,
        service=visit.service,
        starts_at=NOW + timedelta(hours=3),
    )
    minutes = Reminder.objects.filter(appointment=soon).values_list("minutes_before", flat=True)
    assert list(minutes) == [120]


def test_record_outcome_never_takes_sent_back(visit: Appointment) -> None:
    reminder = Reminder.objects.first()
    record_reminder_outcome(reminder_id=reminder.pk, is_sent=True, now=NOW)
    record_reminder_outcome(reminder_id=reminder.pk, is_sent=False, now=NOW, detail="late news")
    with scopes_disabled():
        assert Reminder.objects.get(pk=reminder.pk).status == ReminderStatus.SENT
