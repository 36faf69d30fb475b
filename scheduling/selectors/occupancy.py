"""Who is busy when, and who works when: rows turned into plain intervals.

Intervals are half-open pairs of whole seconds since the Unix epoch, sorted, per staff id.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from scheduling.enums import OCCUPYING

Interval = tuple[int, int]
PerStaff = dict[UUID, list[Interval]]

# One round trip, one row a person: PostgreSQL gathers, Python only walks.
_BUSY = """
SELECT staff_id, array_agg(s), array_agg(e) FROM (
  SELECT staff_id, date_part('epoch', lower(busy))::bigint AS s,
         date_part('epoch', upper(busy))::bigint AS e
    FROM scheduling_appointment
   WHERE organization_id = %(organization)s AND staff_id = ANY(%(staff)s)
     AND status = ANY(%(occupying)s)
     AND busy && tstzrange(%(start)s, %(end)s)
     AND (held_until IS NULL OR held_until >= %(now)s)
     AND id <> ALL(%(ignoring)s::uuid[])
  UNION ALL
  SELECT staff_id, date_part('epoch', starts_at)::bigint,
         date_part('epoch', ends_at)::bigint
    FROM scheduling_timeoff
   WHERE organization_id = %(organization)s AND staff_id = ANY(%(staff)s)
     AND tstzrange(starts_at, ends_at) && tstzrange(%(start)s, %(end)s)
) spans GROUP BY staff_id
"""


def busy_intervals(
    *,
    organization_id: UUID,
    staff_ids: Iterable[UUID],
    start: datetime,
    end: datetime,
    now: datetime,
    ignoring: UUID | None = None,
    without: Collection[UUID] = (),
) -> PerStaff:
    """Taken time of each person that touches [start, end): visits with their buffers, live
    holds and time off. Spans may overlap where time off covers a visit. One query.

    `ignoring` one appointment, or several (`without`), because they are being moved.
    """
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "staff": list(staff_ids),
        "occupying": [status.value for status in OCCUPYING],
        "start": start,
        "end": end,
        "now": now,
        "ignoring": [*without, *([ignoring] if ignoring else [])],
    }
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, parameters)
        return {
            staff_id: sorted(zip(starts, ends, strict=True))
            for staff_id, starts, ends in cursor.fetchall()
        }
