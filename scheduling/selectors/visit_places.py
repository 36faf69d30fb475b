"""Where a whole visit could go: its parts keep their order and the pauses between them.

The desk's view of a day, like `scheduling.selectors.chains`; what is different is that the
visit exists, stands in nobody's way, and keeps its people where nobody else is asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from accounts.models import Organization
from config.lib.formatting import to_zone
from scheduling.enums import MOVABLE
from scheduling.models import Appointment, Staff, StaffService
from scheduling.selectors.availability import MINUTE, Availability, find_availability
from scheduling.selectors.policy import policy_of
from scheduling.selectors.resources import places_of
from scheduling.slots.fairness import fairest_first, taken_seconds
from scheduling.slots.intervals import Interval
from scheduling.slots.places import Places, has_places
from scheduling.slots.working_hours import day_bounds

DAY = timedelta(days=1)
# By part: who shall do it, None for anybody; a part that is missing keeps its person.
Asked = Mapping[UUID, Staff | None]


@dataclass(frozen=True, slots=True)
class WantedMove:
    """What shall move (see `movable_parts`), who shall do it, and who may be chosen where
    anybody will do: `people`, in the team's order."""

    parts: Sequence[Appointment]
    asked: Asked
    people: Sequence[Staff]


@dataclass(frozen=True, slots=True)
class PartPlace:
    """A part of a visit with the person and time it would have."""

    part: Appointment
    staff: Staff
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.part.length


@dataclass(frozen=True, slots=True)
class VisitTime:
    """A start at which the whole visit fits; places in the order of the parts."""

    places: tuple[PartPlace, ...]

    @property
    def starts_at(self) -> datetime:
        return self.places[0].starts_at


def movable_parts(parts: Sequence[Appointment]) -> list[Appointment]:
    """Those that move with the visit, by time: not what is cancelled, under way or over."""
    found = [part for part in parts if part.status in MOVABLE]
    return sorted(found, key=lambda part: (part.starts_at, part.pk))


def visit_times(
    *,
    organization: Organization,
    wanted: WantedMove,
    on: date,
    now: datetime,
) -> list[VisitTime]:
    """The starts of a day at which all parts fit, earliest first.

    The number of queries doesn't depend on how many parts or people there are.
    """
    day = _Day.read(organization, wanted, on, now)
    found = (day.fit(start) for start in day.starts())
    return [one for one in found if one is not None]


def nearest_visit_times(
    *,
    organization: Organization,
    wanted: WantedMove,
    at: datetime,
    now: datetime,
    limit: int = 4,
) -> list[VisitTime]:
    """The starts of that day closest to a lost one, by time."""
    on = to_zone(at, organization.time_zone).date()
    found = visit_times(organization=organization, wanted=wanted, on=on, now=now)
    closest = sorted(found, key=lambda one: abs(one.starts_at - at))[:limit]
    return sorted(closest, key=lambda one: one.starts_at)


