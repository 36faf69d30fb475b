"""Addresses of the organization's places."""

from django.urls import URLPattern, path

from accounts.views.locations import (
    location_archive,
    location_create,
    location_list,
    location_order,
    location_restore,
    location_update,
)

LOCATIONS = "o/<slug:slug>/staff/locations/"
LOCATION = f"{LOCATIONS}<uuid:location_id>/"

location_urls: list[URLPattern] = [
    path(LOCATIONS, location_list, name="location_list"),
    path(f"{LOCATIONS}new/", location_create, name="location_create"),
    path(f"{LOCATIONS}order/", location_order, name="location_order"),
    path(LOCATION, location_update, name="location_update"),
    path(f"{LOCATION}archive/", location_archive, name="location_archive"),
    path(f"{LOCATION}restore/", location_restore, name="location_restore"),
]
