"""The command palette's answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.palette import palette_items
from accounts.permissions import VIEW_AGENDA, VIEW_CUSTOMERS
from accounts.recent import recent_items
from accounts.selectors.customers import search_customers

MOST = 6


@require_GET
@in_organization(VIEW_AGENDA)
def palette(request: TenantRequest) -> HttpResponse:
    """Customers that fit the typed words, and what other apps know of them (accounts.palette);
    places and actions lie in the page already.
    """
    text = request.GET.get("q", "").replace("\x00", "").strip()
    customers = (
        list(search_customers(text, limit=MOST))
        if len(text) > 1 and request.can(VIEW_CUSTOMERS)
        else []
    )
    context = {"customers": customers, "items": palette_items(request, customers)}
    return render(request, "accounts/_palette_results.html", context)


@require_GET
@in_organization(VIEW_AGENDA)
def palette_recent(request: TenantRequest) -> HttpResponse:
    """What the person has looked at last (accounts.recent), while the box is still empty."""
    return render(request, "accounts/_palette_recent.html", {"items": recent_items(request)})
