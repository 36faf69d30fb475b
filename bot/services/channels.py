"""Connecting a number."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.enums import ChannelStatus, Provider
from bot.models import Channel
from scheduling.services.occupancy import lock_key

CALLER_FIRST = timedelta(seconds=15)  # who connects a number may fetch its templates at once


class NumberTaken(Exception):
    """Another organization has this phone number id."""


@transaction.atomic
def create_channel(
    *,
    organization: Organization,
    number_id: str,
    access_token: str,
    app_secret: str,
    verify_token: str,
    name: str = "WhatsApp",
    account_id: str = "",
    display_phone_number: str = "",
    graph_url: str = "",
) -> Channel:
    """Connect a Meta number, or give a connected one new credentials.

    A changed app secret keeps the old one as `previous_app_secret`, so that webhooks signed
    during the rotation are still accepted. A paused channel comes back to life. Raises
    NumberTaken, ValidationError.
    """
    if not number_id.isdigit():
        raise ValidationError({"number_id": "The phone number id has digits only."})
    channel = number_to_connect(
        organization=organization, provider=Provider.META, number_id=number_id, name=name
    )
    channel.verify_token, channel.graph_url = verify_token, graph_url.rstrip("/")
    channel.account_id = account_id or channel.account_id
    channel.display_phone_number = display_phone_number or channel.display_phone_number
    put_to_work(channel, access_token=access_token, app_secret=app_secret)
    return channel


def number_to_connect(
    *, organization: Organization, provider: Provider, number_id: str, name: str
) -> Channel:
    """The number, locked, or one that is yet to be saved: of two who connect it at once the
    second finds it. Raises NumberTaken."""
    lock_key(provider, number_id)
    with scopes_disabled():
        known: Channel | None = (
            Channel.objects.select_for_update(no_key=True)
            .filter(provider=provider, number_id=number_id)
            .first()
        )
    if known is not None and known.organization_id != organization.pk:
        raise NumberTaken(number_id)
    return known or Channel(
        organization=organization, provider=provider, number_id=number_id, name=name
    )


def put_to_work(channel: Channel, *, access_token: str, app_secret: str) -> None:
    """Save it with these credentials, alive; the secret before is good for what is on its
    way."""
    if channel.app_secret and channel.app_secret != app_secret:
        channel.previous_app_secret = channel.app_secret
    channel.access_token, channel.app_secret = access_token, app_secret
    channel.status, channel.pause_reason = ChannelStatus.ACTIVE, ""
    channel.failures, channel.quiet_until = 0, None
    channel.templates_due_at = timezone.now() + CALLER_FIRST if channel.account_id else None
    with scope(organization=channel.organization):
        channel.save()


def note_connected(channel: Channel, *, actor: User, is_new: bool) -> None:
    """A line of the audit for what an owner did with a form."""
    record_audit(
        organization=channel.organization,
        actor=actor,
        action="channel.connected" if is_new else "channel.renewed",
        target=channel,
        details={"number": channel.display_phone_number or channel.remote_name},
    )
