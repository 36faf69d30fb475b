"""Addresses of what concerns the whole house."""

from django.urls import URLPattern, path

from scheduling.views.house import (
    house_closing_add,
    house_date_add,
    house_date_removal,
    house_holiday,
    house_holiday_rules,
    house_hours,
)

HOUSE = "o/<slug:slug>/staff/house/"

house_urls: list[URLPattern] = [
    path(HOUSE, house_hours, name="house_hours"),
    path(f"{HOUSE}dates/", house_date_add, name="house_date_add"),
    path(
        f"{HOUSE}dates/<uuid:house_date_id>/removal/", house_date_removal, name="house_date_removal"
    ),
    path(f"{HOUSE}closings/", house_closing_add, name="house_closing_add"),
    path(f"{HOUSE}holidays/", house_holiday, name="house_holiday"),
    path(f"{HOUSE}rules/", house_holiday_rules, name="house_holiday_rules"),
]
