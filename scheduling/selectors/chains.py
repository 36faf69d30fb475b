"""Free times for one service or several in a row, and who would do each.

The desk's view of the day: shifts and what is booked count, the customers' lead time and
horizon don't. Who is chosen where anybody will do: `scheduling.slots.fairness`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from accounts.models import Dependant, Organization
from catalog.models import Service, ServiceAddOn
from catalog.selectors.add_ons import minutes_with
from catalog.selectors.sizes import fitted_services
from config.lib.formatting import to_zone
from scheduling.models import Staff, StaffService
from scheduling.models.series import MOST_DAYS
from scheduling.selectors.availability import MINUTE, Availability, find_availability
from scheduling.selectors.policy import policy_of
from scheduling.selectors.resources import places_of
from scheduling.slots.chains import Chain, Link, fit_chain, free_people
from scheduling.slots.fairness import Why, fairest_first, taken_seconds, why_chosen
from scheduling.slots.intervals import Interval
from scheduling.slots.places import Places
from scheduling.slots.working_hours import day_bounds

DAY = timedelta(days=1)
HORIZON = 2 * MOST_DAYS  # from any first date that is asked for within a year
ALWAYS: list[Interval] = [(-(2**62), 2**62)]


@dataclass(frozen=True, slots=True)
class WantedService:
    """One service of a visit; `staff` None is anybody, `minutes` None the service's own and
    those of its add-ons."""

    service: Service
    staff: Staff | None = None
    minutes: int | None = None
    add_ons: tuple[ServiceAddOn, ...] = ()

    @property
    def length_minutes(self) -> int:
        return self.minutes or self.own_minutes

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.length_minutes)

    @property
    def own_minutes(self) -> int:
        """What it lasts where nobody says otherwise."""
        return minutes_with(self.service, self.add_ons)


@dataclass(frozen=True, slots=True)
class ChosenService:
    """A wanted service with its person and time. `why` is None where the person was asked
    for; `taken` is what this person has on that day already."""

    service: Service
    staff: Staff
    starts_at: datetime
    ends_at: datetime
    why: Why | None
    taken: timedelta
    add_ons: tuple[ServiceAddOn, ...] = ()

    @property
    def busy(self) -> Interval:
        """The professional's time, buffers included, in epoch seconds."""
        return (
            int(self.starts_at.timestamp()) - self.service.buffer_before_minutes * MINUTE,
            int(self.ends_at.timestamp()) + self.service.buffer_after_minutes * MINUTE,
        )


