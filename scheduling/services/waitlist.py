"""The waiting list: written down, changed, closed, and turned into a visit.

OFFERED is for a time that was proposed to the customer (by WhatsApp, later): such an entry
is open but matches nothing else until it is WAITING again.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from accounts.models import Customer, Organization, User
from accounts.selectors.people import only_dependants
from accounts.services.audit import record_audit
from catalog.models import Service
from scheduling.enums import WaitlistStatus
from scheduling.models import Appointment, Staff, WaitlistEntry
from scheduling.services.booking import book_appointment
from scheduling.services.desk import NewCustomer, customer_for
from scheduling.services.occupancy import lock_key

OPEN = (WaitlistStatus.WAITING, WaitlistStatus.OFFERED)


class EntrySettled(Exception):
    """The entry is booked or closed already."""


class SpanInvalid(Exception):
    """The days or the hours end before they begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistDetails:
    """What somebody waits for; days and hours on the organization's wall clock."""

    service: Service
    staff: Staff | None
    first_on: date
    last_on: date
    from_time: time | None = None
    until_time: time | None = None
    notes: str = ""


@transaction.atomic
def add_to_waitlist(
    *,
    organization: Organization,
    customer: Customer | NewCustomer,
    details: WaitlistDetails,
    actor: User | None,
) -> WaitlistEntry:
    """Write somebody down; the same wish twice is one entry.

    Raises SpanInvalid, CustomerExists, PhoneNumberInvalid.
    """
    _check(details)
    name = customer.name.strip()
    lock_key(organization.pk, name)
    same = WaitlistEntry.objects.filter(status=WaitlistStatus.WAITING, **_fields(details))
    who = {"customer": customer} if isinstance(customer, Customer) else {"customer__name": name}
    twin: WaitlistEntry | None = same.filter(**who).first()
    if twin is not None:
        return twin
    entry: WaitlistEntry = WaitlistEntry.objects.create(
        organization=organization,
        customer=customer_for(organization, customer, actor),
        created_by=actor,
        **_fields(details),
    )
    _note(entry, actor, "waitlist.added")
    return entry


@transaction.atomic
def update_waitlist_entry(
    *, entry: WaitlistEntry, details: WaitlistDetails, actor: User | None
) -> WaitlistEntry:
    """Change what is waited for. Raises EntrySettled, SpanInvalid."""
    _check(details)
    found = _locked(entry)
    if found.status not in OPEN:
        raise EntrySettled
    for name, value in _fields(details).items():
        setattr(found, name, value)
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
    """The visit that was waited for, for the only one whom the customer brings where the
    service is for such a one; booking twice returns the same visit.

    Raises SlotTaken, StaffCannot, EntrySettled (when closed).
    """
    found = _locked(entry)
    if found.appointment is not None:
        return found.appointment
    if found.status not in OPEN:
        raise EntrySettled
    known = only_dependants([found.customer_id]) if found.service.for_kind else {}
    visit = book_appointment(
        organization=found.organization,
        customer=found.customer,
        dependant=known.get((found.customer_id, found.service.for_kind)),
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
    found: WaitlistEntry = WaitlistEntry.objects.select_for_update().get(pk=entry.pk)
    return found


def _check(details: WaitlistDetails) -> None:
    hours = (details.from_time, details.until_time)
    is_backwards = None not in hours and details.from_time >= details.until_time  # type: ignore[operator]
    if details.last_on < details.first_on or is_backwards:
        raise SpanInvalid


def _fields(details: WaitlistDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in WaitlistDetails.__dataclass_fields__}


def _note(entry: WaitlistEntry, actor: User | None, action: str) -> None:
    record_audit(organization=entry.organization, actor=actor, action=action, target=entry)
