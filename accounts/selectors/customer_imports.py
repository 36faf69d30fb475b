"""Reading imports, and the customers that their rows mean."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django_scopes import scopes_disabled

from accounts.enums import ConsentPurpose, IdentityKind
from accounts.import_enums import WORKING, RowOutcome
from accounts.models import (
    Consent,
    Customer,
    CustomerIdentity,
    CustomerImport,
    Dependant,
    ImportRow,
)
from accounts.people_enums import DependantKind


def get_import(import_id: UUID) -> CustomerImport:
    """The import of the open scope, without its file; 404 for any other id."""
    found = CustomerImport.objects.defer("content").filter(pk=import_id).first()
    if found is None:
        raise Http404
    return found


def recent_imports(limit: int = 20) -> QuerySet[CustomerImport]:
    """The newest imports with the numbers of new and updated customers, without files."""
    return (
        CustomerImport.objects.defer("content", "samples")
        .select_related("created_by")
        .annotate(
            new=Count("rows", filter=Q(rows__outcome=RowOutcome.NEW)),
            updated=Count("rows", filter=Q(rows__outcome=RowOutcome.UPDATED)),
        )
        .order_by("-id")[:limit]
    )


def outcome_counts(batch: CustomerImport) -> dict[str, int]:
    """How many rows came out how: every RowOutcome, also those without rows."""
    found = dict(
        ImportRow.objects.filter(batch=batch)
        .order_by()
        .values_list("outcome")
        .annotate(count=Count("id"))
    )
    return {outcome.value: found.get(outcome.value, 0) for outcome in RowOutcome}


def rows_with_errors(batch: CustomerImport) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch=batch, outcome=RowOutcome.ERROR).order_by("number")


def has_work() -> bool:
    """Whether any tenant's import waits for the workers."""
    with scopes_disabled():
        return bool(CustomerImport.objects.filter(status__in=WORKING).exists())


def customers_by_match_key(keys: Iterable[str]) -> dict[str, Customer]:
    """The known customers behind match keys (accounts.import_columns.ReadRow)."""
    wanted = list(keys)
    phones = [key for key in wanted if not key.startswith("name:")]
    names = [key.removeprefix("name:") for key in wanted if key.startswith("name:")]
    found = {
        identity.match_key: identity.customer
        for identity in CustomerIdentity.objects.select_related("customer").filter(
            kind=IdentityKind.PHONE, match_key__in=phones
        )
    }
    if names:
        nameless = Customer.objects.filter(name__in=names, phone=None).order_by("-id")
        found |= {f"name:{customer.name}": customer for customer in nameless}
    return found


def pet_names(customers: Iterable[Customer]) -> dict[UUID, set[str]]:
    """The names, in lower case, of each customer's pets. One query."""
    found: dict[UUID, set[str]] = {}
    for customer_id, name in pets_of(customers).values_list("customer_id", "name"):
        found.setdefault(customer_id, set()).add(name.lower())
    return found


def pets_of(customers: Iterable[Customer]) -> QuerySet[Dependant]:
    """The active pets of these customers, the oldest first."""
    ids = [customer.pk for customer in customers]
    pets: QuerySet[Dependant] = Dependant.objects.filter(
        customer__in=ids, kind=DependantKind.PET, is_active=True
    )
    return pets.order_by("id")


def newest_marketing_consents(customers: Iterable[Customer]) -> dict[UUID, str]:
    """The newest statement of each customer who has made one."""
    return dict(
        Consent.objects.filter(
            customer__in=[customer.pk for customer in customers], purpose=ConsentPurpose.MARKETING
        )
        .order_by("customer_id", "-occurred_at", "-id")
        .distinct("customer_id")
        .values_list("customer_id", "status")
    )
