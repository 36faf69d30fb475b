"""The waiting list beside the agenda."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import Role
from accounts.models import Customer
from accounts.permissions import VIEW_AGENDA
from accounts.phone_numbers import PhoneNumberInvalid
from accounts.services.customers import CustomerExists
from config.lib.screens import add_changed, refuse
from scheduling.forms.booking import BookingChoices
from scheduling.forms.customer_pick import find_customer
from scheduling.forms.dependant_pick import DependantChoices
from scheduling.forms.waitlist import (
    ForWhom,
    WaitlistDetailsForm,
    WaitlistFilter,
    WaitlistForm,
    initial_of,
    place_of,
)
from scheduling.models import WaitlistEntry
from scheduling.permissions import changeable_agendas
from scheduling.selectors.staff import active_staff
from scheduling.selectors.waitlist import OPEN, get_waitlist_entry, waiting_count
from scheduling.selectors.waitlist import waitlist as listed
from scheduling.services.waitlist import (
    EntrySettled,
    add_to_waitlist,
    close_waitlist_entry,
    reopen_waitlist_entry,
    update_waitlist_entry,
)
from scheduling.views.answers import render_panel, settled
from scheduling.views.booking_options import bookable_people, services_of
from scheduling.views.customers_lookup import customer_choices

PAGE_SIZE = 25
USUAL_WAIT = timedelta(days=7)


@require_GET
@in_organization(VIEW_AGENDA)
def waitlist(request: TenantRequest) -> HttpResponse:
    """Who waits, longest first; filters in the URL."""
    chosen = WaitlistFilter(request.GET)
    rows = listed(status=chosen.state, search=chosen.search, only_of=waiting_scope(request))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page_obj": page,
        "today": timezone.localdate(),
        "can_change": bool(changeable_agendas(request.membership, active_staff())),
    }
    return render_panel(request, "scheduling/_waitlist.html", _("Lista de espera"), context)


@require_GET
@in_organization(VIEW_AGENDA)
def waitlist_badge(request: TenantRequest) -> HttpResponse:
    """The button in the agenda with how many wait."""
    return render(request, "scheduling/_waitlist_button.html", waiting_context(request))


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def waitlist_new(request: TenantRequest) -> HttpResponse:
    """Write somebody down."""
    people = bookable_people(request)
    offered = {"services": services_of(people), "staff": active_staff()}
    if request.method == "GET":
        along = _along(request.GET)
        return _form(request, WaitlistForm(initial=_given(request, people), **offered), along)
    form, along = WaitlistForm(request.POST, **offered), _along(request.POST)
    if not form.fit(along):
        return _form(request, form, along, status=422)
    try:
        entry = add_to_waitlist(
            organization=request.organization,
            customer=form.who,
            details=form.details,
            actor=request.user,
        )
    except CustomerExists as error:
        text = _("Esse telefone já é de %(name)s: escolha acima ou corrija.")
        form.add_error("customer_phone", text % {"name": error.customer.display_name})
        return _form(request, form, along, found=[error.customer], status=422)
    except PhoneNumberInvalid:
        form.add_error("customer_phone", _("Confira o telefone: DDD e número."))
        return _form(request, form, along, status=422)
    return _settled(request, _("%(name)s está na lista de espera."), entry.customer.display_name)


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def waitlist_entry(request: TenantRequest, entry_id: UUID) -> HttpResponse:
    """Change what somebody waits for."""
    entry = entry_to_change(request, entry_id)
    people = bookable_people(request)
    offered = {"services": services_of(people), "staff": active_staff()}
    if request.method == "GET":
        form = WaitlistDetailsForm(initial=initial_of(entry), **offered)
        return _form(request, form, _along(place_of(entry), entry.customer), entry=entry)
    form = WaitlistDetailsForm(request.POST, **offered)
    along = _along(request.POST, entry.customer)
    if not form.fit(along):
        return _form(request, form, along, entry=entry, status=422)
    try:
        update_waitlist_entry(entry=entry, details=form.details, actor=request.user)
    except EntrySettled:
        return refuse(_("Este pedido já foi encerrado."))
    return _settled(request, _("Pedido de %(name)s atualizado."), entry.customer.display_name)


@require_GET
@in_organization(VIEW_AGENDA)
def waitlist_options(request: TenantRequest) -> HttpResponse:
    """For whom it may be, by the service and the customer that are chosen so far."""
    bookable_people(request)
    context = {"along": _along(request.GET)}
    return render(request, "scheduling/_waitlist_for_whom.html", context)


@require_POST
@in_organization(VIEW_AGENDA)
def waitlist_closure(request: TenantRequest, entry_id: UUID) -> HttpResponse:
    """Nobody waits any more."""
    entry = entry_to_change(request, entry_id)
    try:
        close_waitlist_entry(entry=entry, actor=request.user)
    except EntrySettled:
        return refuse(_("Este pedido já virou horário marcado."))
    undo = reverse("waitlist_reopening", args=[request.organization.slug, entry.pk])
    name = entry.customer.display_name
    return _settled(request, _("Pedido de %(name)s encerrado."), name, undo_url=undo)


@require_POST
@in_organization(VIEW_AGENDA)
def waitlist_reopening(request: TenantRequest, entry_id: UUID) -> HttpResponse:
    """Waiting again."""
    entry = entry_to_change(request, entry_id)
    try:
        reopen_waitlist_entry(entry=entry, actor=request.user)
    except EntrySettled:
        return refuse(_("Este pedido já virou horário marcado."))
    return _settled(request, _("%(name)s está na lista de espera."), entry.customer.display_name)


def entry_to_change(request: TenantRequest, entry_id: UUID) -> WaitlistEntry:
    """404 for what this person doesn't see on the list; 403 where no agenda is theirs."""
    bookable_people(request)
    entry, scope = get_waitlist_entry(entry_id), waiting_scope(request)
    if scope is not None and entry.staff_id is not None and entry.staff_id not in scope:
        raise Http404
    return entry


