"""What departs from an ordinary day for the whole house: holidays, closures, other hours."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from accounts.models import Organization
from scheduling.models import BookingPolicy, ShiftException
from scheduling.selectors.working_time import closed_days

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Closure:
    """A date on which the house is closed or, with `hours`, open at other times.

    `name` says why; "" where nobody wrote it down.
    """

    on: date
    name: str
    hours: tuple[Hours, ...] = ()


def closures_between(
    organization: Organization, policy: BookingPolicy, first: date, last: date
) -> list[Closure]:
    """The house's unusual dates from `first` to `last`, both included, in order. Two queries.

    Hours given to a date open it, also on a holiday.
    """
    names = closed_days(organization, policy, first, last)
    hours: dict[date, list[Hours]] = defaultdict(list)
    rows = ShiftException.objects.filter(staff__isnull=True, on__range=(first, last))
    for on, starts_at, ends_at, reason in rows.order_by("on", "starts_at").values_list(
        "on", "starts_at", "ends_at", "reason"
    ):
        names[on] = reason or names.get(on, "")
        if starts_at is not None and ends_at is not None:
            hours[on].append((starts_at, ends_at))
    return [Closure(on, names[on], tuple(hours[on])) for on in sorted(names)]
