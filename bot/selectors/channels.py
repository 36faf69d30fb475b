"""Which numbers an organization has."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django_scopes import scopes_disabled

from accounts.models import Customer
from bot.enums import ChannelStatus, Provider
from bot.models import Channel, Conversation


def connected_channels() -> "QuerySet[Channel]":
    """The numbers of the open organization; without the one that its sample data brings."""
    found: QuerySet[Channel] = Channel.objects.exclude(provider=Provider.SAMPLE)
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
    if channel is not None and channel.provider == Provider.TWILIO:
        path = reverse("twilio_webhook", args=[channel.pk])
    else:
        path = reverse("meta_webhook")
    return settings.PUBLIC_URL.rstrip("/") + path


def name_of_provider(channel: Channel) -> str:
    """What an owner calls it."""
    return "Twilio" if channel.provider == Provider.TWILIO else "Meta"
