"""Booking by hand."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.models import Customer
from accounts.permissions import VIEW_AGENDA
from accounts.phone_numbers import PhoneNumberInvalid
from accounts.services.customers import CustomerExists
from catalog.models import Service
from scheduling.forms.booking import BookingChoices, BookingForm, find_customer
from scheduling.models import Appointment, Staff
from scheduling.permissions import changeable_agendas
from scheduling.selectors.free_times import FreeTime, free_times, nearest_times
from scheduling.selectors.staff import active_staff
from scheduling.services.booking import SlotTaken, StaffCannot, TimeInvalid
from scheduling.services.desk import book_at_desk
from scheduling.views.answers import local_day, reason_of, render_panel, settled, words_of
from scheduling.views.customers_lookup import customer_choices


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def appointment_new(request: TenantRequest) -> HttpResponse:
    """The form, prefilled by the query string; a POST books."""
    people = _people(request)
    if request.method == "GET":
        choices = BookingChoices(request.GET, staff=people)
        customer = find_customer(request.GET.get("customer"))
        initial = (
            _only_one(people)
            | _initial(choices)
            | ({"customer": str(customer.pk)} if customer else {})
        )
        form = BookingForm(initial=initial, services=_services(people), staff=people)
        return _form(request, form, choices)
    form = BookingForm(request.POST, services=_services(people), staff=people)
    choices = BookingChoices(request.POST, staff=people)
    if not form.is_valid():
        return _form(request, form, choices, status=422)
    try:
        visit = book_at_desk(
            organization=request.organization,
            customer=form.who,
            service=form.cleaned_data["service"],
            staff=form.cleaned_data["staff"],
            starts_at=form.starts_at,
            actor=request.user,
            now=timezone.now(),
            duration_minutes=form.cleaned_data["duration"],
            notes=form.cleaned_data["notes"],
        )
    except (SlotTaken, StaffCannot, TimeInvalid, CustomerExists, PhoneNumberInvalid) as error:
        return _refused(request, form, choices, error)
    return _booked(request, visit)


@require_GET
@in_organization(VIEW_AGENDA)
def appointment_options(request: TenantRequest) -> HttpResponse:
    """What fits to the choices made so far: people, services and free times."""
    people = _people(request)
    choices = BookingChoices(request.GET, staff=people)
    form = BookingForm(initial=_initial(choices), services=_services(people), staff=people)
    context = _options(request, form, choices)
    return render(request, "scheduling/_booking_options.html", context)


def _people(request: TenantRequest) -> Any:
    """Those whose agenda this person may change; 403 when there is nobody."""
    mine = changeable_agendas(request.membership, active_staff())
    if not mine:
        raise PermissionDenied
    return active_staff().filter(pk__in=mine)


def _only_one(people: Any) -> dict[str, Any]:
    """Who may change one agenda alone books in it."""
    found = list(people[:2])
    return {"staff": found[0]} if len(found) == 1 else {}


def _services(people: Any) -> Any:
    return (
        Service.objects.filter(is_active=True, staff__in=people)
        .order_by("category__position", "category__name", "position", "name")
        .distinct()
    )


def _initial(choices: BookingChoices) -> dict[str, Any]:
    given = {name: value for name, value in choices.cleaned_data.items() if value is not None}
    return {"day": timezone.localdate(), **given}


def _options(request: TenantRequest, form: BookingForm, choices: BookingChoices) -> dict[str, Any]:
    """Narrow people by the service and services by the person; find the day's free times."""
    person, service = choices.person, choices.wanted
    services, staff = form.fields["service"], form.fields["staff"]
    people = staff.queryset  # type: ignore[attr-defined]
    if person is not None:
        services.queryset = services.queryset.filter(staff_services__staff=person)  # type: ignore[attr-defined]
    if service is not None:
        people = people.filter(staff_services__service=service)
        staff.queryset = people  # type: ignore[attr-defined]
        form.fields["duration"].widget.attrs["placeholder"] = service.duration_minutes
    free = _free(request, choices, people)
    chips = None if free is None else [_chip(request, choices, one) for one in free]
    return {"form": form, "chips": chips}


