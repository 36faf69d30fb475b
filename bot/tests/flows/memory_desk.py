"""A front desk in memory, with the real rules: one person, one visit at a time; holds that
expire; a cut-off; ids that belong to this customer only."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.flows.desk import (
    ALONE,
    Along,
    AppointmentView,
    AttendanceConfirmed,
    Booked,
    Cancelled,
    DayOption,
    DependantOption,
    Held,
    HoldGone,
    NotFound,
    Profile,
    ServiceOption,
    SlotOption,
    StaffOption,
    Taken,
    TooLate,
)

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # Friday, 9:00 in São Paulo
HOLD = timedelta(minutes=10)
CUT_OFF = timedelta(hours=2)
STEP = timedelta(minutes=30)
HORIZON = 30

SERVICES = (
    ServiceOption("s-corte", "Corte feminino", 60, Decimal("80.00"), "Cabelo"),
    ServiceOption("s-escova", "Escova", 30, Decimal("50.00"), "Cabelo"),
    ServiceOption("s-barba", "Barba", 30, Decimal("40.00"), "Barbearia"),
    ServiceOption("s-prog", "Escova progressiva com botox capilar", 120, None, "Cabelo"),
)
STAFF = {
    "p-ana": StaffOption("p-ana", "Ana"),
    "p-bia": StaffOption("p-bia", "Beatriz"),
    "p-caio": StaffOption("p-caio", "Caio"),
}
PERFORMS = {
    "s-corte": ["p-ana", "p-bia"],
    "s-escova": ["p-ana", "p-bia"],
    "s-barba": ["p-caio"],
    "s-prog": ["p-ana"],
}
PROFILE = Profile(
    name="Studio Bela",
    time_zone="America/Sao_Paulo",
    address="Rua das Flores, 10",
    map_url="https://maps.example/studio-bela",
    hours=("seg a sáb: 09:00-18:00",),
    phone="+55 11 4002-8922",
)


@dataclass
class Visit:
    id: str
    customer: str
    service_id: str
    staff_id: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime | None = None
    is_confirmed: bool = False
    is_cancelled: bool = False
    dependant_id: str = ""
    add_on_ids: tuple[str, ...] = ()
    price: Decimal | None = None

    def occupies(self, now: datetime) -> bool:
        return not self.is_cancelled and (self.held_until is None or self.held_until > now)


@dataclass
class Business:
    """What all customers of one business share."""

    services: Sequence[ServiceOption] = SERVICES
    performs: dict[str, list[str]] = field(default_factory=lambda: dict(PERFORMS))
    staff: dict[str, StaffOption] = field(default_factory=lambda: dict(STAFF))
    visits: dict[str, Visit] = field(default_factory=dict)
    now: datetime = NOW
    needs_approval: bool = False
    places: dict[str, str] = field(default_factory=dict)
    sizes: dict[tuple[str, str], tuple[int, Decimal]] = field(default_factory=dict)
    brought: dict[str, list[DependantOption]] = field(default_factory=dict)
    serial: int = 0

    def is_free(self, staff_id: str, start: datetime, end: datetime, without: str = "") -> bool:
        return not any(
            visit.staff_id == staff_id
            and visit.id != without
            and visit.occupies(self.now)
            and visit.starts_at < end
            and start < visit.ends_at
            for visit in self.visits.values()
        )

    def add(self, customer: str, service_id: str, staff_id: str, start: datetime) -> Visit:
        minutes = next(one.minutes for one in self.services if one.id == service_id)
        self.serial += 1
        end = start + timedelta(minutes=minutes)
        visit = Visit(f"a-{self.serial}", customer, service_id, staff_id, start, end)
        self.visits[visit.id] = visit
        return visit


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """A wall clock time of the business, in UTC."""
    return datetime.combine(on, time(hour, minute), ZONE).astimezone(UTC)


class MemoryDesk:
    """`FrontDesk` for one customer of a `Business`; open Monday to Saturday, 9 to 18."""

    def __init__(self, business: Business | None = None, customer: str = "maria") -> None:
        self.business = business or Business()
        self.customer = customer
        self.name = ""
        self.locale = "pt-BR"
        self.marketing = True
        self.writes = 0

    def profile(self) -> Profile:
        return PROFILE

    def services(self) -> Sequence[ServiceOption]:
        return tuple(self.business.services)

    def staff_for(self, service_id: str | None) -> Sequence[StaffOption]:
        people = self.business.performs.get(service_id, []) if service_id else self.business.staff
        return tuple(self.business.staff[one] for one in people)

    def _people(self, service_id: str, staff_id: str | None) -> list[str]:
        people = self.business.performs.get(service_id, [])
        return [one for one in people if staff_id in (None, one)]

    def as_asked(self, service_id: str, along: Along) -> ServiceOption | None:
        service = next((one for one in self.services() if one.id == service_id), None)
        if service is None:
            return None
        minutes, price = service.minutes, service.price
        whom = next((o for o in self._brought() if o.id == along.dependant_id), None)
        if whom is not None and service.for_kind:
            minutes, price = self.business.sizes.get((service_id, whom.size), (minutes, price))
        added = [one for one in service.add_ons if one.id in along.add_on_ids]
        minutes += sum(one.minutes for one in added)
        total = None if price is None else price + sum((one.price for one in added), Decimal(0))
        return replace(service, minutes=minutes, price=total, depends_on_size=False)

    def _brought(self) -> list[DependantOption]:
        return self.business.brought.setdefault(self.customer, [])

    def dependants(self, kind: str) -> Sequence[DependantOption]:
        return tuple(self._brought())

    def add_dependant(self, kind: str, name: str) -> DependantOption:
        known = next((one for one in self._brought() if one.name == name), None)
        if known is None:
            self.writes += 1
            known = DependantOption(f"d-{len(self._brought()) + 1}", name)
            self._brought().append(known)
        return known

    def set_dependant_size(self, dependant_id: str, size: str) -> None:
        for place, one in enumerate(self._brought()):
            if one.id == dependant_id and not one.size and size in ("S", "M", "L", "XL"):
                self.writes += 1
                self._brought()[place] = replace(one, size=size)

    def _length(self, service_id: str, along: Along, moving: str = "") -> timedelta | None:
        visit = self._mine(moving) if moving else None
        if visit is not None:
            return visit.ends_at - visit.starts_at
        service = self.as_asked(service_id, along)
        return timedelta(minutes=service.minutes) if service else None

    def slots(
        self,
        service_id: str,
        staff_id: str | None,
        *,
        on: date,
        moving: str = "",
        along: Along = ALONE,
    ) -> Sequence[SlotOption]:
        length = self._length(service_id, along, moving)
        local_today = self.business.now.astimezone(ZONE).date()
        if length is None or on.weekday() == 6 or not 0 <= (on - local_today).days <= HORIZON:
            return ()
        found = []
        start, close = at(on, 9), at(on, 18)
        while start + length <= close:
            people = self._people(service_id, staff_id)
            free = [
                one for one in people if self.business.is_free(one, start, start + length, moving)
            ]
            if free and start > self.business.now:
                chosen = free[0] if staff_id else ""
                name = self.business.staff[chosen].name if chosen else ""
                found.append(SlotOption(start, chosen, name))
            start += STEP
        return tuple(found)

    def days(
        self,
        service_id: str,
        staff_id: str | None,
        *,
        after: date | None,
        limit: int,
        moving: str = "",
        along: Along = ALONE,
    ) -> Sequence[DayOption]:
        today = self.business.now.astimezone(ZONE).date()
        found: list[DayOption] = []
        for ahead in range(HORIZON + 1):
            on = today + timedelta(days=ahead)
            if after is not None and on <= after:
                continue
            free = len(self.slots(service_id, staff_id, on=on, moving=moving, along=along))
            if free and len(found) < limit:
                found.append(DayOption(on, free))
        return tuple(found)

    def _nearest(
        self, service_id: str, staff_id: str | None, moment: datetime, along: Along = ALONE
    ) -> tuple[SlotOption, ...]:
        on = moment.astimezone(ZONE).date()
        slots = self.slots(service_id, staff_id, on=on, along=along)
        slots = slots or self.slots(service_id, None, on=on, along=along)
        return tuple(sorted(slots, key=lambda slot: abs(slot.starts_at - moment))[:5])

    def _offered(
        self,
        service_id: str,
        staff_id: str | None,
        start: datetime,
        moving: str = "",
        along: Along = ALONE,
    ) -> str:
        on = start.astimezone(ZONE).date()
        for person in self._people(service_id, staff_id):
            slots = self.slots(service_id, person, on=on, moving=moving, along=along)
            if any(slot.starts_at == start for slot in slots):
                return person
        return ""

    def hold(
        self,
        service_id: str,
        staff_id: str | None,
        starts_at: datetime,
        along: Along = ALONE,
    ) -> Held | Taken | NotFound:
        if not self._people(service_id, staff_id):
            return NotFound()
        person = self._offered(service_id, staff_id, starts_at, along=along)
        asked = self.as_asked(service_id, along)
        if not person or asked is None:
            return Taken(self._nearest(service_id, staff_id, starts_at, along))
        self.writes += 1
        visit = self.business.add(self.customer, service_id, person, starts_at)
        visit.held_until = self.business.now + HOLD
        visit.ends_at = starts_at + timedelta(minutes=asked.minutes)
        visit.dependant_id, visit.add_on_ids = along.dependant_id, along.add_on_ids
        visit.price = asked.price
        return Held(visit.id, person, self.business.staff[person].name)

    def release(self, hold_id: str) -> None:
        visit = self.business.visits.get(hold_id)
        if visit and visit.customer == self.customer and visit.held_until is not None:
            self.writes += 1
            del self.business.visits[hold_id]

    def book(self, hold_id: str) -> Booked | HoldGone:
        visit = self.business.visits.get(hold_id)
        if visit is None or visit.customer != self.customer or visit.is_cancelled:
            return HoldGone()
        if visit.held_until is not None and visit.held_until <= self.business.now:
            return HoldGone()
        if visit.held_until is not None:
            self.writes += 1
        visit.held_until = None
        return Booked(self._view(visit))

    def _view(self, visit: Visit) -> AppointmentView:
        service = next(one for one in self.services() if one.id == visit.service_id)
        return AppointmentView(
            id=visit.id,
            service_id=service.id,
            service_name=service.name,
            staff_id=visit.staff_id,
            staff_name=self.business.staff[visit.staff_id].name,
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            price=visit.price or service.price,
            dependant_name="".join(o.name for o in self._brought() if o.id == visit.dependant_id),
            add_ons=tuple(o.name for o in service.add_ons if o.id in visit.add_on_ids),
            is_confirmed=visit.is_confirmed,
            is_pending=self.business.needs_approval,
            place=self.business.places.get(visit.staff_id, ""),
            changeable_until=visit.starts_at - CUT_OFF,
        )

    def _mine(self, appointment_id: str) -> Visit | None:
        visit = self.business.visits.get(appointment_id)
        is_mine = visit is not None and visit.customer == self.customer
        if visit is None or not is_mine or visit.is_cancelled or visit.held_until is not None:
            return None
        return visit if visit.starts_at > self.business.now else None

    def my_appointments(self) -> Sequence[AppointmentView]:
        mine = [self._mine(one) for one in self.business.visits]
        return tuple(
            self._view(one) for one in sorted(filter(None, mine), key=lambda one: one.starts_at)
        )

    def cancel(self, appointment_id: str) -> Cancelled | TooLate | NotFound:
        visit = self._mine(appointment_id)
        if visit is None:
            return NotFound()
        if self.business.now > visit.starts_at - CUT_OFF:
            return TooLate(visit.starts_at - CUT_OFF)
        self.writes += 1
        visit.is_cancelled = True
        return Cancelled(self._view(visit))

    def reschedule(
        self, appointment_id: str, staff_id: str | None, starts_at: datetime
    ) -> Booked | Taken | TooLate | NotFound:
        visit = self._mine(appointment_id)
        if visit is None:
            return NotFound()
        if self.business.now > visit.starts_at - CUT_OFF:
            return TooLate(visit.starts_at - CUT_OFF)
        if visit.starts_at == starts_at and staff_id in (None, visit.staff_id):
            return Booked(self._view(visit))
        person = self._offered(visit.service_id, staff_id, starts_at, moving=visit.id)
        if not person:
            return Taken(self._nearest(visit.service_id, staff_id, starts_at))
        self.writes += 1
        length = visit.ends_at - visit.starts_at
        moved = replace(
            visit,
            staff_id=person,
            starts_at=starts_at,
            ends_at=starts_at + length,
            is_confirmed=False,
        )
        self.business.visits[visit.id] = moved
        return Booked(self._view(moved))

    def confirm_attendance(self, appointment_id: str) -> AttendanceConfirmed | NotFound:
        visit = self._mine(appointment_id)
        if visit is None:
            return NotFound()
        self.writes += 1
        visit.is_confirmed = True
        return AttendanceConfirmed(self._view(visit))

    def customer_name(self) -> str:
        return self.name

    def set_customer_name(self, name: str) -> None:
        self.writes += 1
        self.name = name

    def set_locale(self, locale: str) -> None:
        self.writes += 1
        self.locale = locale

    def opt_out(self) -> None:
        self.writes += 1
        self.marketing = False

    def opt_in(self) -> None:
        self.writes += 1
        self.marketing = True
