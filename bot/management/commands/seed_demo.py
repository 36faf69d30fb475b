"""Fills a demo organization."""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization, User
from bot.gateways import GatewayError
from bot.models import Channel
from bot.services.channels import create_channel, prepare_templates
from config.demo.agenda import top_up
from config.demo.businesses import BUSINESSES, SALON
from config.demo.organization import (
    ADMIN,
    OWNER,
    ensure_members,
    ensure_organization,
    ensure_user,
)
from config.demo.talks import ensure_talks


class Command(BaseCommand):
    """Idempotent: a second run only fills the days that have come since."""

    help = "Make a believable demo organization; prints its logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vertical", choices=sorted(BUSINESSES), default="salon")

    def handle(self, *args: Any, **options: Any) -> None:
        business = BUSINESSES[options["vertical"]]
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        with transaction.atomic():
            owner = ensure_user(OWNER, "Ana Souza", password)
            ensure_user(ADMIN, "Administração", password, is_superuser=True)
            organization, _is_new = ensure_organization(business, owner)
            if business == SALON:
                ensure_members(organization, password)
            with scope(organization=organization):
                visits = top_up(organization, timezone.now())
        if business == SALON and os.environ.get("SIMULATOR_PHONE_NUMBER_ID"):
            self._connect(organization, owner)
        self.stdout.write(f"{organization.name}: /o/{organization.slug}/ ({visits} new visits)")
        self.stdout.write(f"Owner: {OWNER}  password: {password}")
        self.stdout.write(f"Superuser: {ADMIN}  password: {password}")

    def _connect(self, organization: Organization, owner: User) -> None:
        """The simulator's number, its templates, and an inbox that is not empty."""
        env = os.environ
        channel = create_channel(
            organization=organization,
            number_id=env["SIMULATOR_PHONE_NUMBER_ID"],
            account_id=env["SIMULATOR_WABA_ID"],
            access_token=env["SIMULATOR_ACCESS_TOKEN"],
            app_secret=env["SIMULATOR_APP_SECRET"],
            verify_token=env["SIMULATOR_VERIFY_TOKEN"],
            graph_url=f"{env['SIMULATOR_URL'].rstrip('/')}/v24.0",
            display_phone_number=organization.phone,
        )
        with transaction.atomic(), scope(organization=organization):
            ensure_talks(channel, owner, timezone.now())
        self._prepare_templates(channel)

    def _prepare_templates(self, channel: Channel) -> None:
        try:
            prepare_templates(channel=channel, now=timezone.now())
        except GatewayError:
            self.stderr.write("The simulator does not answer yet; templates come later.")
