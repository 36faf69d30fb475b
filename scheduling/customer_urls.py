"""Addresses of the customers."""

from django.urls import URLPattern, path

from scheduling.views.customers import (
    customer_block,
    customer_create,
    customer_detail,
    customer_list,
    customer_unblock,
    customer_update,
)

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
CUSTOMER = f"{O}customers/<uuid:customer_id>/"

customer_urls: list[URLPattern] = [
    path(f"{O}customers/", customer_list, name="customer_list"),
    path(f"{O}customers/new/", customer_create, name="customer_create"),
    path(CUSTOMER, customer_detail, name="customer_detail"),
    path(f"{CUSTOMER}edit/", customer_update, name="customer_update"),
    path(f"{CUSTOMER}block/", customer_block, name="customer_block"),
    path(f"{CUSTOMER}unblock/", customer_unblock, name="customer_unblock"),
]
