"""Addresses of visits of several services and of series."""

from django.urls import URLPattern, path

from scheduling.views.series import series_new
from scheduling.views.visit_moves import visit_time, visit_time_options
from scheduling.views.visits import visit_status

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
VISIT = f"{O}visits/<uuid:visit_id>/"

visit_urls: list[URLPattern] = [
    path(f"{O}appointments/series/", series_new, name="series_new"),
    path(f"{VISIT}status/", visit_status, name="visit_status"),
    path(f"{VISIT}time/", visit_time, name="visit_time"),
    path(f"{VISIT}time/options/", visit_time_options, name="visit_time_options"),
]
