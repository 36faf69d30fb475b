"""Booking by hand."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from accounts.phone_numbers import PhoneNumberInvalid
from accounts.services.customers import CustomerExists
from config.lib.ids import new_id
from scheduling.forms.booking import BookingChoices, BookingForm
from scheduling.forms.customer_pick import find_customer
from scheduling.forms.dependant_pick import fit_wanted
from scheduling.forms.extra_services import ExtraServiceForm, bound_extras, wanted_services
from scheduling.models import Appointment
from scheduling.selectors.chains import ChainTime, WantedService, nearest_chains
from scheduling.selectors.free_times import FreeTime, nearest_times
from scheduling.services.booking import (
    AddOnUnfit,
    DependantUnfit,
    SlotTaken,
    StaffCannot,
    TimeInvalid,
)
from scheduling.services.brought import Brought
from scheduling.services.desk import book_at_desk
from scheduling.services.visits import NobodyFree, PartTaken, book_visit
from scheduling.services.waitlist import settle_waitlist_entry
from scheduling.views.answers import local_day, reason_of, settled, words_of
from scheduling.views.booking_options import (
    bookable_people,
    initial_of,
    options_context,
    services_of,
)
from scheduling.views.booking_screens import blame, booking_screen, series_preview

REFUSED = (
    *(SlotTaken, StaffCannot, TimeInvalid, AddOnUnfit, DependantUnfit),
    *(CustomerExists, PhoneNumberInvalid),
)


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def appointment_new(request: TenantRequest) -> HttpResponse:
    """The form, prefilled by the query string; a POST books one service or several."""
    people = bookable_people(request)
    if request.method == "GET":
        return _empty(request, people)
    offered = {"services": services_of(people), "staff": people}
    extras = bound_extras(request.POST, **offered)
    form = BookingForm(request.POST, is_visit=bool(extras), **offered)
    choices = BookingChoices(request.POST, staff=people)
    if not all([form.is_valid(), *(row.is_valid() for row in extras)]):
        return booking_screen(request, form, choices, extras=extras, status=422)
    wanted, brought = fit_wanted(request.POST, form, wanted_services(request.POST, form, extras))
    if form.errors:
        return booking_screen(request, form, choices, extras=extras, status=422)
    if form.cleaned_data["repeat"]:
        return series_preview(request, form, wanted)
    book = _book_visit if extras else _book
    try:
        visit = book(request, form, wanted, brought)
    except REFUSED as error:
        return _refused(request, form, choices, extras, wanted=wanted, error=error)
    settle_waitlist_entry(
        entry_id=form.cleaned_data["entry"], appointment=visit, actor=request.user
    )
    return _booked(request, visit)


@require_GET
@in_organization(VIEW_AGENDA)
def appointment_options(request: TenantRequest) -> HttpResponse:
    """What fits to the choices made so far: people, services and free times."""
    people = bookable_people(request)
    choices = BookingChoices(request.GET, staff=people)
    form = BookingForm(initial=initial_of(choices), services=services_of(people), staff=people)
    context = options_context(request, form, choices)
    return render(request, "scheduling/_booking_options.html", context)


def _empty(request: TenantRequest, people: Any) -> HttpResponse:
    choices = BookingChoices(request.GET, staff=people)
    customer = find_customer(request.GET.get("customer"))
    initial = _only_one(people) | initial_of(choices) | {"key": new_id()}
    if customer:
        initial["customer"] = str(customer.pk)
    initial["entry"] = request.GET.get("entry", "")
    form = BookingForm(initial=initial, services=services_of(people), staff=people)
    return booking_screen(request, form, choices)


def _only_one(people: Any) -> dict[str, Any]:
    """Who may change one agenda alone books in it."""
    found = list(people[:2])
    return {"staff": found[0]} if len(found) == 1 else {}


def _book(
    request: TenantRequest,
    form: BookingForm,
    wanted: list[WantedService],
    brought: Brought | None,
) -> Appointment:
    return book_at_desk(
        organization=request.organization,
        customer=form.who,
        service=form.cleaned_data["service"],
        staff=form.cleaned_data["staff"],
        starts_at=form.starts_at,
        actor=request.user,
        now=timezone.now(),
        duration_minutes=form.cleaned_data["duration"],
        notes=form.cleaned_data["notes"],
        add_ons=wanted[0].add_ons,
        brought=brought,
    )


def _book_visit(
    request: TenantRequest,
    form: BookingForm,
    wanted: list[WantedService],
    brought: Brought | None,
) -> Appointment:
    """The first part of the new visit."""
    visit = book_visit(
        organization=request.organization,
        key=form.cleaned_data["key"] or new_id(),
        customer=form.who,
        wanted=wanted,
        people=list(bookable_people(request)),
        starts_at=form.starts_at,
        actor=request.user,
        now=timezone.now(),
        notes=form.cleaned_data["notes"],
        brought=brought,
    )
    first: Appointment = visit.parts.select_related("customer", "staff").earliest("starts_at")
    return first


def _refused(
    request: TenantRequest,
    form: BookingForm,
    choices: BookingChoices,
    extras: list[ExtraServiceForm],
    *,
    wanted: list[WantedService],
    error: Exception,
) -> HttpResponse:
    if isinstance(error, SlotTaken):
        return booking_screen(
            request,
            form,
            choices,
            extras=extras,
            reason=_reason(request, form, error),
            alternatives=_alternatives(request, form, wanted),
            status=409,
        )
    found = [error.customer] if isinstance(error, CustomerExists) else None
    blame(form, extras, error)
    return booking_screen(request, form, choices, extras=extras, found=found, status=422)


def _reason(request: TenantRequest, form: BookingForm, error: SlotTaken) -> str:
    if isinstance(error, NobodyFree):
        return _("Não há quem faça todos os serviços em %(day)s às %(time)s.") % words_of(
            request, form.starts_at
        )
    if isinstance(error, PartTaken):
        staff, service, at = error.part.staff, error.part.service, error.part.starts_at
    else:
        staff, service = form.cleaned_data["staff"], form.cleaned_data["service"]
        at = form.starts_at
    return reason_of(request, error, staff=staff, service=service.name, wanted=at)


def _alternatives(
    request: TenantRequest, form: BookingForm, wanted: list[WantedService]
) -> list[FreeTime] | list[ChainTime]:
    if len(wanted) > 1:
        return nearest_chains(
            organization=request.organization,
            wanted=wanted,
            people=list(bookable_people(request)),
            at=form.starts_at,
            now=timezone.now(),
        )
    return nearest_times(
        organization=request.organization,
        service=form.cleaned_data["service"],
        staff=[form.cleaned_data["staff"]],
        wanted=form.starts_at,
        now=timezone.now(),
        minutes=wanted[0].minutes or wanted[0].own_minutes,
    )


def _booked(request: TenantRequest, visit: Appointment) -> HttpResponse:
    text = _("%(customer)s: %(day)s às %(time)s com %(staff)s.") % {
        "customer": visit.customer.display_name,
        "staff": visit.staff.name,
        **words_of(request, visit.starts_at),
    }
    return settled(request, text, day=local_day(visit.starts_at))
