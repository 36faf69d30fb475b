"""The conversation's front desk on the database (port: bot.flows.desk.FrontDesk)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Customer, Dependant, Organization
from accounts.people_enums import DependantKind, DependantSize
from accounts.selectors.people import active_dependants
from accounts.services.consents import record_consent
from accounts.services.customers import rename_customer, set_customer_locale
from accounts.services.dependants import DependantDetails, add_dependant, set_dependant_size
from bot.flows import desk as port
from bot.models import Conversation
from bot.selectors.service_options import service_options
from bot.services.asked import Asked, find_asked, find_dependant, read_uuid
from catalog.selectors.add_ons import price_with
from scheduling.enums import UPCOMING, CancelledBy
from scheduling.models import Appointment, BookingPolicy, Staff
from scheduling.selectors.add_ons import attach_add_ons
from scheduling.selectors.appointments import customer_cutoff, upcoming_appointments
from scheduling.selectors.availability import (
    free_days,
    nearest_slots,
    ranked_slots,
)
from scheduling.selectors.opening_hours import opening_hours_lines
from scheduling.selectors.places import address_lines, place_of
from scheduling.selectors.policy import policy_of
from scheduling.selectors.staff import bookable_staff
from scheduling.services.booking import SlotTaken, confirm_hold, hold_slot, release_hold
from scheduling.services.changes import (
    CutoffPassed,
    TransitionRefused,
    cancel_appointment,
    confirm_attendance,
    reschedule_for_customer,
)

ALTERNATIVES = 3


@dataclass(slots=True)
class DatabaseFrontDesk:
    """One organization's desk for one customer, inside the turn's transaction.

    `conversation` is locked by the caller, who also saves it.
    """

    organization: Organization
    customer: Customer
    conversation: Conversation
    now: datetime
    _policy: BookingPolicy | None = None
    _services: list[port.ServiceOption] | None = None

    def profile(self) -> port.Profile:
        organization = self.organization
        locale = self.customer.locale or organization.locale
        return port.Profile(
            name=organization.name,
            time_zone=organization.time_zone,
            address=address_lines(organization),
            map_url=organization.map_url,
            hours=tuple(opening_hours_lines(organization, locale=locale, now=self.now)),
            phone=organization.phone,
        )

    def services(self) -> Sequence[port.ServiceOption]:
        if self._services is None:
            self._services = service_options()
        return self._services

    def as_asked(self, service_id: str, along: port.Along) -> port.ServiceOption | None:
        asked = self._asked(service_id, None, along)
        shown = next((one for one in self.services() if one.id == service_id), None)
        if asked is None or shown is None:
            return None
        return replace(
            shown,
            minutes=asked.stretched.duration_minutes,
            price=price_with(asked.service, asked.add_ons),
            depends_on_size=False,
        )

    def dependants(self, kind: str) -> Sequence[port.DependantOption]:
        return [_dependant(one) for one in active_dependants(self.customer, kind)]

    def add_dependant(self, kind: str, name: str) -> port.DependantOption:
        details = DependantDetails(name, DependantKind(kind))
        return _dependant(add_dependant(customer=self.customer, details=details, actor=None))

    def set_dependant_size(self, dependant_id: str, size: str) -> None:
        known = find_dependant(self.customer, dependant_id)
        if known is not None and not known.size and size in DependantSize.values:
            set_dependant_size(dependant=known, size=size, actor=None)

    def staff_for(self, service_id: str | None) -> Sequence[port.StaffOption]:
        service_key = read_uuid(service_id) if service_id is not None else None
        if service_id is not None and service_key is None:
            return []
        return [
            port.StaffOption(id=str(staff.pk), name=staff.name)
            for staff in bookable_staff(service_id=service_key)
        ]

    def days(
        self,
        service_id: str,
        staff_id: str | None,
        *,
        after: date | None,
        limit: int,
        moving: str = "",
        along: port.Along = port.ALONE,
    ) -> Sequence[port.DayOption]:
        found = self._asked(service_id, staff_id, along, moving)
        if found is None:
            return []
        days = free_days(
            organization=self.organization,
            service=found.stretched,
            staff=found.staff,
            after=after,
            limit=limit,
            now=self.now,
            ignoring=read_uuid(moving),
        )
        return [port.DayOption(on=on, free=free) for on, free in days]

    def slots(
        self,
        service_id: str,
        staff_id: str | None,
        *,
        on: date,
        moving: str = "",
        along: port.Along = port.ALONE,
    ) -> Sequence[port.SlotOption]:
        found = self._asked(service_id, staff_id, along, moving)
        if found is None:
            return []
        starts = ranked_slots(
            organization=self.organization,
            service=found.stretched,
            staff=found.staff,
            on=on,
            now=self.now,
            ignoring=read_uuid(moving),
        )
        return [self._slot(start, found.staff) for start in starts]

    def hold(
        self,
        service_id: str,
        staff_id: str | None,
        starts_at: datetime,
        along: port.Along = port.ALONE,
    ) -> port.Held | port.Taken | port.NotFound:
        found = self._asked(service_id, staff_id, along)
        if found is None:
            return port.NotFound()
        try:
            held = hold_slot(
                organization=self.organization,
                customer=self.customer,
                service=found.service,
                staff=found.staff,
                starts_at=starts_at,
                now=self.now,
                dependant=found.dependant,
                add_ons=found.add_ons,
            )
        except SlotTaken:
            return self._taken(found, starts_at)
        return port.Held(str(held.pk), str(held.staff_id), held.staff.name)

    def release(self, hold_id: str) -> None:
        key = read_uuid(hold_id)
        if key is not None:
            release_hold(hold_id=key, customer=self.customer)

    def book(self, hold_id: str) -> port.Booked | port.HoldGone:
        key = read_uuid(hold_id)
        if key is None:
            return port.HoldGone()
        try:
            booked = confirm_hold(hold_id=key, customer=self.customer, now=self.now)
        except SlotTaken:
            return port.HoldGone()
        return port.Booked(self._view(booked))

    def my_appointments(self) -> Sequence[port.AppointmentView]:
        visits = list(upcoming_appointments(self.customer, self.now))
        attach_add_ons(visits)
        return [self._view(visit) for visit in visits]

    def cancel(self, appointment_id: str) -> port.Cancelled | port.TooLate | port.NotFound:
        visit = self._visit(appointment_id)
        if visit is None:
            return port.NotFound()
        try:
            cancelled = cancel_appointment(
                appointment=visit, by=CancelledBy.CUSTOMER, actor=None, now=self.now
            )
        except CutoffPassed:
            return port.TooLate(self._cutoff(visit))
        except TransitionRefused:
            return port.NotFound()
        return port.Cancelled(self._view(cancelled))

    def reschedule(
        self, appointment_id: str, staff_id: str | None, starts_at: datetime
    ) -> port.Booked | port.Taken | port.TooLate | port.NotFound:
        visit = self._visit(appointment_id)
        if visit is None:
            return port.NotFound()
        found = self._asked(str(visit.service_id), staff_id, port.ALONE, appointment_id)
        if found is None:
            return port.NotFound()
        try:
            moved = reschedule_for_customer(
                appointment=visit, staff=found.staff, starts_at=starts_at, now=self.now
            )
        except SlotTaken:
            return self._taken(found, starts_at, moving=visit.pk)
        except CutoffPassed:
            return port.TooLate(self._cutoff(visit))
        except TransitionRefused:
            return port.NotFound()
        return port.Booked(self._view(moved))

    def confirm_attendance(self, appointment_id: str) -> port.AttendanceConfirmed | port.NotFound:
        visit = self._visit(appointment_id)
        if visit is None or visit.starts_at <= self.now:
            return port.NotFound()
        try:
            return port.AttendanceConfirmed(
                self._view(confirm_attendance(appointment=visit, now=self.now))
            )
        except TransitionRefused:
            return port.NotFound()

    def customer_name(self) -> str:
        return self.customer.name

    def set_customer_name(self, name: str) -> None:
        rename_customer(customer=self.customer, name=name)

    def set_locale(self, locale: str) -> None:
        set_customer_locale(customer=self.customer, locale=locale)

    def opt_out(self) -> None:
        self._consent(ConsentStatus.REVOKED)

    def opt_in(self) -> None:
        self._consent(ConsentStatus.GRANTED)

    def _consent(self, status: ConsentStatus) -> None:
        record_consent(
            customer=self.customer,
            purpose=ConsentPurpose.MARKETING,
            status=status,
            source="whatsapp_conversation",
            evidence=self.conversation.last_message_text,
            occurred_at=self.now,
        )

    def _asked(
        self, service_id: str, staff_id: str | None, along: port.Along, moving: str = ""
    ) -> Asked | None:
        visit = self._visit(moving) if moving else None
        return find_asked(self.customer, service_id, staff_id, along, moving=visit)

    def _visit(self, appointment_id: str) -> Appointment | None:
        key = read_uuid(appointment_id)
        if key is None:
            return None
        visit: Appointment | None = (
            Appointment.objects.filter(pk=key, customer=self.customer, status__in=UPCOMING)
            .select_related("service", "dependant", "staff__location", "organization")
            .first()
        )
        return visit

    def _taken(self, asked: Asked, starts_at: datetime, moving: UUID | None = None) -> port.Taken:
        near = nearest_slots(
            organization=self.organization,
            service=asked.stretched,
            staff=asked.staff,
            wanted=starts_at,
            limit=ALTERNATIVES,
            now=self.now,
            ignoring=moving,
        )
        return port.Taken(tuple(self._slot(start, asked.staff) for start in near))

    def _cutoff(self, visit: Appointment) -> datetime:
        if self._policy is None:
            self._policy = policy_of(self.organization)
        return customer_cutoff(visit, self._policy)

    def _slot(self, starts_at: datetime, staff: Staff | None) -> port.SlotOption:
        if staff is None:
            return port.SlotOption(starts_at)
        return port.SlotOption(starts_at, str(staff.pk), staff.name)

    def _view(self, visit: Appointment) -> port.AppointmentView:
        return port.AppointmentView(
            id=str(visit.pk),
            service_id=str(visit.service_id),
            service_name=visit.service.name,
            staff_id=str(visit.staff_id),
            staff_name=visit.staff.name,
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            price=visit.price,
            is_confirmed=visit.customer_confirmed_at is not None,
            is_pending=visit.status == "REQUESTED",
            place=place_of(visit.staff),
            changeable_until=self._cutoff(visit),
            dependant_name=visit.dependant.name if visit.dependant else "",
            add_ons=tuple(one.add_on.name for one in visit.add_ons.all()),
        )


def _dependant(one: Dependant) -> port.DependantOption:
    return port.DependantOption(str(one.pk), one.name, one.size)
