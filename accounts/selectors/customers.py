"""Reading customers."""

import re

from django.db.models import Q, QuerySet

from accounts.models import Customer, CustomerIdentity
from accounts.phone_numbers import phone_match_key

_PHONE_LIKE = re.compile(r"^[\d\s()+.-]{4,}$")


def search_customers(text: str, *, limit: int = 10) -> QuerySet[Customer]:
    """Customers by a part of the name (accents don't matter) or of the number, by name."""
    return matching_customers(Customer.objects.order_by("sort_name", "id"), text)[:limit]


def matching_customers(customers: QuerySet[Customer], text: str) -> QuerySet[Customer]:
    """Those of `customers` whose name or number has `text` in it; all of them without."""
    text = text.strip()
    if not text:
        return customers
    if _PHONE_LIKE.match(text):
        digits = re.sub(r"\D", "", text)
        owners = CustomerIdentity.objects.filter(
            Q(match_key__contains=digits)
            | Q(value__contains=digits)
            | Q(match_key__endswith=phone_match_key(f"55{digits}")[2:])
        ).values("customer_id")
        return customers.filter(pk__in=owners)
    return customers.filter(
        Q(name__unaccent__icontains=text) | Q(profile_name__unaccent__icontains=text)
    )
