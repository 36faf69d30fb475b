"""`manage.py seed_demo [--vertical salon|clinic|petshop]`: a business to look at."""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.models import Organization, User
from bot.services.channels import NumberTaken, create_channel
from config.demo.agenda import top_up
from config.demo.businesses import BUSINESSES, SALON
from config.demo.extras import ensure_extras
from config.demo.organization import (
    ADMIN,
    MEMBERS,
    OWNER,
    ensure_members,
    ensure_organization,
    ensure_user,
)
from config.demo.talks import ensure_talks

SIMULATOR = ("PHONE_NUMBER_ID", "WABA_ID", "ACCESS_TOKEN", "APP_SECRET", "VERIFY_TOKEN", "URL")
LOCK = 0x7A617065  # any number that is always the same: two runs at once take turns


class Command(BaseCommand):
    """Idempotent: a second run only fills the days that have come since.

    The password of all demo logins is DEMO_PASSWORD, else a new one at each run.
    """

    help = "Make a believable demo organization; prints its logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vertical", choices=sorted(BUSINESSES), default="salon")

    def handle(self, *args: Any, **options: Any) -> None:
        business = BUSINESSES[options["vertical"]]
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            owner = ensure_user(OWNER, "Ana Souza", password)
            ensure_user(ADMIN, "Administração", password, is_superuser=True)
            organization = ensure_organization(business, owner)
            if business == SALON:
                ensure_members(organization, password)
            with scope(organization=organization):
                visits = top_up(organization, timezone.now())
                if business == SALON:
                    ensure_extras(organization, owner, timezone.now())
        if business == SALON:
            self._connect(organization, owner)
        self._tell(organization, visits, password, has_members=business == SALON)

    def _tell(
        self, organization: Organization, visits: int, password: str, *, has_members: bool
    ) -> None:
        text = _("%(name)s: /o/%(slug)s/ (agendamentos novos: %(visits)d)")
        shown = {"name": organization.name, "slug": organization.slug, "visits": visits}
        self.stdout.write(text % shown)
        people = [("OWNER", OWNER)]
        people += [(role, email) for email, _name, role in MEMBERS] if has_members else []
        people.append((_("administração em /admin/"), ADMIN))
        for role, email in people:  # "password:" as `make run` says it, for scripts that read it
            self.stdout.write(f"  {email}   password: {password}   ({role})")

    def _connect(self, organization: Organization, owner: User) -> None:
        """The simulator's number and an inbox that is not empty."""
        env = {name: os.environ.get(f"SIMULATOR_{name}", "") for name in SIMULATOR}
        if not all(env.values()):
            return
        try:
            channel = create_channel(
                organization=organization,
                number_id=env["PHONE_NUMBER_ID"],
                account_id=env["WABA_ID"],
                access_token=env["ACCESS_TOKEN"],
                app_secret=env["APP_SECRET"],
                verify_token=env["VERIFY_TOKEN"],
                graph_url=f"{env['URL'].rstrip('/')}/v24.0",
                display_phone_number=organization.phone,
            )
        except NumberTaken as error:
            raise CommandError(_("O número do simulador já é de outra empresa.")) from error
        with transaction.atomic(), scope(organization=organization):
            ensure_talks(channel, owner, timezone.now())
