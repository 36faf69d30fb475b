"""What is remembered of a customer: noted by the assistant, kept right by people."""

from django.db import transaction

from accounts.models import Customer, User
from accounts.services.audit import record_audit
from accounts.services.row_moves import drop_doubles
from bot.models import CustomerFact
from config.lib.constraints import refused_by
from config.lib.rows import lock_row

MOST_FACTS = 20
FACT_ONCE = "customer_fact_once"

drop_doubles("bot.CustomerFact", "customer", same="text")


class FactKnown(Exception):
    """The same is remembered already."""


class TooManyFacts(Exception):
    """As much is remembered of this customer as may be."""


def remember(*, customer: Customer, text: str) -> CustomerFact | None:
    """The assistant's own note; None when it is known already or there is no room."""
    known = CustomerFact.objects.filter(customer=customer)
    if known.filter(text__iexact=text).exists() or known.count() >= MOST_FACTS:
        return None
    fact, _created = CustomerFact.objects.get_or_create(
        organization_id=customer.organization_id, customer=customer, text=text
    )
    return fact


@transaction.atomic
def add_fact(*, customer: Customer, text: str, actor: User) -> CustomerFact:
    """Raises FactKnown, TooManyFacts."""
    if CustomerFact.objects.filter(customer=customer).count() >= MOST_FACTS:
        raise TooManyFacts
    fact = CustomerFact(
        organization_id=customer.organization_id, customer=customer, text=text, author=actor
    )
    _save(fact)
    _note(fact, actor, "customer_fact.added")
    return fact


@transaction.atomic
def edit_fact(*, fact: CustomerFact, text: str, actor: User) -> None:
    """In a person's words from now on. Raises FactKnown, RowGone."""
    fact = lock_row(fact)
    if fact.text == text:
        return
    fact.text, fact.author = text, actor
    _save(fact)
    _note(fact, actor, "customer_fact.changed")


@transaction.atomic
def forget_fact(*, fact: CustomerFact, actor: User) -> None:
    """Gone for good; the text is not kept in the audit. Twice is the same as once."""
    key = fact.pk
    deleted, _rows = CustomerFact.objects.filter(pk=key).delete()
    if deleted:
        _note(fact, actor, "customer_fact.forgotten")


def _save(fact: CustomerFact) -> None:
    same = CustomerFact.objects.filter(customer_id=fact.customer_id, text__iexact=fact.text)
    if same.exclude(pk=fact.pk).exists():
        raise FactKnown(fact.text)
    with refused_by(FACT_ONCE, FactKnown(fact.text)):
        fact.save()


def _note(fact: CustomerFact, actor: User, action: str) -> None:
    record_audit(
        organization=fact.customer.organization, actor=actor, action=action, target=fact.customer
    )
