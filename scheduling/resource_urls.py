"""Addresses of rooms and equipment."""

from django.urls import URLPattern, path

from scheduling.views.resources import (
    resource_type_archive,
    resource_type_create,
    resource_type_list,
    resource_type_restore,
    resource_type_update,
)

O = "o/<slug:slug>/resources/"  # noqa: E741 - every address of an organization begins so
TYPE = f"{O}<uuid:resource_type_id>/"

resource_urls: list[URLPattern] = [
    path(O, resource_type_list, name="resource_type_list"),
    path(f"{O}new/", resource_type_create, name="resource_type_create"),
    path(TYPE, resource_type_update, name="resource_type_update"),
    path(f"{TYPE}archive/", resource_type_archive, name="resource_type_archive"),
    path(f"{TYPE}restore/", resource_type_restore, name="resource_type_restore"),
]
