"""What an owner does with a number: connect, rename, switch off and on, ask how it is."""

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.enums import ChannelStatus
from bot.gateways.protocol import ChannelHealth
from bot.models import Channel
from bot.services.channels import NumberTaken, create_channel
from bot.services.gateways import NotConnected, gateway_of

__all__ = ["NotConnected", "NumberTaken", "connect_number"]


@transaction.atomic
def connect_number(*, organization: Organization, details: dict[str, str], actor: User) -> Channel:
    """Connect a number, or give one that is connected new credentials.

    `details` has number_id, account_id, display_phone_number, name, access_token,
    app_secret, verify_token. Raises NumberTaken, ValidationError.
    """
    known = Channel.objects.filter(number_id=details["number_id"]).first()
    channel = create_channel(
        organization=organization, graph_url=known.graph_url if known else "", **details
    )
    _note(channel, actor, "channel.renewed" if known else "channel.connected")
    return channel


@transaction.atomic
def update_channel(
    *, channel: Channel, name: str, is_bot_enabled: bool, human_minutes: int, actor: User
) -> Channel:
    """Its name, whether the bot answers, and when it comes back after a person."""
    wanted = (name, is_bot_enabled, human_minutes)
    locked = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if (locked.name, locked.is_bot_enabled, locked.human_minutes) != wanted:
        locked.name, locked.is_bot_enabled, locked.human_minutes = wanted
        locked.save(update_fields=["name", "is_bot_enabled", "human_minutes"])
        _note(locked, actor, "channel.updated")
    return locked


@transaction.atomic
def disconnect_channel(*, channel: Channel, reason: str, actor: User) -> None:
    """Nothing is sent any more and the credential to send is forgotten; what was said stays.

    Twice is the same as once.
    """
    connected = Channel.objects.filter(pk=channel.pk).exclude(
        status=ChannelStatus.PAUSED, access_token=""
    )
    if connected.update(status=ChannelStatus.PAUSED, pause_reason=reason[:200], access_token=""):
        _note(channel, actor, "channel.disconnected")


@transaction.atomic
def resume_channel(*, channel: Channel, actor: User) -> None:
    """Send again; twice is the same as once. Raises NotConnected."""
    locked = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if not locked.access_token:
        raise NotConnected
    if locked.status == ChannelStatus.PAUSED or locked.quiet_until:
        locked.status, locked.pause_reason = ChannelStatus.ACTIVE, ""
        locked.failures, locked.quiet_until = 0, None
        locked.save(update_fields=["status", "pause_reason", "failures", "quiet_until"])
        _note(locked, actor, "channel.resumed")


def check_channel(*, channel: Channel) -> ChannelHealth:
    """Ask the provider how the number is, and keep what it says of quality and number.

    Talks to the provider, so never inside a transaction. Raises GatewayError, NotConnected.
    """
    if not channel.access_token:
        raise NotConnected
    health = gateway_of(channel).channel_health()
    Channel.objects.filter(pk=channel.pk).update(
        quality=health.quality_rating[:20],
        messaging_limit=(health.messaging_limit or channel.messaging_limit)[:30],
        display_phone_number=(health.display_phone_number or channel.display_phone_number)[:30],
    )
    return health


def _note(channel: Channel, actor: User, action: str) -> None:
    record_audit(
        organization=channel.organization,
        actor=actor,
        action=action,
        target=channel,
        details={"number": channel.display_phone_number or channel.number_id},
    )
