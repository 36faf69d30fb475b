"""Booking a repetition, once its dates have been looked at."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from accounts.phone_numbers import PhoneNumberInvalid
from accounts.services.customers import CustomerExists
from config.lib.ids import new_id
from scheduling.forms.booking import BookingChoices, BookingForm
from scheduling.forms.dependant_pick import fit_wanted
from scheduling.forms.extra_services import bound_extras, wanted_services
from scheduling.forms.fields import ClockField, moment_of
from scheduling.models import AppointmentSeries, VisitSeries
from scheduling.selectors.chains import WantedService
from scheduling.selectors.series import Problem, SeriesDate, series_of_key
from scheduling.selectors.visit_series import visit_series_of_key
from scheduling.services.booking import AddOnUnfit, DependantUnfit, StaffCannot, TimeInvalid
from scheduling.services.brought import Brought
from scheduling.services.series import DatesTaken, SeriesInvalid, book_series
from scheduling.services.visit_series import book_visit_series
from scheduling.views.answers import local_day, settled
from scheduling.views.booking_options import bookable_people, services_of
from scheduling.views.booking_screens import blame, booking_screen, dates_of, series_preview

_DATE = re.compile(r"date_[0-9]{1,4}")
BLAMED = (
    *(StaffCannot, AddOnUnfit, DependantUnfit, TimeInvalid),
    *(CustomerExists, PhoneNumberInvalid),
)


@require_POST
@in_organization(VIEW_AGENDA)
def series_new(request: TenantRequest) -> HttpResponse:
    """Book the dates that fit and those that were changed; `back` returns to the form."""
    people = bookable_people(request)
    offered = {"services": services_of(people), "staff": people}
    extras = bound_extras(request.POST, **offered)
    form = BookingForm(request.POST, is_visit=bool(extras), **offered)
    choices = BookingChoices(request.POST, staff=people)
    is_valid = all([form.is_valid(), *(row.is_valid() for row in extras)])
    if not is_valid or not form.cleaned_data["repeat"]:
        return booking_screen(request, form, choices, extras=extras, status=422)
    wanted, brought = fit_wanted(request.POST, form, wanted_services(request.POST, form, extras))
    if form.errors or "back" in request.POST:
        status = 422 if form.errors else 200
        return booking_screen(request, form, choices, extras=extras, status=status)
    sent_before = (visit_series_of_key if extras else series_of_key)(form.cleaned_data["key"])
    if sent_before is not None:
        return _booked(request, sent_before)
    answers = _answers(request.POST)
    dates = dates_of(request, form, wanted)
    lost = [one.starts_at for one in dates if one.problem and one.ordinal not in answers]
    if lost:
        return series_preview(request, form, wanted, choices=answers, lost=lost)
    chosen = _chosen(dates, answers)
    try:
        series = _book(request, form, wanted, chosen, brought)
    except DatesTaken as error:
        return series_preview(request, form, wanted, choices=answers, lost=error.dates)
    except SeriesInvalid:
        return series_preview(request, form, wanted, choices=answers, status=422)
    except BLAMED as error:
        blame(form, extras, error)
        found = [error.customer] if isinstance(error, CustomerExists) else None
        return booking_screen(request, form, choices, extras=extras, found=found, status=422)
    return _booked(request, series)


def _book(
    request: TenantRequest,
    form: BookingForm,
    wanted: list[WantedService],
    chosen: Mapping[int, datetime],
    brought: Brought | None,
) -> AppointmentSeries | VisitSeries:
    given = form.cleaned_data
    agreed: dict[str, Any] = {
        "organization": request.organization,
        "key": given["key"] or new_id(),
        "customer": form.who,
        "pattern": form.pattern,
        "chosen": chosen,
        "every_weeks": given["repeat"],
        "actor": request.user,
        "now": timezone.now(),
        "notes": given["notes"],
        "brought": brought,
    }
    if len(wanted) > 1:
        people = list(bookable_people(request))
        return book_visit_series(wanted=wanted, people=people, **agreed)
    return book_series(
        service=given["service"],
        staff=given["staff"],
        duration_minutes=given["duration"],
        add_ons=wanted[0].add_ons,
        **agreed,
    )


def _answers(data: QueryDict) -> dict[int, str]:
    """What was decided about the dates that don't fit, by ordinal."""
    return {
        int(name.removeprefix("date_")): str(data[name]) for name in data if _DATE.fullmatch(name)
    }


def _chosen(dates: list[SeriesDate], answers: Mapping[int, str]) -> dict[int, datetime]:
    """When each date is booked; skipped ones are missing."""
    chosen = {}
    for one in dates:
        answer = answers.get(one.ordinal, "")
        if one.problem is None or (answer == "keep" and one.problem == Problem.CLOSED):
            chosen[one.ordinal] = one.starts_at
        elif wall := _wall(answer):
            chosen[one.ordinal] = moment_of(local_day(one.starts_at), wall)
    return chosen


def _wall(answer: str) -> time | None:
    """The other hour that was chosen; None for "skip" and anything that is no hour."""
    try:
        wall: time = ClockField().clean(answer)
    except ValidationError:
        return None
    return wall


def _booked(request: TenantRequest, series: AppointmentSeries | VisitSeries) -> HttpResponse:
    dates = series.visits if isinstance(series, VisitSeries) else series.appointments
    total = dates.count()
    text = ngettext(
        "%(customer)s: %(total)d data marcada.", "%(customer)s: %(total)d datas marcadas.", total
    ) % {"customer": series.customer.display_name, "total": total}
    return settled(request, text, day=local_day(series.starts_at))
