from scheduling.models.add_on import AppointmentAddOn
from scheduling.models.appointment import Appointment
from scheduling.models.closure import Holiday, ShiftException, TimeOff
from scheduling.models.conflict import Conflict, ConflictSet
from scheduling.models.policy import BookingPolicy
from scheduling.models.reminder import Reminder, ReminderRule
from scheduling.models.resource import (
    Resource,
    ResourceType,
    ResourceUse,
    ServiceResource,
)
from scheduling.models.series import AppointmentSeries, VisitSeries
from scheduling.models.shift import Shift, ShiftBreak
from scheduling.models.staff import Staff, StaffPermission, StaffService
from scheduling.models.vacancy import Vacancy
from scheduling.models.visit import Visit
from scheduling.models.waitlist import WaitlistEntry

__all__ = [
    "Appointment",
    "AppointmentAddOn",
    "AppointmentSeries",
    "BookingPolicy",
    "Conflict",
    "ConflictSet",
    "Holiday",
    "Reminder",
    "ReminderRule",
    "Resource",
    "ResourceType",
    "ResourceUse",
    "ServiceResource",
    "Shift",
    "ShiftBreak",
    "ShiftException",
    "Staff",
    "StaffPermission",
    "StaffService",
    "TimeOff",
    "Vacancy",
    "Visit",
    "VisitSeries",
    "WaitlistEntry",
]
