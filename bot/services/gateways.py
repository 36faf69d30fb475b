"""From a channel to the gateway that speaks for it."""

from functools import lru_cache

import httpx
from django.conf import settings

from bot.enums import Provider
from bot.gateways import Capabilities, WhatsAppGateway
from bot.gateways.meta import TIMEOUT, MetaCloudGateway
from bot.gateways.meta.templates import MetaTemplateDesk
from bot.gateways.twilio import TwilioGateway
from bot.models import Channel
from bot.selectors.channels import webhook_url_of


class NotConnected(Exception):
    """There are no credentials to speak with."""


@lru_cache(maxsize=1)
def _client() -> httpx.Client:
    """One client per process: connections to the provider are kept open."""
    return httpx.Client(
        timeout=TIMEOUT,
        limits=httpx.Limits(max_connections=64, max_keepalive_connections=32),
        follow_redirects=False,
        trust_env=False,
    )


def gateway_of(channel: Channel) -> WhatsAppGateway:
    """A gateway with the channel's credentials; cheap, made for each use."""
    if channel.provider == Provider.TWILIO:
        return TwilioGateway(
            number_id=channel.number_id,
            account_sid=channel.account_id,
            auth_token=channel.access_token or "",
            base_url=channel.graph_url,
            status_url=webhook_url_of(channel) if settings.PUBLIC_URL else "",
            client=_client(),
        )
    return MetaCloudGateway(
        base_url=channel.graph_url or settings.WHATSAPP_GRAPH_URL,
        phone_number_id=channel.number_id,
        waba_id=channel.account_id,
        access_token=channel.access_token or "",
        client=_client(),
    )


def capabilities_of(channel: Channel) -> Capabilities:
    """What the channel's provider can do, without its credentials."""
    is_twilio = channel.provider == Provider.TWILIO
    return TwilioGateway.capabilities if is_twilio else MetaCloudGateway.capabilities


def template_desk_of(channel: Channel) -> MetaTemplateDesk:
    """Where the account's templates are written. Raises NotConnected without credentials, and
    for a provider whose templates are not written from here."""
    if channel.provider != Provider.META or not (channel.access_token and channel.account_id):
        raise NotConnected
    gateway = gateway_of(channel)
    if not isinstance(gateway, MetaCloudGateway):
        raise NotConnected
    return gateway.template_desk()