@dataclass(frozen=True, slots=True)
class ChainTime:
    """A start at which everything fits, one service after the other."""

    parts: tuple[ChosenService, ...]

    @property
    def starts_at(self) -> datetime:
        return self.parts[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.parts[-1].ends_at


def fitted_to(
    wanted: Sequence[WantedService | None], dependant: Dependant | None
) -> list[WantedService | None]:
    """The same wishes, each service with the minutes and the price for this dependant."""
    known = fitted_services((one.service for one in wanted if one), dependant)
    return [one and replace(one, service=known[one.service.pk]) for one in wanted]


def chain_times(
    *,
    organization: Organization,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    on: date,
    now: datetime,
) -> list[ChainTime]:
    """The starts of a day at which the whole chain fits, each once, earliest first.

    `people` (in the team's order) are those who may be chosen. The number of queries
    doesn't depend on how many services or people there are.
    """
    return chain_days(
        organization=organization, wanted=wanted, people=people, first=on, last=on, now=now
    ).times(on)


def nearest_chains(
    *,
    organization: Organization,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    at: datetime,
    now: datetime,
    limit: int = 4,
) -> list[ChainTime]:
    """The starts of that day closest to a lost one, by time."""
    on = to_zone(at, organization.time_zone).date()
    found = chain_times(organization=organization, wanted=wanted, people=people, on=on, now=now)
    return closest(found, at, limit)


def closest(found: Iterable[ChainTime], at: datetime, limit: int) -> list[ChainTime]:
    """Those nearest to `at`, by time."""
    nearest = sorted(found, key=lambda chain: abs(chain.starts_at - at))[:limit]
    return sorted(nearest, key=lambda chain: chain.starts_at)


def chain_at(
    *,
    organization: Organization,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    at: datetime,
    now: datetime,
) -> ChainTime | None:
    """Who does what when the first service begins at exactly `at`; None without anybody.

    A person who is asked for counts as free: the team may leave its rules, and whether the
    time is taken is for the database to say.
    """
    on = to_zone(at, organization.time_zone).date()
    return chain_days(
        organization=organization, wanted=wanted, people=people, first=on, last=on, now=now
    ).at(at, trusts_named=True)


def chain_days(
    *,
    organization: Organization,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    first: date,
    last: date,
    now: datetime,
) -> "ChainDays":
    """Some days to look for one chain in, both ends included; the same few queries, however
    many days, services and people there are."""
    candidates = _candidates(wanted, people)
    everybody = {person.pk: person for group in candidates for person in group}
    zone = organization.time_zone
    return ChainDays(
        zone=zone,
        wanted=wanted,
        candidates=candidates,
        people=everybody,
        found=_availability(organization, wanted[0], everybody, (first, last), now),
        places=places_of(
            organization_id=organization.pk,
            service_ids=[one.service.pk for one in wanted],
            start=datetime.fromtimestamp(day_bounds(first, zone)[0], UTC),
            end=datetime.fromtimestamp(day_bounds(last, zone)[1], UTC) + DAY,
            now=now,
        ),
    )


@dataclass(frozen=True, slots=True)
class ChainDays:
    """What is free on some days, and who may do what of one chain."""

    zone: str
    wanted: Sequence[WantedService]
    candidates: list[list[Staff]]
    people: dict[UUID, Staff]
    found: Availability
    places: Mapping[UUID, Places]

    def times(self, on: date) -> list[ChainTime]:
        """Every start of a day at which all of it fits, earliest first."""
        day = self._day(on)
        found = (day.fit(start) for start in day.starts())
        return [chain for chain in found if chain is not None]

    def at(self, at: datetime, *, trusts_named: bool = False) -> ChainTime | None:
        """All of it from exactly `at` on; `trusts_named`: see `chain_at`."""
        day = self._day(to_zone(at, self.zone).date(), trusts_named=trusts_named)
        return day.fit(int(at.timestamp()))

    def is_taken(self, chain: ChainTime) -> bool:
        """Whether something stands where somebody of the chain is needed."""
        return any(
            low < part.busy[1] and part.busy[0] < high
            for part in chain.parts
            for low, high in self.found.busy.get(part.staff.pk, ())
        )

    def _day(self, on: date, *, trusts_named: bool = False) -> "_Day":
        bounds = day_bounds(on, self.zone)
        taken = {
            pk: taken_seconds(self.found.busy.get(pk, ()), start=bounds[0], end=bounds[1])
            for pk in self.people
        }
        free = {pk: _near(self.found.free.get(pk, ()), bounds) for pk in self.people}
        links = []
        for one, group in zip(self.wanted, self.candidates, strict=True):
            order = fairest_first([person.pk for person in group], taken)
            is_trusted = trusts_named and one.staff is not None
            own = {pk: ALWAYS if is_trusted else free[pk] for pk in order}
            links.append(_link(one, own, self.places.get(one.service.pk, ())))
        return _Day(self.wanted, links, self.people, taken, self.found, bounds)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day's free time, arranged for one chain."""

    wanted: Sequence[WantedService]
    links: list[Link[UUID]]
    people: dict[UUID, Staff]
    taken: dict[UUID, int]
    found: Availability
    bounds: Interval

    def starts(self) -> list[int]:
        """Where the first service may begin, ascending."""
        start, end = self.bounds
        found: set[int] = set()
        for pk in self.links[0].free:
            starts = self.found.starts.get(pk, [])
            found.update(starts[bisect_left(starts, start) : bisect_left(starts, end)])
        return sorted(found)

    def fit(self, start: int) -> ChainTime | None:
        chain = fit_chain(self.links, start)
        return None if chain is None else ChainTime(tuple(self._parts(chain)))

    def _parts(self, chain: Chain[UUID]) -> Iterable[ChosenService]:
        for one, link, (pk, at) in zip(self.wanted, self.links, chain, strict=True):
            starts_at = datetime.fromtimestamp(at, UTC)
            free = free_people(link, at)
            yield ChosenService(
                service=one.service,
                staff=self.people[pk],
                starts_at=starts_at,
                ends_at=starts_at + one.length,
                why=None if one.staff else why_chosen(pk, free, self.taken),
                taken=timedelta(seconds=self.taken[pk]),
                add_ons=one.add_ons,
            )


def _candidates(wanted: Sequence[WantedService], people: Sequence[Staff]) -> list[list[Staff]]:
    """For each service those who may do it, in the order of `people`."""
    pairs = set(
        StaffService.objects.filter(
            service__in=[one.service for one in wanted], staff__in=people
        ).values_list("service_id", "staff_id")
    )
    return [
        [one.staff]
        if one.staff
        else [person for person in people if (one.service.pk, person.pk) in pairs]
        for one in wanted
    ]


def _availability(
    organization: Organization,
    first: WantedService,
    staff_ids: Iterable[UUID],
    days: tuple[date, date],
    now: datetime,
) -> Availability:
    policy, service = copy(policy_of(organization)), copy(first.service)
    policy.lead_minutes, policy.horizon_days = 0, HORIZON
    service.duration_minutes = int(first.length.total_seconds() // 60)
    return find_availability(
        organization=organization,
        service=service,
        staff_ids=staff_ids,
        first=days[0],
        last=days[1],
        now=now,
        policy=policy,
    )


def _link(one: WantedService, free: dict[UUID, list[Interval]], places: Places) -> Link[UUID]:
    return Link(
        duration=int(one.length.total_seconds()),
        buffer_before=one.service.buffer_before_minutes * MINUTE,
        buffer_after=one.service.buffer_after_minutes * MINUTE,
        free=free,
        places=places,
    )


def _near(free: Iterable[Interval], bounds: Interval) -> list[Interval]:
    """What lies in a day, or reaches into it."""
    return [one for one in free if one[0] < bounds[1] and bounds[0] < one[1]]
