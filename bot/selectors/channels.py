"""Which numbers an organization has."""

from django_scopes import scopes_disabled

from bot.models import Channel


def number_ids_of(slug: str) -> set[str]:
    """Provider ids of the numbers of the organization `slug`; empty when there is none."""
    with scopes_disabled():
        found = Channel.objects.filter(organization__slug=slug).values_list("number_id", flat=True)
        return set(found)
