"""What we know of each provider: what it can do, where its doors are, what owners are told.

What has to be done for a number is found by its provider in the services: its gateway
(`services.gateways`), how its webhooks are read (`services.reading`), its checks
(`services.connection_check`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bot.enums import Provider
from bot.gateways import Capabilities
from bot.gateways.evolution import EvolutionGateway
from bot.gateways.gupshup import GupshupGateway
from bot.gateways.meta import MetaCloudGateway
from bot.gateways.twilio import TwilioGateway


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """`webhook` and `form` are names of addresses; `writes_templates`: from here, with our
    editor; `secrets`: what a number can't do without; `has_own_door`: each number has a
    webhook address of its own, with a secret in it where `has_secret_in_door`; `pairs`: with
    a phone, by a QR code."""

    name: str
    capabilities: Capabilities
    webhook: str
    form: str
    form_label: Promise | str
    missing: Promise | str
    missing_fix: Promise | str
    unheard_fix: Promise | str
    secrets: tuple[str, ...] = ("access_token",)
    has_own_door: bool = True
    has_secret_in_door: bool = False
    writes_templates: bool = False
    pairs: bool = False
    door_label: Promise | str = ""


META = ProviderFacts(
    name="Meta",
    capabilities=MetaCloudGateway.capabilities,
    webhook="meta_webhook",
    form="channel_connection",
    form_label=_("Ligar um número"),
    missing=_("Falta o token de acesso, a chave do app ou o token de verificação."),
    missing_fix=_("Toque em “Trocar credenciais” e cole os dados do painel da Meta."),
    unheard_fix=_(
        "No painel da Meta, confira o endereço do webhook e mande um “oi” para o número."
    ),
    secrets=("access_token", "app_secret", "verify_token"),
    has_own_door=False,
    writes_templates=True,
)
TWILIO = ProviderFacts(
    name="Twilio",
    capabilities=TwilioGateway.capabilities,
    webhook="twilio_webhook",
    form="channel_twilio",
    form_label=_("Ligar um número da Twilio"),
    missing=_("Falta o Auth Token."),
    missing_fix=_("Toque em “Trocar credenciais” e cole os dados do painel da Twilio."),
    unheard_fix=_(
        "Abra o número no painel da Twilio, cole o endereço abaixo em “Webhook URL for "
        "incoming messages” e mande um “oi” para o número."
    ),
    door_label=_("Endereço do webhook para o painel da Twilio:"),
)
GUPSHUP = ProviderFacts(
    name="Gupshup",
    capabilities=GupshupGateway.capabilities,
    webhook="gupshup_webhook",
    form="channel_gupshup",
    form_label=_("Ligar um número da Gupshup"),
    missing=_("Falta a API key."),
    missing_fix=_("Toque em “Trocar credenciais” e cole os dados do painel da Gupshup."),
    unheard_fix=_(
        "No painel da Gupshup, abra o app, cole o endereço abaixo em “Callback URL” e mande "
        "um “oi” para o número."
    ),
    has_secret_in_door=True,
    door_label=_("Callback URL para o painel da Gupshup (tem uma senha: não mostre a ninguém):"),
)
EVOLUTION = ProviderFacts(
    name="Evolution API",
    capabilities=EvolutionGateway.capabilities,
    webhook="evolution_webhook",
    form="channel_evolution",
    form_label=_("Ligar pela Evolution API"),
    missing=_("Falta a chave da API."),
    missing_fix=_("Toque em “Trocar credenciais” e cole a chave do seu servidor."),
    unheard_fix=_("Abra “Parear celular”, confira se está ligado e mande um “oi” para o número."),
    pairs=True,
    door_label=_("Endereço do webhook, que nós já pedimos ao seu servidor:"),
)

FACTS: Mapping[str, ProviderFacts] = {
    Provider.META: META,
    Provider.SAMPLE: META,  # what leads nowhere looks like the usual
    Provider.TWILIO: TWILIO,
    Provider.GUPSHUP: GUPSHUP,
    Provider.EVOLUTION: EVOLUTION,
}
# Those that an owner may have instead of Meta, in the order in which they are offered.
OTHERS = (TWILIO, GUPSHUP, EVOLUTION)
