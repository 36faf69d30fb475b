"""Which numbers an organization has."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django_scopes import scopes_disabled

from accounts.models import Customer
from bot.enums import ChannelStatus, Provider
from bot.models import Channel, Conversation
from bot.providers import META


def connected_channels() -> "QuerySet[Channel]":
    """The numbers of the open organization; without the one that its sample data brings."""
    found: QuerySet[Channel] = Channel.objects.exclude(provider=Provider.SAMPLE)
    return found


def numbers_with_templates() -> list[Channel]:
    """The numbers of the open organization whose provider has templates, oldest first."""
    rows = connected_channels().order_by("created_at")
    return [row for row in rows if row.facts.capabilities.has_templates]


def number_of_provider(channel_id: str, provider: Provider) -> Channel | None:
    """A number of the open organization, by an id that a form's address names; None for any
    other text."""
    try:
        key = UUID(channel_id)
    except ValueError:
        return None
    found: Channel | None = Channel.objects.filter(pk=key, provider=provider).first()
    return found


def number_ids_of(slug: str) -> set[str]:
    """Provider ids of the numbers of the organization `slug`; empty when there is none."""
    with scopes_disabled():
        found = Channel.objects.filter(organization__slug=slug).values_list("number_id", flat=True)
        return set(found)


def active_channels() -> QuerySet[Channel]:
    """The numbers that may send, oldest first."""
    rows: QuerySet[Channel] = Channel.objects.filter(status=ChannelStatus.ACTIVE)
    return rows.order_by("created_at", "pk")


def numbers_to_choose(customer: Customer) -> bool:
    """Whether a person has to say which number writes: several could, none has yet."""
    active = active_channels()
    if Conversation.objects.filter(customer=customer, channel__in=active).exists():
        return False
    return active.count() > 1


def webhook_url_of(channel: Channel | None) -> str:
    """Where the provider posts what concerns this number (None: one of Meta's that is yet to
    be connected); a path alone without PUBLIC_URL."""
    facts = channel.facts if channel is not None else META
    args = [str(channel.pk)] if channel is not None and facts.has_own_door else []
    if channel is not None and facts.has_secret_in_door:
        args.append(channel.app_secret or "")
    return settings.PUBLIC_URL.rstrip("/") + reverse(facts.webhook, args=args)
