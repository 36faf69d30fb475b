"""A front desk to rehearse with: the real catalogue and the real free times, and nothing kept.

What a rehearsed customer books lies in `Book`, which travels with the rehearsal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Customer, Dependant, Organization
from bot.flows import desk as port
from bot.models import Conversation
from bot.services.asked import Asked, find_asked
from bot.services.front_desk import ALTERNATIVES, DatabaseFrontDesk
from catalog.selectors.add_ons import minutes_with, price_with
from catalog.selectors.sizes import fitted, lasting

MOST_PEOPLE = 20
MOST_VISITS = 20


@dataclass(slots=True)
class Book:
    """What was booked in one rehearsal: `held` and `visits` by an id of their own, each
    {"service_id", "staff_id", "staff_name", "starts_at" (ISO 8601), "whom" (an id of
    `brought`), "add_ons" (ids with spaces between)}. `name` is what the customer said to be
    called, `brought` whom they bring: {"id", "kind", "name", "size"}."""

    held: dict[str, dict[str, str]] = field(default_factory=dict)
    visits: dict[str, dict[str, str]] = field(default_factory=dict)
    made: int = 0
    name: str = ""
    brought: list[dict[str, str]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return {
            "held": self.held,
            "visits": self.visits,
            "made": self.made,
            "name": self.name,
            "brought": self.brought,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Book":
        return cls(
            dict(data["held"]),
            dict(data["visits"]),
            int(data["made"]),
            str(data.get("name", "")),
            list(data.get("brought", [])),
        )


class RehearsalDesk(DatabaseFrontDesk):
    """Reads like the real one. Whatever the real one would write is noted in `book` alone."""

    def __init__(self, organization: Organization, locale: str, now: datetime, book: Book) -> None:
        nobody = Customer(organization=organization, locale=locale)
        talk = Conversation(organization=organization)
        super().__init__(organization, nobody, talk, now)
        self.noted = book

    def dependants(self, kind: str) -> Sequence[port.DependantOption]:
        mine = [one for one in self.noted.brought if one["kind"] == kind]
        return [port.DependantOption(one["id"], one["name"], one["size"]) for one in mine]

    def add_dependant(self, kind: str, name: str) -> port.DependantOption:
        known = next((one for one in self.dependants(kind) if one.name == name), None)
        if known is not None or len(self.noted.brought) >= MOST_PEOPLE:
            return known or port.DependantOption("", name)
        made = {"id": f"p{len(self.noted.brought)}", "kind": kind, "name": name, "size": ""}
        self.noted.brought.append(made)
        return port.DependantOption(made["id"], name)

    def set_dependant_size(self, dependant_id: str, size: str) -> None:
        for one in self.noted.brought:
            if one["id"] == dependant_id and not one["size"]:
                one["size"] = size

    def days(self, *args: Any, **options: Any) -> Sequence[port.DayOption]:
        return super().days(*args, **self._as_long(options))

    def slots(self, *args: Any, **options: Any) -> Sequence[port.SlotOption]:
        return super().slots(*args, **self._as_long(options))

    def hold(
        self,
        service_id: str,
        staff_id: str | None,
        starts_at: datetime,
        along: port.Along = port.ALONE,
    ) -> port.Held | port.Taken | port.NotFound:
        if self._asked(service_id, staff_id, along) is None:
            return port.NotFound()
        found = self._free_with(service_id, staff_id, starts_at, along)
        if isinstance(found, port.Taken):
            return found
        self.noted.made += 1
        key = f"r{self.noted.made}"
        self.noted.held[key] = {
            "service_id": service_id,
            "staff_id": found.id,
            "staff_name": found.name,
            "starts_at": starts_at.isoformat(),
            "whom": along.dependant_id,
            "add_ons": " ".join(along.add_on_ids),
        }
        return port.Held(key, found.id, found.name)

    def release(self, hold_id: str) -> None:
        self.noted.held.pop(hold_id, None)

    def book(self, hold_id: str) -> port.Booked | port.HoldGone:
        held = self.noted.held.pop(hold_id, None)
        if held is not None and len(self.noted.visits) < MOST_VISITS:
            self.noted.visits[hold_id] = held
        if hold_id not in self.noted.visits:
            return port.HoldGone()
        return port.Booked(self._rehearsed(hold_id))

    def my_appointments(self) -> Sequence[port.AppointmentView]:
        visits = [self._rehearsed(key) for key in self.noted.visits]
        return sorted(visits, key=lambda visit: visit.starts_at)

    def cancel(self, appointment_id: str) -> port.Cancelled | port.NotFound:
        if appointment_id not in self.noted.visits:
            return port.NotFound()
        visit = self._rehearsed(appointment_id)
        del self.noted.visits[appointment_id]
        return port.Cancelled(visit)

    def reschedule(
        self, appointment_id: str, staff_id: str | None, starts_at: datetime
    ) -> port.Booked | port.Taken | port.NotFound:
        kept = self.noted.visits.get(appointment_id)
        if kept is None:
            return port.NotFound()
        found = self._free_with(kept["service_id"], staff_id, starts_at, _along(kept))
        if isinstance(found, port.Taken):
            return found
        moved = {"staff_id": found.id, "staff_name": found.name}
        self.noted.visits[appointment_id] = kept | moved | {"starts_at": starts_at.isoformat()}
        return port.Booked(self._rehearsed(appointment_id))

    def confirm_attendance(self, appointment_id: str) -> port.AttendanceConfirmed | port.NotFound:
        if appointment_id not in self.noted.visits:
            return port.NotFound()
        return port.AttendanceConfirmed(self._rehearsed(appointment_id))

    def customer_name(self) -> str:
        return self.noted.name

    def set_customer_name(self, name: str) -> None:
        self.noted.name = name[:200]

    def set_locale(self, locale: str) -> None:
        return

    def opt_out(self) -> None:
        return

    def opt_in(self) -> None:
        return

    def note_a_visit(self) -> bool:
        """The rehearsed customer has booked before: the first time there is, of the first
        service that has one. False where nothing is free."""
        for service in self.services()[:MOST_PEOPLE]:
            for day in self.days(service.id, None, after=None, limit=1):
                start = self.slots(service.id, None, on=day.on)[0].starts_at
                held = self.hold(service.id, None, start)
                if isinstance(held, port.Held):
                    self.book(held.hold_id)
                    return True
        return False

    def _asked(
        self, service_id: str, staff_id: str | None, along: port.Along, moving: str = ""
    ) -> Asked | None:
        """With whom the rehearsed customer brings, of whom there is no row."""
        found = find_asked(self.customer, service_id, staff_id, along)
        brought = (one for one in self.noted.brought if one["id"] == along.dependant_id)
        one = next(brought, None)
        if found is None or one is None or one["kind"] != found.service.for_kind:
            return found
        whom = Dependant(customer=self.customer, name=one["name"], kind=one["kind"])
        whom.size = one["size"]
        own = fitted(found.service, whom)
        long = lasting(own, minutes_with(own, found.add_ons))
        return replace(found, service=own, stretched=long, dependant=whom)

    def _as_long(self, options: dict[str, Any]) -> dict[str, Any]:
        """The days and times for a visit of the book that is moved are for all of it."""
        kept = self.noted.visits.get(options.get("moving", ""))
        along = {"along": _along(kept)} if kept else {}
        return options | along | {"moving": ""}

    def _free_with(
        self, service_id: str, staff_id: str | None, starts_at: datetime, along: port.Along
    ) -> port.StaffOption | port.Taken:
        """Who is free then; the nearest starts of that day when nobody is."""
        on = starts_at.astimezone(ZoneInfo(self.organization.time_zone)).date()
        people = [one for one in self.staff_for(service_id) if staff_id in (None, one.id)]
        near: list[port.SlotOption] = []
        for one in people[:MOST_PEOPLE]:
            slots = self.slots(service_id, one.id, on=on, along=along)
            if any(slot.starts_at == starts_at for slot in slots):
                return one
            near += slots
        near.sort(key=lambda slot: abs(slot.starts_at - starts_at))
        return port.Taken(tuple(near[:ALTERNATIVES]))

    def _rehearsed(self, key: str) -> port.AppointmentView:
        kept = self.noted.visits[key]
        asked = self._asked(kept["service_id"], None, _along(kept))
        starts_at = datetime.fromisoformat(kept["starts_at"])
        minutes = asked.stretched.duration_minutes if asked else 0
        return port.AppointmentView(
            id=key,
            service_id=kept["service_id"],
            service_name=asked.service.name if asked else "",
            staff_id=kept["staff_id"],
            staff_name=kept["staff_name"],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            price=price_with(asked.service, asked.add_ons) if asked else None,
            dependant_name=asked.dependant.name if asked and asked.dependant else "",
            add_ons=tuple(one.name for one in asked.add_ons) if asked else (),
        )


def _along(kept: Mapping[str, str]) -> port.Along:
    return port.Along(kept.get("whom", ""), tuple(kept.get("add_ons", "").split()))
