"""Reading customers."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from accounts.models import Customer, CustomerIdentity
from accounts.models.folding import folded_name, folded_text
from accounts.phone_numbers import phone_match_key

LETTERS_OF_INDEX = 3  # a trigram
_PHONE_LIKE = re.compile(r"^[\d\s()+.-]{4,}$")


def search_customers(text: str, *, limit: int = 10) -> QuerySet[Customer]:
    """Customers by a part of the name (accents don't matter) or of the number, by name."""
    return matching_customers(_by_name(text), text)[:limit]


def customers_to_choose(text: str, *, limit: int) -> list[Customer]:
    """Whom a form offers for a name or number: first those on the list, then archived ones."""
    by_name = _by_name(text)
    found = list(matching_customers(by_name.filter(archived_at=None), text)[:limit])
    if len(found) < limit:
        away = by_name.exclude(archived_at=None)
        found += matching_customers(away, text)[: limit - len(found)]
    return found


def _by_name(text: str) -> QuerySet[Customer]:
    """In the order of names. To look for three letters or more the index of name parts is the
    short way, and PostgreSQL takes it only where no index has this order: it would rather walk
    the names from A to the letter in question, sure to meet enough of them soon."""
    is_indexed = len(text.strip()) < LETTERS_OF_INDEX
    name = F("sort_name") if is_indexed else Concat("sort_name", Value(""))
    return Customer.objects.order_by(name, "id")


def matching_customers(customers: QuerySet[Customer], text: str) -> QuerySet[Customer]:
    """Those of `customers` whose name or number has `text` in it; all of them without."""
    text = text.replace("\x00", "").strip()
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
    folded = customers.alias(folded_name=folded_name())
    return folded.filter(folded_name__contains=folded_text(text))


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A stretch of the list; `before` and `after` lead on, None at the ends.

    `total` counts no further than COUNTED: one more means "more than that".
    """

    customers: list[Customer]
    before: UUID | None
    after: UUID | None
    total: int

    @property
    def is_counted(self) -> bool:
        return self.total <= COUNTED


COUNTED = 1_000


def customer_page(
    customers: QuerySet[Customer],
    *,
    size: int,
    after: UUID | None = None,
    before: UUID | None = None,
) -> CustomerPage:
    """The `size` customers behind `after`, or in front of `before`, by name.

    A page costs the same wherever it stands. A customer who is gone counts as the start.
    """
    total = customers.order_by()[: COUNTED + 1].count()
    mark = Customer.objects.filter(pk=after or before).first() if after or before else None
    goes_back = mark is not None and after is None
    order = ("-sort_name", "-id") if goes_back else ("sort_name", "id")
    if mark is not None:
        customers = customers.filter(_beyond(mark, "lt" if goes_back else "gt"))
    found = list(customers.order_by(*order)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if goes_back:
        found.reverse()
    has_before = has_more if goes_back else mark is not None
    has_after = True if goes_back else has_more
    return CustomerPage(
        customers=found,
        before=found[0].pk if found and has_before else None,
        after=found[-1].pk if found and has_after else None,
        total=total,
    )


def _beyond(mark: Customer, way: str) -> Q:
    """Behind (`gt`) or in front of (`lt`) `mark`, as the index `customer_by_name` goes."""
    same = Q(sort_name=mark.sort_name, **{f"id__{way}": mark.pk})
    return Q(**{f"sort_name__{way}e": mark.sort_name}) & (
        Q(**{f"sort_name__{way}": mark.sort_name}) | same
    )
