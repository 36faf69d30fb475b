"""What a flow may ask about a customer and the house."""

from datetime import datetime

from accounts.models import Customer, Organization, Tag
from bot.flows.engine import Facts
from scheduling.selectors.opening_hours import is_open_at, next_opening


def facts_about(organization: Organization, customer: Customer, now: datetime) -> Facts:
    """As things stand now; two queries, and those of the opening hours once a minute."""
    tags = Tag.objects.filter(customer_links__customer=customer).values_list("name", flat=True)
    is_open = is_open_at(organization, now)
    return Facts(
        business=organization.name,
        time_zone=organization.time_zone,
        locale=customer.locale or organization.locale,
        customer=customer.name or customer.profile_name,
        attributes=dict(customer.attributes),
        tags=frozenset(tags),
        is_open=is_open,
        opens_at=None if is_open else next_opening(organization, now),
    )
