"""Addresses of the team."""

from django.urls import URLPattern, path

from scheduling.views.sharing import staff_sharing
from scheduling.views.skills import staff_order, staff_skills, staff_step
from scheduling.views.staff import (
    staff_archive,
    staff_create,
    staff_list,
    staff_restore,
    staff_update,
)
from scheduling.views.staff_hours import (
    exception_removal,
    staff_exceptions,
    staff_hours,
    staff_week,
)
from scheduling.views.staff_photo import staff_photo, staff_photo_removal

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
STAFF = f"{O}staff/<uuid:staff_id>/"

staff_urls: list[URLPattern] = [
    path(f"{O}staff/", staff_list, name="staff_list"),
    path(f"{O}staff/new/", staff_create, name="staff_create"),
    path(f"{O}staff/order/", staff_order, name="staff_order"),
    path(f"{O}staff/skills/", staff_skills, name="staff_skills"),
    path(f"{STAFF}step/", staff_step, name="staff_step"),
    path(STAFF, staff_update, name="staff_update"),
    path(f"{STAFF}archive/", staff_archive, name="staff_archive"),
    path(f"{STAFF}restore/", staff_restore, name="staff_restore"),
    path(f"{STAFF}photo/", staff_photo, name="staff_photo"),
    path(f"{STAFF}photo/removal/", staff_photo_removal, name="staff_photo_removal"),
    path(f"{STAFF}hours/", staff_hours, name="staff_hours"),
    path(f"{STAFF}sharing/", staff_sharing, name="staff_sharing"),
    path(f"{STAFF}week/", staff_week, name="staff_week"),
    path(f"{STAFF}exceptions/", staff_exceptions, name="staff_exceptions"),
    path(
        f"{STAFF}exceptions/<uuid:exception_id>/removal/",
        exception_removal,
        name="exception_removal",
    ),
]
