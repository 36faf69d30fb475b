"""Two months behind and three weeks ahead, never overlapping, topped up at each run."""

import random
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from accounts.models import AuditEntry, Customer, EventRecord, Organization
from accounts.services.audit import record_audit
from config.demo.visits import S, insert_visits, state_of_begun, visits_of
from config.lib.formatting import to_zone
from scheduling.events import AppointmentBooked
from scheduling.models import Appointment, BookingPolicy, Staff
from scheduling.selectors.working_time import working_time
from scheduling.services.reminders import plan_reminders

BEHIND = timedelta(days=60)
AHEAD = timedelta(days=21)
FILLED = "fill_demo"
OPEN = (S.REQUESTED, S.CONFIRMED, S.ARRIVED, S.IN_SERVICE)


def top_up(organization: Organization, now: datetime) -> int:
    """Fill each day that has not been filled yet; returns how many visits were added.

    Needs the organization's open scope, and a transaction. The audit log remembers up to
    which day the demo is filled. What visitors book, move or cancel is left alone.
    """
    _settle_past(now)
    today = to_zone(now, organization.time_zone).date()
    filled = AuditEntry.objects.filter(action=FILLED).order_by("-id").first()
    first, last = today - BEHIND, today + AHEAD
    if filled is not None:
        first = date.fromisoformat(filled.details["until"]) + timedelta(days=1)
    if first > last:
        return 0
    added = _fill(organization, first, last, now)
    record_audit(
        organization=organization,
        actor=None,
        action=FILLED,
        target=organization,
        details={"until": last.isoformat()},
    )
    return added


def _fill(organization: Organization, first: date, last: date, now: datetime) -> int:
    team = list(Staff.objects.filter(is_active=True).prefetch_related("services"))
    work = working_time(
        organization=organization,
        policy=BookingPolicy.objects.get(organization=organization),
        staff_ids=[staff.pk for staff in team],
        first=first,
        last=last,
    )
    visits = list(
        visits_of(
            organization,
            team=team,
            work=work,
            customers=list(Customer.objects.order_by("phone")),
            now=now,
            dice=random.Random(f"{organization.slug} {first}"),
        )
    )
    kept = insert_visits(visits)
    for visit in kept:
        if visit.status == S.CONFIRMED and visit.starts_at > now:
            plan_reminders(appointment=visit, now=now)
    return len(kept)


def _settle_past(now: datetime) -> None:
    """Demo visits whose time has come since the last run get the state that fits."""
    overdue = list(_of_the_demo().filter(starts_at__lte=now, status__in=OPEN))
    for visit in overdue:
        visit.status = state_of_begun(visit, now, random.Random(str(visit.pk)))
    Appointment.objects.bulk_update(overdue, ["status"], batch_size=500)


def _of_the_demo() -> "QuerySet[Appointment]":
    """Visits that nobody booked: every real booking is news in the event log."""
    booked = EventRecord.objects.filter(name=AppointmentBooked.name()).annotate(
        visit=KeyTextTransform("appointment_id", "payload")
    )
    return Appointment.objects.filter(
        ~Exists(booked.filter(visit=Cast(OuterRef("pk"), TextField())))
    )
