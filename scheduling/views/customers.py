"""Customers: the list, the card, and what the team writes about them."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.models import Customer
from accounts.permissions import CHANGE_CUSTOMERS, VIEW_CUSTOMERS
from accounts.phone_numbers import PhoneNumberInvalid
from accounts.recent import remember
from accounts.selectors.customer_attributes import active_attributes
from accounts.selectors.customers import customer_page
from accounts.selectors.people import all_tags, survivor_of, tags_of
from accounts.services.customers import (
    CustomerExists,
    create_customer,
    set_customer_blocked,
    update_customer,
)
from config.lib.screens import is_partial, render_screen, saved
from scheduling.forms.customers import CustomerFilter, CustomerForm
from scheduling.selectors.customers import (
    customer_lines,
    customer_totals,
    customer_visits,
    get_visible_customer,
    listed_customers,
)
from scheduling.views.customer_parts import card_parts, served_only
from scheduling.views.palette import CUSTOMER

PAGE_SIZE = 50
VISITS = 20


@require_GET
@in_organization(VIEW_CUSTOMERS)
def customer_list(request: TenantRequest) -> HttpResponse:
    """Customers by name, with their labels, their last and their next visit."""
    now, attributes = timezone.now(), list(active_attributes())
    chosen = CustomerFilter(request.GET, attributes)
    found = listed_customers(
        chosen.wanted(now), only_of=served_only(request), known_attributes=attributes
    )
    marks = {way: chosen.cleaned_data.get(way) for way in ("after", "before")}
    page = customer_page(found, size=PAGE_SIZE, **marks)
    tags = tags_of(page.customers)
    lines = [
        {"line": line, "phone": line.customer.shown_phone, "tags": tags.get(line.customer.pk)}
        for line in customer_lines(page.customers, now)
    ]
    context = {"filter": chosen, "page": page, "lines": lines, "all_tags": all_tags()}
    return render_screen(
        request, "scheduling/customer_list.html", "scheduling/_customer_list.html", context
    )


@require_GET
@in_organization(VIEW_CUSTOMERS)
def customer_detail(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """The card: who, how often, what comes next, and every visit.

    The address of a customer who was joined with another leads to that one.
    """
    try:
        customer = get_visible_customer(customer_id, only_of=served_only(request))
    except Http404:
        survivor = survivor_of(customer_id)
        if survivor is None:
            raise
        return redirect("customer_detail", request.organization.slug, survivor)
    remember(request, CUSTOMER, customer.pk)
    visits = Paginator(customer_visits(customer), VISITS).get_page(request.GET.get("page"))
    context = {
        "customer": customer,
        "phone": customer.shown_phone,
        "totals": customer_totals(customer),
        "line": customer_lines([customer], timezone.now())[0],
        "page_obj": visits,
        "list_url": _list_url(request),
    }
    return render(
        request, "scheduling/customer_detail.html", context | card_parts(request, customer)
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_update(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    return _edit(request, get_visible_customer(customer_id, only_of=served_only(request)))


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_block(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """The bot stops answering this customer; the team still can."""
    return _set_blocked(request, customer_id, is_blocked=True)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_unblock(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    return _set_blocked(request, customer_id, is_blocked=False)


def _set_blocked(request: TenantRequest, customer_id: UUID, *, is_blocked: bool) -> HttpResponse:
    customer = get_visible_customer(customer_id, only_of=served_only(request))
    set_customer_blocked(customer=customer, is_blocked=is_blocked, actor=request.user)
    text, undo = _("%(name)s voltou a ser atendido pelo robô."), "customer_block"
    if is_blocked:
        text, undo = _("O robô não responde mais a %(name)s."), "customer_unblock"
    return saved(
        request,
        text % {"name": customer.display_name},
        url=_card_url(request, customer),
        changed="customer",
        undo_url=reverse(undo, args=[request.organization.slug, customer.pk]),
    )


def _edit(request: TenantRequest, customer: Customer | None) -> HttpResponse:
    if request.method == "GET":
        form = CustomerForm(customer=customer, attributes=active_attributes())
        if customer is None:
            given = {name: request.GET.get(name, "")[:120] for name in ("name", "phone")}
            form.initial.update({name: text for name, text in given.items() if text})
        return _form(request, customer, form)
    form = CustomerForm(request.POST, customer=customer, attributes=active_attributes())
    if not form.is_valid():
        return _form(request, customer, form, status=422)
    try:
        written = _write(request, customer, form)
    except PhoneNumberInvalid:
        form.add_error("phone", _("Confira o telefone: DDD e número."))
    except CustomerExists as found:
        text = _("%(name)s já tem este telefone.") % {"name": found.customer.display_name}
        form.add_error("phone", text)
    else:
        text = _("Cliente salvo: %(name)s.") % {"name": written.display_name}
        return saved(request, text, url=_card_url(request, written), changed="customer")
    return _form(request, customer, form, status=422)


def _write(request: TenantRequest, customer: Customer | None, form: CustomerForm) -> Customer:
    fields: dict[str, Any] = {"actor": request.user, **form.values}
    if customer is None:
        key = form.cleaned_data["key"]
        return create_customer(organization=request.organization, key=key, **fields)
    return update_customer(customer=customer, **fields)


def _form(
    request: TenantRequest, customer: Customer | None, form: CustomerForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "customer": customer,
        "heading": customer.display_name if customer else _("Novo cliente"),
        "in_panel": is_partial(request),
        "back_url": _card_url(request, customer) if customer else _list_url(request),
    }
    return render_screen(
        request,
        "scheduling/customer_form.html",
        "scheduling/_customer_form.html",
        context,
        status=status,
    )


def _list_url(request: TenantRequest) -> str:
    return reverse("customer_list", args=[request.organization.slug])


def _card_url(request: TenantRequest, customer: Customer) -> str:
    return reverse("customer_detail", args=[request.organization.slug, customer.pk])
