"""Addresses of the price list."""

from django.urls import URLPattern, path

from scheduling.views.add_ons import (
    add_on_archive,
    add_on_create,
    add_on_list,
    add_on_order,
    add_on_restore,
    add_on_step,
    add_on_update,
)
from scheduling.views.categories import (
    category_create,
    category_list,
    category_order,
    category_removal,
    category_restoration,
    category_step,
    category_update,
)
from scheduling.views.service_order import service_order, service_step
from scheduling.views.service_photo import service_photo, service_photo_removal
from scheduling.views.services import (
    service_archive,
    service_create,
    service_list,
    service_restore,
    service_update,
)

SERVICES = "o/<slug:slug>/services/"
SERVICE = f"{SERVICES}<uuid:service_id>/"
CATEGORIES = "o/<slug:slug>/categories/"
ADD_ONS = "o/<slug:slug>/add-ons/"
ADD_ON = f"{ADD_ONS}<uuid:add_on_id>/"
CATEGORY = f"{CATEGORIES}<uuid:category_id>/"

service_urls: list[URLPattern] = [
    path(SERVICES, service_list, name="service_list"),
    path(f"{SERVICES}new/", service_create, name="service_create"),
    path(f"{SERVICES}order/", service_order, name="service_order"),
    path(SERVICE, service_update, name="service_update"),
    path(f"{SERVICE}step/", service_step, name="service_step"),
    path(f"{SERVICE}photo/", service_photo, name="service_photo"),
    path(f"{SERVICE}photo/removal/", service_photo_removal, name="service_photo_removal"),
    path(f"{SERVICE}archive/", service_archive, name="service_archive"),
    path(f"{SERVICE}restore/", service_restore, name="service_restore"),
]
category_urls: list[URLPattern] = [
    path(CATEGORIES, category_list, name="category_list"),
    path(f"{CATEGORIES}new/", category_create, name="category_create"),
    path(f"{CATEGORIES}order/", category_order, name="category_order"),
    path(CATEGORY, category_update, name="category_update"),
    path(f"{CATEGORY}step/", category_step, name="category_step"),
    path(f"{CATEGORY}removal/", category_removal, name="category_removal"),
    path(f"{CATEGORY}restoration/", category_restoration, name="category_restoration"),
]
add_on_urls: list[URLPattern] = [
    path(ADD_ONS, add_on_list, name="add_on_list"),
    path(f"{ADD_ONS}new/", add_on_create, name="add_on_create"),
    path(f"{ADD_ONS}order/", add_on_order, name="add_on_order"),
    path(ADD_ON, add_on_update, name="add_on_update"),
    path(f"{ADD_ON}step/", add_on_step, name="add_on_step"),
    path(f"{ADD_ON}archive/", add_on_archive, name="add_on_archive"),
    path(f"{ADD_ON}restore/", add_on_restore, name="add_on_restore"),
]
catalog_urls: list[URLPattern] = [*service_urls, *category_urls, *add_on_urls]
