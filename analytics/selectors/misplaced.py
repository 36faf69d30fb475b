"""Visits that lie where nobody works: outside of the shifts, or in time off."""

from bisect import bisect_right
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Func, QuerySet

from analytics.periods import Span
from analytics.selectors.offered import Offer
from scheduling.enums import UPCOMING
from scheduling.models import Appointment
from scheduling.slots.intervals import Interval

MOST_LOOKED_AT = 5_000  # visits of a week; more than any one house takes


class Epoch(Func):
    """Whole seconds since the Unix epoch, as `scheduling.slots` counts."""

    template = "date_part('epoch', %(expressions)s)::bigint"
    output_field = BigIntegerField()


def misplaced_visits(
    *, span: Span, offer: Offer, now: datetime, staff_id: UUID | None = None
) -> list[UUID]:
    """Ids of visits still ahead in the span that do not lie wholly inside the time of `offer`.

    It must reach one day beyond the span: the last evening's visits may pass midnight.
    """
    start = max(span.start, now)
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        status__in=UPCOMING, starts_at__gte=start, starts_at__lt=span.end
    )
    if staff_id:
        rows = rows.filter(staff_id=staff_id)
    found: Any = rows.values_list("pk", "staff_id", Epoch("starts_at"), Epoch("ends_at"))
    return [
        pk
        for pk, staff, starts, ends in found[:MOST_LOOKED_AT]
        if not _lies_in(offer.time.get(staff, []), starts, ends)
    ]


def _lies_in(sorted_intervals: list[Interval], start: int, end: int) -> bool:
    begun = bisect_right(sorted_intervals, start, key=itemgetter(0))
    return begun > 0 and end <= sorted_intervals[begun - 1][1]
