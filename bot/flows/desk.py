"""What the conversation may ask of the business: the port `FrontDesk` and its values.

The conversation knows no database. Whoever runs it hands it a front desk that speaks for one
organization and one customer. Ids are opaque strings; a desk that is given an id of another
tenant, of another customer, or rubbish, answers "not found", it never raises for that.
Instants are aware UTC datetimes; days are calendar days of the business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Profile:
    """The business as customers may know it. `hours` are ready lines in the customer's
    language ("seg a sex: 09:00-18:00"); `time_zone` is an IANA name."""

    name: str
    time_zone: str
    address: str = ""
    map_url: str = ""
    hours: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AddOnOption:
    """Something that may be added to a service: `minutes` and `price` come on top."""

    id: str
    name: str
    minutes: int = 0
    price: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ServiceOption:
    """Something a customer can book. `price` None means "on request".

    `for_kind` (PET, CHILD, OTHER; empty: the customer) says for whom it is. Where it
    `depends_on_size`, minutes and price are those of a size nobody knows, and `price_from` is
    the lowest price. `add_ons` are those that the house wants offered.
    """

    id: str
    name: str
    minutes: int
    price: Decimal | None = None
    category: str = ""
    for_kind: str = ""
    depends_on_size: bool = False
    price_from: Decimal | None = None
    add_ons: tuple[AddOnOption, ...] = ()


@dataclass(frozen=True, slots=True)
class DependantOption:
    """Whom this customer brings; `size` is S, M, L, XL or empty when nobody knows."""

    id: str
    name: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Along:
    """What makes a booking longer than its service: for whom it is and what is added."""

    dependant_id: str = ""
    add_on_ids: tuple[str, ...] = ()


ALONE = Along()


@dataclass(frozen=True, slots=True)
class StaffOption:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DayOption:
    """A day with `free` (> 0) starts that can really be booked."""

    on: date
    free: int


@dataclass(frozen=True, slots=True)
class SlotOption:
    """A start that is free. `staff_id` is empty when the desk picks the person at `hold`."""

    starts_at: datetime
    staff_id: str = ""
    staff_name: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """One visit of this customer. It may be changed by the customer before `changeable_until`
    (None: always). `is_pending`: the team still has to accept the request. `place` says where
    it is, in a house with several places."""

    id: str
    service_id: str
    service_name: str
    staff_id: str
    staff_name: str
    starts_at: datetime
    ends_at: datetime
    price: Decimal | None = None
    is_confirmed: bool = False
    is_pending: bool = False
    place: str = ""
    changeable_until: datetime | None = None
    dependant_name: str = ""
    add_ons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """The slot is kept for this customer for a while, with the person named here."""

    hold_id: str
    staff_id: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The slot is not free (any more); the nearest free ones, nearest first, maybe none."""

    alternatives: tuple[SlotOption, ...] = ()


@dataclass(frozen=True, slots=True)
class Booked:
    appointment: AppointmentView


@dataclass(frozen=True, slots=True)
class HoldGone:
    """The hold expired, was released, or never was this customer's."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    appointment: AppointmentView


@dataclass(frozen=True, slots=True)
class AttendanceConfirmed:
    appointment: AppointmentView


@dataclass(frozen=True, slots=True)
class TooLate:
    """The customer could change this visit only until `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NotFound:
    """No such upcoming visit of this customer."""


class FrontDesk(Protocol):
    """One organization's desk, for one customer. Reads see the present and may be asked
    several times in a turn; every write may be repeated with the same ids and then gives the
    same outcome without acting twice."""

    def profile(self) -> Profile: ...

    def services(self) -> Sequence[ServiceOption]:
        """Bookable services in the order of the price list."""
        ...

    def as_asked(self, service_id: str, along: Along) -> ServiceOption | None:
        """The service with minutes and price of all that was asked for; None: not bookable.
        Ids in `along` that are not of this customer or service count as not there."""
        ...

    def dependants(self, kind: str) -> Sequence[DependantOption]:
        """Whom the customer brings of this kind, by name."""
        ...

    def add_dependant(self, kind: str, name: str) -> DependantOption:
        """Write somebody down; the same name again is the same one."""
        ...

    def set_dependant_size(self, dependant_id: str, size: str) -> None:
        """S, M, L or XL, where nobody knew; nothing happens otherwise."""
        ...

    def staff_for(self, service_id: str | None) -> Sequence[StaffOption]:
        """Who performs a service; None: everybody who can be booked."""
        ...

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
        """The first `limit` days with free starts, strictly after `after` (None: from today),
        in date order. `staff_id` None: anybody. `moving`: an appointment of this customer
        whose own time counts as free, and whose length is looked for."""
        ...

    def slots(
        self,
        service_id: str,
        staff_id: str | None,
        *,
        on: date,
        moving: str = "",
        along: Along = ALONE,
    ) -> Sequence[SlotOption]:
        """All free starts of a day, each start once, those that leave no holes first."""
        ...

    def hold(
        self,
        service_id: str,
        staff_id: str | None,
        starts_at: datetime,
        along: Along = ALONE,
    ) -> Held | Taken | NotFound:
        """Keep a slot while the customer decides. NotFound: no such service or person."""
        ...

    def release(self, hold_id: str) -> None:
        """Give a held slot back; nothing happens when it is gone or already an appointment."""
        ...

    def book(self, hold_id: str) -> Booked | HoldGone:
        """Make the hold an appointment; the same hold again gives the same appointment."""
        ...

    def my_appointments(self) -> Sequence[AppointmentView]:
        """Upcoming visits of the customer (not cancelled), soonest first."""
        ...

    def cancel(self, appointment_id: str) -> Cancelled | TooLate | NotFound: ...

    def reschedule(
        self, appointment_id: str, staff_id: str | None, starts_at: datetime
    ) -> Booked | Taken | TooLate | NotFound:
        """Move a visit as one act; when the new time is taken the old one stays."""
        ...

    def confirm_attendance(self, appointment_id: str) -> AttendanceConfirmed | NotFound: ...

    def customer_name(self) -> str:
        """What the customer is called; empty when not known."""
        ...

    def set_customer_name(self, name: str) -> None: ...

    def set_locale(self, locale: str) -> None:
        """The customer prefers "pt-BR", "en" or "es" from now on."""
        ...

    def opt_out(self) -> None:
        """No more marketing for this customer."""
        ...

    def opt_in(self) -> None: ...
