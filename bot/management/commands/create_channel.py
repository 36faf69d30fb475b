"""Connects a WhatsApp number to an organization."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.selectors.organizations import organizations_with_slug
from bot.gateways import GatewayError
from bot.services.channels import NumberTaken, create_channel, prepare_templates


class Command(BaseCommand):
    """Run again for the same number, it changes the credentials."""

    help = "Connect a WhatsApp number (Meta Cloud API) to an organization."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--provider", choices=["meta"], default="meta")
        parser.add_argument("--phone-number-id", required=True, metavar="N")
        parser.add_argument("--account-id", default="", metavar="WABA")
        parser.add_argument("--access-token", required=True, metavar="T")
        parser.add_argument("--app-secret", required=True, metavar="S")
        parser.add_argument("--verify-token", required=True, metavar="V")
        parser.add_argument("--graph-url", default="", metavar="URL")
        parser.add_argument("--display-number", default="", metavar="TEXT")
        parser.add_argument("--name", default="WhatsApp")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = organizations_with_slug(options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']!r}.")
        try:
            channel = create_channel(
                organization=organization,
                number_id=options["phone_number_id"],
                account_id=options["account_id"],
                access_token=options["access_token"],
                app_secret=options["app_secret"],
                verify_token=options["verify_token"],
                graph_url=options["graph_url"],
                display_phone_number=options["display_number"],
                name=options["name"],
            )
        except NumberTaken as error:
            raise CommandError("Another organization has this phone number id.") from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"Connected {channel.number_id} to {organization.name}.")
        if channel.account_id:
            self._prepare(channel)

    def _prepare(self, channel: Any) -> None:
        try:
            submitted = prepare_templates(channel=channel, now=timezone.now())
        except GatewayError as error:
            self.stderr.write(f"Templates were not prepared: {error}. Try again later.")
        else:
            self.stdout.write(f"Submitted {submitted} templates for approval.")
