"""Finding a customer while booking."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.models import Customer
from accounts.permissions import VIEW_CUSTOMERS
from accounts.selectors.customers import customers_to_choose
from scheduling.forms.customer_pick import NEW, CustomerPick

MOST = 6


def customer_choices(customers: Iterable[Customer]) -> list[dict[str, object]]:
    """Customers as the booking form lists them: `value`, `name`, `phone` for reading, and
    whether they are archived."""
    return [
        {
            "value": str(customer.pk),
            "name": customer.display_name,
            "phone": customer.shown_phone,
            "is_archived": customer.archived_at is not None,
        }
        for customer in customers
    ]


@require_GET
@in_organization(VIEW_CUSTOMERS)
def customers_lookup(request: TenantRequest) -> HttpResponse:
    """Customers that fit the typed name or number, as choices; else a new one, half filled."""
    text = request.GET.get("q", "").strip()[:120]
    found = customers_to_choose(text, limit=MOST) if text else []
    is_number = any(letter.isdigit() for letter in text)
    form = CustomerPick(initial={"customer_phone" if is_number else "customer_name": text})
    context = {
        "form": form,
        "found": customer_choices(found),
        "query": text,
        "picked": NEW if text and not found else "",
    }
    return render(request, "scheduling/_customer_choices.html", context)
