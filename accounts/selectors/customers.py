"""Reading customers."""

import re
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Customer, CustomerIdentity
from accounts.phone_numbers import phone_match_key

_PHONE_LIKE = re.compile(r"^[\d\s()+.-]{4,}$")


def get_customer(customer_id: UUID) -> Customer:
    """The customer of the open scope; 404 for any other id."""
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is None:
        raise Http404
    return customer


def search_customers(text: str, *, limit: int = 10) -> QuerySet[Customer]:
    """Customers by a part of the name (accents don't matter) or of the number, by name."""
    customers = Customer.objects.order_by("name", "id")
    text = text.strip()
    if not text:
        return customers[:limit]
    if _PHONE_LIKE.match(text):
        digits = re.sub(r"\D", "", text)
        owners = CustomerIdentity.objects.filter(
            Q(match_key__contains=digits)
            | Q(value__contains=digits)
            | Q(match_key__endswith=phone_match_key(f"55{digits}")[2:])
        ).values("customer_id")
        return customers.filter(pk__in=owners)[:limit]
    return customers.filter(
        Q(name__unaccent__icontains=text) | Q(profile_name__unaccent__icontains=text)
    )[:limit]
