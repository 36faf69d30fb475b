"""From a channel to the gateway that speaks for it."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import httpx
from django.conf import settings

from bot.enums import Provider
from bot.gateways import Capabilities, WhatsAppGateway
from bot.gateways.evolution import EvolutionGateway
from bot.gateways.gupshup import GupshupGateway
from bot.gateways.meta import TIMEOUT, MetaCloudGateway
from bot.gateways.meta.templates import MetaTemplateDesk
from bot.gateways.twilio import TwilioGateway
from bot.models import Channel
from bot.selectors.channels import webhook_url_of
from config.lib.guarded import GuardedTransport


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


@lru_cache(maxsize=2)
def _guarded_client(allows_private: bool) -> httpx.Client:
    """For servers whose address is an owner's word."""
    transport = GuardedTransport(allows_private=allows_private)
    return httpx.Client(
        timeout=TIMEOUT, transport=transport, follow_redirects=False, trust_env=False
    )


def gateway_of(channel: Channel) -> WhatsAppGateway:
    """A gateway with the channel's credentials; cheap, made for each use."""
    return _MAKERS.get(channel.provider, _meta)(channel)


def capabilities_of(channel: Channel) -> Capabilities:
    """What the channel's provider can do, without its credentials."""
    return channel.facts.capabilities


def template_desk_of(channel: Channel) -> MetaTemplateDesk:
    """Where the account's templates are written. Raises NotConnected without credentials, and
    for a provider whose templates are not written from here."""
    if not (channel.facts.writes_templates and channel.access_token and channel.account_id):
        raise NotConnected
    gateway = gateway_of(channel)
    if not isinstance(gateway, MetaCloudGateway):
        raise NotConnected
    return gateway.template_desk()


def evolution_of(channel: Channel, *, api_key: str = "") -> EvolutionGateway:
    """The instance of a number of the Evolution API; `api_key` instead of the stored one."""
    return EvolutionGateway(
        base_url=channel.graph_url,
        instance=channel.remote_name,
        api_key=api_key or channel.access_token or "",
        client=_guarded_client(settings.EVOLUTION_PRIVATE),
    )


def _meta(channel: Channel) -> WhatsAppGateway:
    return MetaCloudGateway(
        base_url=channel.graph_url or settings.WHATSAPP_GRAPH_URL,
        phone_number_id=channel.number_id,
        waba_id=channel.account_id,
        access_token=channel.access_token or "",
        client=_client(),
    )


def _twilio(channel: Channel) -> WhatsAppGateway:
    return TwilioGateway(
        number_id=channel.number_id,
        account_sid=channel.account_id,
        auth_token=channel.access_token or "",
        base_url=channel.graph_url,
        status_url=webhook_url_of(channel) if settings.PUBLIC_URL else "",
        client=_client(),
    )


def _gupshup(channel: Channel) -> WhatsAppGateway:
    return GupshupGateway(
        number_id=channel.number_id,
        app_name=channel.remote_name,
        app_id=channel.account_id,
        api_key=channel.access_token or "",
        base_url=channel.graph_url,
        client=_client(),
    )


_MAKERS: Mapping[str, Callable[[Channel], WhatsAppGateway]] = {
    Provider.META: _meta,
    Provider.TWILIO: _twilio,
    Provider.GUPSHUP: _gupshup,
    Provider.EVOLUTION: evolution_of,
}
