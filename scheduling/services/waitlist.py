"""The waiting list: written down, changed, closed, and turned into a visit.

OFFERED is for a time that was proposed to the customer (by WhatsApp, later): such an entry
is open but matches nothing else until it is WAITING again.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from accounts.models import Customer, Dependant, Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service
from config.lib.rows import lock_row
from scheduling.enums import WaitlistStatus
from scheduling.models import Appointment, Staff, WaitlistEntry
from scheduling.selectors.waitlist import OPEN, brought_by
from scheduling.services.booking import book_appointment
from scheduling.services.brought import Brought, bring, check_dependant
from scheduling.services.desk import NewCustomer, customer_for
from scheduling.services.occupancy import lock_key


class EntrySettled(Exception):
    """The entry is booked or closed already."""


class SpanInvalid(Exception):
    """The days or the hours end before they begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistDetails:
    """What somebody waits for, and for whom; days and hours on the organization's wall clock."""

    service: Service
    staff: Staff | None
    first_on: date
    last_on: date
    from_time: time | None = None
    until_time: time | None = None
    notes: str = ""
    brought: Brought | None = None


@transaction.atomic
def add_to_waitlist(
    *,
    organization: Organization,
    customer: Customer | NewCustomer,
    details: WaitlistDetails,
    actor: User | None,
) -> WaitlistEntry:
    """Write somebody down; the same wish twice is one entry.

    Raises SpanInvalid, DependantUnfit, CustomerExists, PhoneNumberInvalid.
    """
    _check(details)
    name = customer.name.strip()
    lock_key(organization.pk, name)
    same = WaitlistEntry.objects.filter(
        status=WaitlistStatus.WAITING, **_fields(details), **_for_whom(details.brought)
    )
    who = {"customer": customer} if isinstance(customer, Customer) else {"customer__name": name}
    twin: WaitlistEntry | None = same.filter(**who).first()
    if twin is not None:
        return twin
    person = customer_for(organization, customer, actor)
    entry: WaitlistEntry = WaitlistEntry.objects.create(
        organization=organization,
        customer=person,
        dependant=_bring(person, details, actor),
        created_by=actor,
        **_fields(details),
    )
    _note(entry, actor, "waitlist.added")
    return entry


@transaction.atomic
def update_waitlist_entry(
    *, entry: WaitlistEntry, details: WaitlistDetails, actor: User | None
) -> WaitlistEntry:
    """Change what is waited for, and for whom. Raises EntrySettled, SpanInvalid,
    DependantUnfit."""
    _check(details)
    found = _locked(entry)
    if found.status not in OPEN:
        raise EntrySettled
    for name, value in _fields(details).items():
        setattr(found, name, value)
    found.dependant = _bring(found.customer, details, actor)
    found.save()
    _note(found, actor, "waitlist.changed")
    return found


@transaction.atomic
def close_waitlist_entry(*, entry: WaitlistEntry, actor: User | None) -> WaitlistEntry:
    """Nobody waits any more; closing twice is the same as once. Raises EntrySettled when
    booked."""
    return _change(entry, WaitlistStatus.CLOSED, "waitlist.closed", actor)


@transaction.atomic
def reopen_waitlist_entry(*, entry: WaitlistEntry, actor: User | None) -> WaitlistEntry:
    """Waiting again, after a closure. Raises EntrySettled when booked."""
    return _change(entry, WaitlistStatus.WAITING, "waitlist.reopened", actor)


@transaction.atomic
def book_from_waitlist(
    *,
    entry: WaitlistEntry,
    staff: Staff,
    starts_at: datetime,
    actor: User | None,
    now: datetime,
) -> Appointment:
    """The visit that was waited for, for whom the entry says; where it doesn't, for the only
    one whom the customer brings for such a service. Booking twice returns the same visit.

    Raises SlotTaken, StaffCannot, DependantUnfit, EntrySettled (when closed).
    """
    found = _locked(entry)
    if found.appointment is not None:
        return found.appointment
    if found.status not in OPEN:
        raise EntrySettled
    visit = book_appointment(
        organization=found.organization,
        customer=found.customer,
        dependant=brought_by([found])[found.pk],
        service=found.service,
        staff=staff,
        starts_at=starts_at,
        actor=actor,
        now=now,
        notes=found.notes,
    )
    _book(found, visit, actor)
    return visit


@transaction.atomic
def settle_waitlist_entry(
    *, entry_id: UUID | None, appointment: Appointment, actor: User | None
) -> None:
    """Somebody who waits was booked by the form: their open entry is settled, if it is
    still there. Another customer's stays as it is."""
    found: WaitlistEntry | None = (
        WaitlistEntry.objects.select_for_update()
        .filter(pk=entry_id, status__in=OPEN, customer_id=appointment.customer_id)
        .first()
    )
    if found is not None and not WaitlistEntry.objects.filter(appointment=appointment).exists():
        _book(found, appointment, actor)


def _book(entry: WaitlistEntry, visit: Appointment, actor: User | None) -> None:
    entry.status, entry.appointment = WaitlistStatus.BOOKED, visit
    entry.save(update_fields=["status", "appointment", "updated_at"])
    _note(entry, actor, "waitlist.booked")


def _change(
    entry: WaitlistEntry, status: WaitlistStatus, action: str, actor: User | None
) -> WaitlistEntry:
    found = _locked(entry)
    if found.status == WaitlistStatus.BOOKED:
        raise EntrySettled
    if found.status != status:
        found.status = status
        found.save(update_fields=["status", "updated_at"])
        _note(found, actor, action)
    return found


def _locked(entry: WaitlistEntry) -> WaitlistEntry:
    """Raises RowGone, and with it all that change an entry."""
    return lock_row(entry)


def _check(details: WaitlistDetails) -> None:
    hours = (details.from_time, details.until_time)
    is_backwards = None not in hours and details.from_time >= details.until_time  # type: ignore[operator]
    if details.last_on < details.first_on or is_backwards:
        raise SpanInvalid


def _fields(details: WaitlistDetails) -> dict[str, object]:
    names = WaitlistDetails.__dataclass_fields__.keys() - {"brought"}
    return {name: getattr(details, name) for name in names}


def _for_whom(brought: Brought | None) -> dict[str, object]:
    """The same wish is for the same one."""
    if brought is None:
        return {"dependant": None}
    if brought.dependant is not None:
        return {"dependant": brought.dependant}
    return {"dependant__name__iexact": brought.name, "dependant__kind": brought.kind}


def _bring(customer: Customer, details: WaitlistDetails, actor: User | None) -> Dependant | None:
    dependant = bring(customer=customer, brought=details.brought, actor=actor)
    check_dependant(customer, dependant, details.service)
    return dependant


def _note(entry: WaitlistEntry, actor: User | None, action: str) -> None:
    record_audit(organization=entry.organization, actor=actor, action=action, target=entry)
