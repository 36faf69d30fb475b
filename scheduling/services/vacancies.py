"""Noting that time has come free for which somebody waits, and settling that."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from scheduling.models import Staff, Vacancy
from scheduling.selectors.freed import days_of
from scheduling.selectors.waitlist import FreedTime, is_anybody_waiting, waiting_for


def note_vacancy(
    *,
    organization: Organization,
    staff_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> None:
    """Write down that this stretch is free, day by day, where somebody waits whom it suits.

    Runs in the transaction of the act that frees it, after the time is free. The same stretch
    twice is one vacancy, which is open again. One query where nobody waits.
    """
    if ends_at <= now or not is_anybody_waiting(
        organization=organization, staff_id=staff_id, starts_at=max(starts_at, now), ends_at=ends_at
    ):
        return
    freed = FreedTime(Staff.objects.get(pk=staff_id), starts_at, ends_at)
    wanted = [
        day
        for day in days_of(freed, zone=organization.time_zone, now=now)
        if waiting_for(organization=organization, freed=day, now=now)
    ]
    Vacancy.objects.bulk_create(
        [
            Vacancy(
                organization=organization,
                staff_id=staff_id,
                starts_at=day.starts_at,
                ends_at=day.ends_at,
            )
            for day in wanted
        ],
        update_conflicts=True,
        unique_fields=["staff", "starts_at", "ends_at"],
        update_fields=["settled_at", "settled_by"],
    )


@transaction.atomic
def settle_vacancy(*, vacancy: Vacancy, actor: User, now: datetime) -> None:
    """Nobody needs to look at it any more; twice is the same as once."""
    still = Vacancy.objects.filter(pk=vacancy.pk, settled_at=None)
    if still.update(settled_at=now, settled_by=actor):
        _note(vacancy, actor, "vacancy.settled")


@transaction.atomic
def reopen_vacancy(*, vacancy: Vacancy, actor: User) -> None:
    """Take that back; twice is the same as once."""
    settled = Vacancy.objects.filter(pk=vacancy.pk).exclude(settled_at=None)
    if settled.update(settled_at=None, settled_by=None):
        _note(vacancy, actor, "vacancy.reopened")


def _note(vacancy: Vacancy, actor: User, action: str) -> None:
    details = {"staff": str(vacancy.staff_id), "starts_at": vacancy.starts_at.isoformat()}
    record_audit(
        organization=vacancy.organization,
        actor=actor,
        action=action,
        target=vacancy,
        details=details,
    )
