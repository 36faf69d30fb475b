"""Two cards of one person become one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.forms.merging import MergeChoices
from accounts.models import Customer
from accounts.permissions import CHANGE_CUSTOMERS
from accounts.selectors.customer_attributes import active_attributes
from accounts.selectors.customers import search_customers
from accounts.selectors.duplicates import duplicate_pairs, likely_doubles
from accounts.selectors.people import get_customer
from accounts.services.merging import SameCustomer, UnsettledCollision, merge_customers
from config.lib.screens import refused, render_screen, saved

MOST = 20


@require_GET
@in_organization(CHANGE_CUSTOMERS)
def duplicate_list(request: TenantRequest) -> HttpResponse:
    """Pairs of customers that look like one person."""
    pairs = [
        {"pair": pair, "first": _words(pair.first), "second": _words(pair.second)}
        for pair in duplicate_pairs()
    ]
    return render(request, "accounts/duplicate_list.html", {"pairs": pairs})


@require_GET
@in_organization(CHANGE_CUSTOMERS)
def customer_merge(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """With whom? Suggestions, or whoever fits the words typed."""
    customer, query = get_customer(customer_id), request.GET.get("q", "").strip()[:80]
    found = search_customers(query, limit=MOST) if query else likely_doubles(customer)
    others = [{"other": one, "words": _words(one)} for one in found if one.pk != customer.pk]
    context = {"customer": customer, "others": others, "query": query}
    return render_screen(
        request, "accounts/customer_merge.html", "accounts/_merge_candidates.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_merge_with(request: TenantRequest, customer_id: UUID, other_id: UUID) -> HttpResponse:
    """Side by side; POST makes one of the two, and `customer_id` is the one that stays."""
    survivor, absorbed = get_customer(customer_id), get_customer(other_id)
    choices = MergeChoices(survivor, absorbed, active_attributes())
    if request.method == "POST":
        return _merge(request, choices)
    context: dict[str, Any] = {
        "survivor": survivor,
        "absorbed": absorbed,
        "questions": choices.questions,
        "words": [_words(survivor), _words(absorbed)],
    }
    return render(request, "accounts/customer_merge_with.html", context)


def _merge(request: TenantRequest, choices: MergeChoices) -> HttpResponse:
    survivor, absorbed = choices.survivor, choices.absorbed
    url = reverse("customer_detail", args=[request.organization.slug, survivor.pk])
    try:
        kept = merge_customers(
            survivor_id=survivor.pk,
            absorbed_id=absorbed.pk,
            chosen=choices.chosen(request.POST),
            actor=request.user,
        )
    except SameCustomer:
        return refused(request, _("Escolha outro cliente: este é o mesmo."), url=url)
    except UnsettledCollision:
        reason = _("Os dois têm algo que só pode haver uma vez. Nada foi mudado.")
        return refused(request, reason, url=url)
    text = _("As duas fichas agora são uma: %(name)s.") % {"name": kept.display_name}
    return saved(request, text, url=url, changed="customer")


def _words(customer: Customer) -> str:
    return customer.shown_phone or _("Sem telefone visível")
