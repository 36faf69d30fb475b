"""The last look at a template before it leaves: is it still allowed, and to this customer?

What was true at the click may have changed since: consent withdrawn, customer blocked,
template paused, or made a promotion by Meta.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django_scopes import scopes_disabled

from accounts.enums import ConsentPurpose
from accounts.selectors.consents import customers_who_agreed
from bot.enums import TemplateCategory, TemplateRefusal
from bot.models import Delivery, MessageTemplate
from bot.selectors.templates import refusal_of

_Key = tuple[UUID, str, str]


def template_refusals(deliveries: Iterable[Delivery]) -> dict[UUID, TemplateRefusal]:
    """Which of these, by id, may not be posted, and why; what is no template is not looked at.

    `message` and `conversation.customer` are loaded. Two queries for any number of templates.
    """
    wanted = {row: key for row in deliveries if (key := _key(row)) is not None}
    if not wanted:
        return {}
    with scopes_disabled():
        known = _known(set(wanted.values()))
        agreed = _agreed(
            row.conversation.customer_id
            for row, key in wanted.items()
            if key in known and known[key].category == TemplateCategory.MARKETING
        )
    return {
        row.pk: reason
        for row, key in wanted.items()
        if (reason := _refusal(row, known.get(key), agreed)) is not None
    }


def promotions_among(deliveries: Iterable[Delivery]) -> set[UUID]:
    """Ids of those that are templates of the category MARKETING; `message` is loaded."""
    wanted = {row.pk: key for row in deliveries if (key := _key(row)) is not None}
    if not wanted:
        return set()
    known = _known(set(wanted.values()))
    promotions = {key for key, row in known.items() if row.category == TemplateCategory.MARKETING}
    return {pk for pk, key in wanted.items() if key in promotions}


def _refusal(
    delivery: Delivery, template: MessageTemplate | None, agreed: set[UUID]
) -> TemplateRefusal | None:
    if template is None:
        return TemplateRefusal.NOT_APPROVED
    customer = delivery.conversation.customer
    return refusal_of(template, customer, has_agreed=customer.pk in agreed)


def _key(delivery: Delivery) -> _Key | None:
    content: Any = delivery.message.content
    if not isinstance(content, dict) or content.get("type") != "template":
        return None
    return (delivery.channel_id, str(content.get("name")), str(content.get("language")))


def _known(keys: set[_Key]) -> dict[_Key, MessageTemplate]:
    channels, names = {key[0] for key in keys}, {key[1] for key in keys}
    rows = MessageTemplate.objects.filter(channel__in=channels, name__in=names)
    return {(row.channel_id, row.name, row.language): row for row in rows}


def _agreed(customers: Iterable[UUID]) -> set[UUID]:
    ids = set(customers)
    return customers_who_agreed(ids, ConsentPurpose.MARKETING) if ids else set()
