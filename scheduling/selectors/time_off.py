"""Reading blocked time."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Func, QuerySet
from django.http import Http404

from scheduling.models import TimeOff


def time_off_between(
    start: datetime, end: datetime, staff_ids: Iterable[UUID]
) -> QuerySet[TimeOff]:
    """What blocks these people in [start, end), in order. The index by staff and span answers."""
    span = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())
    found: QuerySet[TimeOff] = (
        TimeOff.objects.alias(span=span)
        .filter(staff_id__in=list(staff_ids), span__overlap=(start, end))
        .select_related("staff")
        .order_by("starts_at", "id")
    )
    return found


def get_time_off(time_off_id: UUID) -> TimeOff:
    """The blocked time of the open scope; 404 for any other id."""
    found: TimeOff | None = (
        TimeOff.objects.filter(pk=time_off_id).select_related("staff", "organization").first()
    )
    if found is None:
        raise Http404
    return found