def waiting_context(request: TenantRequest) -> dict[str, int]:
    """The number on the agenda's button."""
    return {"waiting": waiting_count(timezone.localdate(), waiting_scope(request))}


def waiting_scope(request: TenantRequest) -> Collection[UUID] | None:
    """A professional sees who waits for anybody or for agendas that are theirs to change."""
    if request.membership.role != Role.STAFF:
        return None
    return changeable_agendas(request.membership, active_staff())


def _along(data: Mapping[str, Any], customer: Customer | None = None) -> DependantChoices:
    """For whom it may be; of the customer in `data` unless it is known already."""
    return ForWhom(data).choices(data, customer or find_customer(data.get("customer")))


def _given(request: TenantRequest, people: Any) -> dict[str, Any]:
    choices = BookingChoices(request.GET, staff=people)
    asked = choices.cleaned_data.get("day")
    first = asked or timezone.localdate()
    customer = find_customer(request.GET.get("customer"))
    return {
        "service": choices.wanted,
        "staff": choices.person,
        "first_on": first,
        "last_on": asked or first + USUAL_WAIT,
        "customer": str(customer.pk) if customer else "",
    }


def _form(
    request: TenantRequest,
    form: Any,
    along: DependantChoices,
    *,
    entry: Any = None,
    found: Any = None,
    status: int = 200,
) -> HttpResponse:
    is_open = entry is None or entry.status in OPEN
    context = {"form": form, "along": along, "entry": entry, "is_open": is_open}
    if entry is None:
        known = form.known_customers if found is None else found
        context["found"] = customer_choices(known)
        context["picked"] = str(form["customer"].value() or "")
    heading = _("Novo na lista de espera") if entry is None else entry.customer.display_name
    fragment = "scheduling/_waitlist_form.html"
    return render_panel(request, fragment, heading, context, status=status)


def _settled(request: TenantRequest, text: str, name: str, *, undo_url: str = "") -> HttpResponse:
    today = timezone.localdate()
    response = settled(request, text % {"name": name}, day=today, undo_url=undo_url)
    return add_changed(response, "waitlist")
