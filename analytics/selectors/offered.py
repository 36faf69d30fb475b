"""When people can be booked: their shifts less holidays and time off."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from accounts.models import Organization
from analytics.periods import Span
from scheduling.selectors.occupancy import PerStaff
from scheduling.selectors.policy import policy_of
from scheduling.selectors.time_off import time_off_between
from scheduling.selectors.working_time import working_time
from scheduling.slots.intervals import Interval, merge, subtract


def offered_time(
    *, organization: Organization, staff_ids: Iterable[UUID], first: date, last: date
) -> PerStaff:
    """Working time of each person from `first` to `last`, without what they are away.

    Six queries, whatever the number of people or days.
    """
    ids = list(staff_ids)
    work = working_time(
        organization=organization,
        policy=policy_of(organization),
        staff_ids=ids,
        first=first,
        last=last,
    )
    whole = Span("", first, last, organization.time_zone)
    away: dict[UUID, list[Interval]] = {}
    for block in time_off_between(whole.start, whole.end, ids):
        stretch = (int(block.starts_at.timestamp()), int(block.ends_at.timestamp()))
        away.setdefault(block.staff_id, []).append(stretch)
    return {pk: subtract(work.get(pk, []), merge(away.get(pk, []))) for pk in ids}
