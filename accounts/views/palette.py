"""The command palette's answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.navigation import navigation
from accounts.permissions import VIEW_AGENDA, VIEW_CUSTOMERS
from accounts.selectors.customers import search_customers

MOST = 6


@require_GET
@in_organization(VIEW_AGENDA)
def palette(request: TenantRequest) -> HttpResponse:
    """Places and customers that fit the typed words, as a list of links."""
    text = request.GET.get("q", "").strip()
    places = [
        place
        for place in navigation(request, request.organization.slug, request.membership.role)
        if text.lower() in str(place["label"]).lower()
    ]
    customers = (
        search_customers(text, limit=MOST) if len(text) > 1 and request.can(VIEW_CUSTOMERS) else []
    )
    return render(
        request,
        "accounts/_palette_results.html",
        {"places": places, "customers": customers, "query": text},
    )