def _free(request: TenantRequest, choices: BookingChoices, people: Any) -> list[FreeTime] | None:
    """Each free time once, with the first person who has it; None while nothing is asked."""
    if choices.wanted is None:
        return None
    found = free_times(
        organization=request.organization,
        service=choices.wanted,
        staff=[choices.person] if choices.person else list(people),
        on=choices.cleaned_data.get("day") or timezone.localdate(),
        now=timezone.now(),
        minutes=choices.cleaned_data.get("duration"),
    )
    return list({free.starts_at: free for free in reversed(found)}.values())[::-1]


def _chip(request: TenantRequest, choices: BookingChoices, free: FreeTime) -> dict[str, Any]:
    """A free time as a button that fills the form in."""
    starts_at = timezone.localtime(free.starts_at)
    wall = starts_at.time().replace(second=0)
    query = {
        "service": choices.wanted.pk if choices.wanted else "",
        "staff": free.staff.pk,
        "day": starts_at.date().isoformat(),
        "time": f"{wall:%H:%M}",
        "duration": choices.cleaned_data.get("duration") or "",
    }
    url = reverse("appointment_options", args=[request.organization.slug])
    return {
        "starts_at": free.starts_at,
        "name": "" if choices.person else free.staff.name.split()[0],
        "is_chosen": wall == choices.cleaned_data.get("time"),
        "url": f"{url}?{urlencode(query)}",
    }


def _form(
    request: TenantRequest,
    form: BookingForm,
    choices: BookingChoices,
    *,
    reason: str = "",
    alternatives: list[FreeTime] | None = None,
    found: list[Customer] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_options(request, form, choices),
        "reason": reason,
        "alternatives": alternatives or [],
        "found": customer_choices(form.known_customers if found is None else found),
        "picked": str(form["customer"].value() or ""),
    }
    day = choices.cleaned_data.get("day")
    return render_panel(
        request, "scheduling/_booking_form.html", _("Agendar"), context, day=day, status=status
    )


def _refused(
    request: TenantRequest, form: BookingForm, choices: BookingChoices, error: Exception
) -> HttpResponse:
    service: Service = form.cleaned_data["service"]
    staff: Staff = form.cleaned_data["staff"]
    if isinstance(error, SlotTaken):
        alternatives = nearest_times(
            organization=request.organization,
            service=service,
            staff=[staff],
            wanted=form.starts_at,
            now=timezone.now(),
            minutes=form.cleaned_data["duration"],
        )
        reason = reason_of(request, error, staff=staff, service=service.name, wanted=form.starts_at)
        return _form(request, form, choices, reason=reason, alternatives=alternatives, status=409)
    found = None
    if isinstance(error, CustomerExists):
        found = [error.customer]
        text = _("Esse telefone já é de %(name)s: escolha acima ou corrija.")
        form.add_error("customer_phone", text % {"name": error.customer.display_name})
    elif isinstance(error, PhoneNumberInvalid):
        form.add_error("customer_phone", _("Confira o telefone: DDD e número."))
    elif isinstance(error, StaffCannot):
        text = _("%(staff)s não faz %(service)s.")
        form.add_error("staff", text % {"staff": staff.name, "service": service.name})
    else:
        form.add_error("duration", _("A duração vai de 5 minutos a 24 horas."))
    return _form(request, form, choices, found=found, status=422)


def _booked(request: TenantRequest, visit: Appointment) -> HttpResponse:
    text = _("%(customer)s: %(day)s às %(time)s com %(staff)s.") % {
        "customer": visit.customer.display_name,
        "staff": visit.staff.name,
        **words_of(request, visit.starts_at),
    }
    return settled(request, text, day=local_day(visit.starts_at))
