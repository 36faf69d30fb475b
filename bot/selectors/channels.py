"""Which numbers an organization has."""

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from bot.enums import Provider
from bot.models import Channel


def connected_channels() -> "QuerySet[Channel]":
    """The numbers of the open organization; without the one that its sample data brings."""
    found: QuerySet[Channel] = Channel.objects.exclude(provider=Provider.SAMPLE)
    return found


def number_ids_of(slug: str) -> set[str]:
    """Provider ids of the numbers of the organization `slug`; empty when there is none."""
    with scopes_disabled():
        found = Channel.objects.filter(organization__slug=slug).values_list("number_id", flat=True)
        return set(found)
