"""Addresses of bringing customers in and taking them out."""

from django.urls import URLPattern, path

from accounts.views.customer_export import customer_export
from accounts.views.customer_imports import (
    customer_import,
    customer_import_columns,
    customer_import_detail,
    customer_import_errors,
    customer_import_removal,
    customer_import_run,
    customer_import_undo,
)

IMPORTS = "o/<slug:slug>/customers/import/"
ONE = f"{IMPORTS}<uuid:import_id>/"

import_urls: list[URLPattern] = [
    path("o/<slug:slug>/customers/export/", customer_export, name="customer_export"),
    path(IMPORTS, customer_import, name="customer_import"),
    path(ONE, customer_import_detail, name="customer_import_detail"),
    path(f"{ONE}columns/", customer_import_columns, name="customer_import_columns"),
    path(f"{ONE}run/", customer_import_run, name="customer_import_run"),
    path(f"{ONE}undo/", customer_import_undo, name="customer_import_undo"),
    path(f"{ONE}removal/", customer_import_removal, name="customer_import_removal"),
    path(f"{ONE}errors/", customer_import_errors, name="customer_import_errors"),
]
