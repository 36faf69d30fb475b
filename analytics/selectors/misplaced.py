"""Visits that lie where nobody works: outside of the shifts, or in time off."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Organization
from analytics.periods import Span
from analytics.selectors.offered import offered_time
from scheduling.enums import UPCOMING
from scheduling.models import Appointment
from scheduling.slots.intervals import Interval

MOST_LOOKED_AT = 5_000  # visits of a week; more than any one house takes


def misplaced_visits(
    *, organization: Organization, span: Span, now: datetime, staff_id: UUID | None = None
) -> list[UUID]:
    """Ids of visits still ahead in the span that do not lie wholly inside working time."""
    start = max(span.start, now)
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        status__in=UPCOMING, starts_at__gte=start, starts_at__lt=span.end
    )
    if staff_id:
        rows = rows.filter(staff_id=staff_id)
    found = list(rows.values_list("pk", "staff_id", "starts_at", "ends_at")[:MOST_LOOKED_AT])
    offered = offered_time(
        organization=organization,
        staff_ids={staff for _pk, staff, _starts, _ends in found},
        first=span.first,
        last=span.last + timedelta(days=1),  # the last evening's visits may pass midnight
    )
    return [
        pk
        for pk, staff, starts_at, ends_at in found
        if not _lies_in(offered[staff], starts_at.timestamp(), ends_at.timestamp())
    ]


def _lies_in(intervals: list[Interval], start: float, end: float) -> bool:
    return any(low <= start and end <= high for low, high in intervals)