def visit_time_at(
    *,
    organization: Organization,
    wanted: WantedMove,
    at: datetime,
    now: datetime,
) -> VisitTime | None:
    """Who does what when the first part begins at exactly `at`; None without anybody.

    A person who is named counts as free: the team may leave its rules, and whether the time
    is taken is for the database to say.
    """
    on = to_zone(at, organization.time_zone).date()
    day = _Day.read(organization, wanted, on, now, trusts_named=True)
    return day.fit(int(at.timestamp()))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day's free time without the visit, and who may do each part, the preferred first."""

    parts: Sequence[Appointment]
    candidates: list[list[Staff]]
    trusted: Collection[UUID]
    places: Mapping[UUID, Places]
    found: Availability

    @classmethod
    def read(
        cls,
        organization: Organization,
        wanted: WantedMove,
        on: date,
        now: datetime,
        *,
        trusts_named: bool = False,
    ) -> "_Day":
        parts, groups = wanted.parts, _candidates(wanted)
        everybody = {person.pk for group in groups for person in group}
        own = [part.pk for part in parts]
        found = _availability(organization, wanted, everybody, on, now)
        start, end = day_bounds(on, organization.time_zone)
        taken = {
            pk: taken_seconds(found.busy.get(pk, ()), start=start, end=end) for pk in everybody
        }
        named = {part.pk for part in parts if wanted.asked.get(part.pk, part.staff) is not None}
        return cls(
            parts=parts,
            candidates=[
                _preferred(part, group, taken) for part, group in zip(parts, groups, strict=True)
            ],
            trusted=named if trusts_named else (),
            places=places_of(
                organization_id=organization.pk,
                service_ids=[part.service_id for part in parts],
                start=datetime.fromtimestamp(start, UTC),
                end=datetime.fromtimestamp(end, UTC) + DAY,
                now=now,
                without=own,
            ),
            found=found,
        )

    def starts(self) -> list[int]:
        """Where the first part may begin, ascending."""
        people = {person.pk for person in self.candidates[0]}
        return sorted({at for pk in people for at in self.found.starts.get(pk, ())})

    def fit(self, start: int) -> VisitTime | None:
        taken: dict[UUID, list[Interval]] = {}
        places: list[PartPlace] = []
        first = self.parts[0].starts_at
        for part, group in zip(self.parts, self.candidates, strict=True):
            at = start + int((part.starts_at - first).total_seconds())
            staff = self._who(part, group, at, taken)
            if staff is None:
                return None
            taken.setdefault(staff.pk, []).append(_busy(part, at))
            places.append(PartPlace(part, staff, datetime.fromtimestamp(at, UTC)))
        return VisitTime(tuple(places))

    def _who(
        self,
        part: Appointment,
        group: Sequence[Staff],
        at: int,
        taken: Mapping[UUID, Sequence[Interval]],
    ) -> Staff | None:
        if part.pk in self.trusted:
            return group[0]
        low, high = _busy(part, at)
        if not has_places(self.places.get(part.service_id, ()), low, high):
            return None
        for person in group:
            free = self.found.free.get(person.pk, ())
            own = taken.get(person.pk, ())
            is_free = any(begins <= low and high <= ends for begins, ends in free)
            if is_free and not any(begins < high and low < ends for begins, ends in own):
                return person
        return None


def _busy(part: Appointment, at: int) -> Interval:
    """The professional's time when the part begins at `at`, in epoch seconds."""
    service = part.service
    return (
        at - service.buffer_before_minutes * MINUTE,
        at + int(part.length.total_seconds()) + service.buffer_after_minutes * MINUTE,
    )


def _candidates(wanted: WantedMove) -> list[list[Staff]]:
    parts, people = wanted.parts, wanted.people
    pairs = set(
        StaffService.objects.filter(
            service__in=[part.service_id for part in parts], staff__in=people
        ).values_list("service_id", "staff_id")
    )
    groups = []
    for part in parts:
        named = wanted.asked.get(part.pk, part.staff)
        anybody = [person for person in people if (part.service_id, person.pk) in pairs]
        groups.append(anybody if named is None else [named])
    return groups


def _preferred(part: Appointment, group: Sequence[Staff], taken: Mapping[UUID, int]) -> list[Staff]:
    """Whoever has the part now comes first, then the rule of the house."""
    by_id = {person.pk: person for person in group}
    order = fairest_first(list(by_id), taken)
    return [by_id[pk] for pk in sorted(order, key=lambda pk: pk != part.staff_id)]


def _availability(
    organization: Organization,
    wanted: WantedMove,
    staff_ids: Collection[UUID],
    on: date,
    now: datetime,
) -> Availability:
    first = wanted.parts[0]
    policy, service = copy(policy_of(organization)), copy(first.service)
    policy.lead_minutes, policy.horizon_days = 0, 366
    service.duration_minutes = int(first.length.total_seconds() // 60)
    return find_availability(
        organization=organization,
        service=service,
        staff_ids=staff_ids,
        first=on,
        last=on,
        now=now,
        policy=policy,
        without=[part.pk for part in wanted.parts],
    )
