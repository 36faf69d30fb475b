"""Addresses of this app."""

from django.urls import URLPattern, path

from scheduling.catalog_urls import catalog_urls
from scheduling.conflict_urls import conflict_urls
from scheduling.customer_urls import customer_urls
from scheduling.house_urls import house_urls
from scheduling.onboarding_urls import onboarding_urls
from scheduling.resource_urls import resource_urls
from scheduling.staff_urls import staff_urls
from scheduling.views.agenda import agenda, agenda_feed
from scheduling.views.agenda_print import agenda_print
from scheduling.views.agenda_week_print import agenda_week_print
from scheduling.views.appointments import (
    appointment_cancellation,
    appointment_detail,
    appointment_notes,
    appointment_status,
)
from scheduling.views.booking import appointment_new, appointment_options
from scheduling.views.customers_lookup import customers_lookup
from scheduling.views.moves import appointment_time
from scheduling.views.rules import settings_rules
from scheduling.views.time_off import time_off_detail, time_off_new, time_off_removal
from scheduling.views.time_off_moves import time_off_time
from scheduling.visit_urls import visit_urls
from scheduling.waitlist_urls import waitlist_urls

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
VISIT = f"{O}appointments/<uuid:appointment_id>/"
TIME_OFF = f"{O}time-off/<uuid:time_off_id>/"

agenda_urls: list[URLPattern] = [
    path(f"{O}agenda/", agenda, name="agenda"),
    path(f"{O}agenda/events/", agenda_feed, name="agenda_events"),
    path(f"{O}agenda/print/", agenda_print, name="agenda_print"),
    path(f"{O}agenda/print/week/", agenda_week_print, name="agenda_week_print"),
]
appointment_urls: list[URLPattern] = [
    path(f"{O}appointments/new/", appointment_new, name="appointment_new"),
    path(f"{O}appointments/options/", appointment_options, name="appointment_options"),
    path(f"{O}appointments/customers/", customers_lookup, name="customers_lookup"),
    path(VISIT, appointment_detail, name="appointment_detail"),
    path(f"{VISIT}time/", appointment_time, name="appointment_time"),
    path(f"{VISIT}status/", appointment_status, name="appointment_status"),
    path(f"{VISIT}cancellation/", appointment_cancellation, name="appointment_cancellation"),
    path(f"{VISIT}notes/", appointment_notes, name="appointment_notes"),
]
time_off_urls: list[URLPattern] = [
    path(f"{O}time-off/new/", time_off_new, name="time_off_new"),
    path(TIME_OFF, time_off_detail, name="time_off_detail"),
    path(f"{TIME_OFF}time/", time_off_time, name="time_off_time"),
    path(f"{TIME_OFF}removal/", time_off_removal, name="time_off_removal"),
]

settings_urls: list[URLPattern] = [
    path(f"{O}settings/rules/", settings_rules, name="settings_rules"),
]

urlpatterns = [
    *settings_urls,
    *onboarding_urls,
    *agenda_urls,
    *appointment_urls,
    *time_off_urls,
    *customer_urls,
    *catalog_urls,
    *staff_urls,
    *conflict_urls,
    *house_urls,
    *visit_urls,
    *resource_urls,
    *waitlist_urls,
]
