"""Connects a WhatsApp number to an organization."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization
from accounts.selectors.organizations import organizations_with_slug
from bot.gateways import GatewayError
from bot.models import Channel
from bot.selectors.channels import webhook_url_of
from bot.services.channels import NumberTaken, create_channel
from bot.services.evolution_channels import create_evolution_channel
from bot.services.gateways import NotConnected
from bot.services.gupshup_channels import APP_ID, create_gupshup_channel
from bot.services.pairing import prepare_instance
from bot.services.templates import prepare_templates
from bot.services.twilio_channels import ACCOUNT, create_twilio_channel

# Options that need not stand in the list of processes, and where else each may stand.
SECRETS: Mapping[str, str] = {
    "access_token": "CHANNEL_ACCESS_TOKEN",
    "app_secret": "CHANNEL_APP_SECRET",
    "verify_token": "CHANNEL_VERIFY_TOKEN",
}
# The same by the words of Twilio, Gupshup and the Evolution API.
ALIASES = {
    "access_token": ("--auth-token", "--api-key"),
    "verify_token": ("--webhook-secret", "--secret"),
}


class Command(BaseCommand):
    """Run again for the same number, it changes the credentials.

    A secret may be given as an option, as `-` (one line of the standard input each, in the
    order access token, app secret, verify token), or left out and set in the environment.
    """

    help = (
        "Connect a WhatsApp number to an organization: of Meta's Cloud API, or with "
        "--provider twilio a sender (--phone, --account-sid, --auth-token), with --provider "
        "gupshup an app's number (--phone, --app-name, --app-id, --api-key), with --provider "
        "evolution an instance (--server, --instance, --api-key). A secret given as "
        "'-' is read from a line of the standard input; one left out, from the environment."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--provider", choices=list(_CONNECTORS), default="meta")
        parser.add_argument("--phone-number-id", default="", type=_number_id, metavar="N")
        parser.add_argument(
            "--account-id",
            "--account-sid",
            "--app-id",
            default="",
            type=_account_id,
            metavar="WABA|AC|ID",
        )
        parser.add_argument("--app-name", "--instance", default="", metavar="TEXT")
        for name, variable in SECRETS.items():
            options = [f"--{name.replace('_', '-')}", *ALIASES.get(name, ())]
            parser.add_argument(*options, metavar="TEXT|-", help=f"or {variable}")
        parser.add_argument(
            "--graph-url",
            "--api-url",
            "--server",
            "--base-url",
            default="",
            type=_address,
            metavar="URL",
        )
        parser.add_argument("--display-number", "--phone", default="", metavar="TEXT")
        parser.add_argument("--name", default="WhatsApp")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = organizations_with_slug(options["organization"]).first()
        if organization is None:
            text = _("Não existe a empresa “%(slug)s”.")
            raise CommandError(text % {"slug": options["organization"]})
        try:
            channel = _CONNECTORS[options["provider"]](organization, options)
        except NumberTaken as error:
            raise CommandError(_("Este número já é de outra empresa.")) from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        text = _("Número %(number)s ligado a %(name)s.")
        self.stdout.write(text % {"number": channel.number_id, "name": organization.name})
        if channel.facts.has_own_door:
            self.stdout.write(_("Webhook: %(url)s") % {"url": webhook_url_of(channel)})
        if channel.facts.pairs:
            self._prepare_instance(channel)
        if channel.facts.capabilities.has_templates:
            self._prepare_templates(channel)

    def _prepare_instance(self, channel: Channel) -> None:
        try:
            prepare_instance(channel)
        except (GatewayError, NotConnected) as error:
            text = _("O servidor ainda não foi preparado: %(error)s. O pareamento tenta de novo.")
            self.stderr.write(text % {"error": error})
        else:
            self.stdout.write(_("Instância pronta. Pareie o celular em Configurações, Canais."))

    def _prepare_templates(self, channel: Channel) -> None:
        if not channel.account_id:
            text = _("Sem --account-id os modelos de lembrete não foram enviados para aprovação.")
            self.stderr.write(text)
            return
        try:
            submitted = prepare_templates(channel=channel, now=timezone.now())
        except GatewayError as error:
            text = _("Os modelos ainda não foram enviados: %(error)s. O worker tenta de novo.")
            self.stderr.write(text % {"error": error})
        else:
            text = _("Modelos enviados para aprovação: %(count)d.")
            self.stdout.write(text % {"count": submitted})


def _meta(organization: Organization, options: dict[str, Any]) -> Channel:
    if not options["phone_number_id"]:
        raise CommandError(_("Informe --phone-number-id."))
    try:
        number_id = _number_id(options["phone_number_id"])
    except ArgumentTypeError as error:
        raise CommandError(str(error)) from error
    secrets = {name: _secret(name, options[name]) for name in SECRETS}
    return create_channel(
        organization=organization,
        number_id=number_id,
        account_id=options["account_id"],
        graph_url=options["graph_url"],
        display_phone_number=options["display_number"][:30],
        name=options["name"][:80],
        **secrets,
    )


def _twilio(organization: Organization, options: dict[str, Any]) -> Channel:
    return create_twilio_channel(
        organization=organization,
        phone=options["display_number"],
        account_sid=options["account_id"],
        auth_token=_secret("access_token", options["access_token"]),
        api_url=options["graph_url"],
        name=options["name"][:80],
    )


def _gupshup(organization: Organization, options: dict[str, Any]) -> Channel:
    """Without a --webhook-secret its address keeps the one it has, or gets one."""
    return create_gupshup_channel(
        organization=organization,
        phone=options["display_number"],
        app_name=options["app_name"],
        app_id=options["account_id"],
        api_key=_secret("access_token", options["access_token"]),
        secret=_secret("verify_token", options["verify_token"], is_needed=False),
        api_url=options["graph_url"],
        name=options["name"][:80],
    )


def _evolution(organization: Organization, options: dict[str, Any]) -> Channel:
    """The instance of a server; without a --webhook-secret webhooks bring its key."""
    return create_evolution_channel(
        organization=organization,
        server=options["graph_url"],
        instance=options["app_name"],
        api_key=_secret("access_token", options["access_token"]),
        secret=_secret("verify_token", options["verify_token"], is_needed=False),
        name=options["name"][:80],
    )


_CONNECTORS: Mapping[str, Callable[[Organization, dict[str, Any]], Channel]] = {
    "meta": _meta,
    "twilio": _twilio,
    "gupshup": _gupshup,
    "evolution": _evolution,
}


def _secret(name: str, given: str | None, *, is_needed: bool = True) -> str:
    """The option, a line of the standard input, or the environment; "" where none is needed."""
    variable = SECRETS[name]
    value = os.environ.get(variable, "") if given is None else given
    if given == "-":
        value = sys.stdin.readline()
    if not value.strip() and is_needed:
        text = _("Informe --%(option)s (“-” lê da entrada padrão) ou %(variable)s.")
        raise CommandError(text % {"option": name.replace("_", "-"), "variable": variable})
    return value.strip()


def _number_id(text: str) -> str:
    """Meta's ids have digits only; an empty one is none."""
    if text and not (text.isascii() and text.isdigit() and len(text) <= 40):
        raise ArgumentTypeError(_("“%(text)s” não é um ID da Meta: só dígitos.") % {"text": text})
    return text


def _account_id(text: str) -> str:
    """Meta's account has digits, Twilio's begins with AC, Gupshup's app has a UUID."""
    is_other = ACCOUNT.fullmatch(text) or ("-" in text and APP_ID.fullmatch(text))
    return text if is_other else _number_id(text)


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_good = not text or (parts.scheme in {"http", "https"} and bool(parts.hostname))
    except ValueError:
        is_good = False
    if not is_good or len(text) > 200:
        shown = {"text": text[:200]}
        raise ArgumentTypeError(_("“%(text)s” não é um endereço http(s).") % shown)
    return text
