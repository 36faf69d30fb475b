"""News of the agenda.

One act may change several appointments (a visit of three services, a series): each has its
event, and `speaks_for` says for how many of them it stands towards the customer; 0 where
another event of the same act speaks.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked(Event):
    appointment_id: UUID
    customer_id: UUID
    source: str
    speaks_for: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRescheduled(Event):
    appointment_id: UUID
    customer_id: UUID
    previous_starts_at: datetime
    by: str
    speaks_for: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled(Event):
    appointment_id: UUID
    customer_id: UUID
    by: str
    speaks_for: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentStatusChanged(Event):
    appointment_id: UUID
    previous: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRequested(Event):
    """A reminder is due and still fits: whoever can reach the customer sends it."""

    reminder_id: UUID
    appointment_id: UUID
    customer_id: UUID
