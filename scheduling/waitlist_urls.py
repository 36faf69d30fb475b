"""Addresses of the waiting list."""

from django.urls import URLPattern, path

from scheduling.views.vacancies import vacancy_list, vacancy_settlement
from scheduling.views.waitlist import (
    waitlist,
    waitlist_badge,
    waitlist_closure,
    waitlist_entry,
    waitlist_new,
    waitlist_options,
    waitlist_reopening,
)
from scheduling.views.waitlist_matches import waitlist_appointment, waitlist_matches

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
ENTRY = f"{O}waitlist/<uuid:entry_id>/"

waitlist_urls: list[URLPattern] = [
    path(f"{O}waitlist/", waitlist, name="waitlist"),
    path(f"{O}waitlist/button/", waitlist_badge, name="waitlist_badge"),
    path(f"{O}waitlist/new/", waitlist_new, name="waitlist_new"),
    path(f"{O}waitlist/options/", waitlist_options, name="waitlist_options"),
    path(f"{O}waitlist/matches/", waitlist_matches, name="waitlist_matches"),
    path(f"{O}waitlist/vacancies/", vacancy_list, name="vacancy_list"),
    path(
        f"{O}waitlist/vacancies/<uuid:vacancy_id>/settlement/",
        vacancy_settlement,
        name="vacancy_settlement",
    ),
    path(ENTRY, waitlist_entry, name="waitlist_entry"),
    path(f"{ENTRY}closure/", waitlist_closure, name="waitlist_closure"),
    path(f"{ENTRY}reopening/", waitlist_reopening, name="waitlist_reopening"),
    path(f"{ENTRY}appointment/", waitlist_appointment, name="waitlist_appointment"),
]
