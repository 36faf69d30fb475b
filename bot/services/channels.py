"""Connecting a number."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Organization
from bot.enums import ChannelStatus, Provider
from bot.models import Channel

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
    with scopes_disabled():
        existing: Channel | None = (
            Channel.objects.select_for_update()
            .filter(provider=Provider.META, number_id=number_id)
            .first()
        )
    if existing is not None and existing.organization_id != organization.pk:
        raise NumberTaken(number_id)
    channel = existing or Channel(organization=organization, number_id=number_id, name=name)
    if channel.app_secret and channel.app_secret != app_secret:
        channel.previous_app_secret = channel.app_secret
    channel.access_token, channel.app_secret = access_token, app_secret
    channel.verify_token, channel.graph_url = verify_token, graph_url.rstrip("/")
    channel.account_id = account_id or channel.account_id
    channel.display_phone_number = display_phone_number or channel.display_phone_number
    channel.status, channel.pause_reason = ChannelStatus.ACTIVE, ""
    channel.failures, channel.quiet_until = 0, None
    channel.templates_due_at = timezone.now() + CALLER_FIRST if channel.account_id else None
    with scope(organization=organization):
        channel.save()
    return channel
