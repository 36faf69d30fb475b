"""`manage.py seed_scale`: an organization as big as one asks for, to see that it stays fast."""

import os
import secrets
from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Vertical
from accounts.models import Organization, User
from accounts.services.organizations import create_organization
from bot.models import Conversation, Delivery, Message
from bot.services.channels import create_channel
from catalog.models import Service
from config.demo.people import FIRST
from config.demo.scale import make_customers, make_talks, make_visits
from scheduling.models import Appointment, Shift, Staff, StaffService
from scheduling.services.policy import ensure_policy

OWNER = "scale@zapenda.test"
TEAM = 12
WIDTH = 30
SIZES = {"customers": 100_000, "appointments": 200_000, "conversations": 100_000}
SIZES |= {"messages": 1_000_000}


class Command(BaseCommand):
    """All in one transaction: a run that is stopped leaves nothing behind.

    The password of the owner is DEMO_PASSWORD, else a new one.
    """

    help = "Make a big organization; prints its login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, count in SIZES.items():
            parser.add_argument(f"--{name}", type=int, default=count)
        parser.add_argument("--organization", default="scale", metavar="SLUG")
        parser.add_argument("--again", action="store_true", help="replace the one that is there")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.sizes = {name: options[name] for name in SIZES}
        if min(self.sizes.values()) < 1 or options["conversations"] > options["customers"]:
            raise CommandError("At least 1 of each; a customer has one conversation at most.")
        slug = options["organization"]
        self._make_room(slug, again=options["again"])
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        owner = User.objects.filter(email=OWNER).first() or User(email=OWNER, name="Escala")
        owner.set_password(password)
        owner.save()
        organization = create_organization(
            name="Escala", slug=slug, owner=owner, vertical=Vertical.SALON
        )
        with connection.cursor() as cursor:  # nobody watches this business being made up
            cursor.execute("SET LOCAL zapenda.quiet = 'on'")
        with scope(organization=organization):
            self._fill(organization)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"/o/{slug}/\n  {OWNER}   password: {password}   (OWNER)")

    def _make_room(self, slug: str, *, again: bool) -> None:
        there = Organization.objects.filter(slug=slug).first()
        if there is None:
            return
        if not again:
            raise CommandError(f"There is an organization {slug} already; --again replaces it.")
        with scope(organization=there):
            if not there_is_ours(there):
                raise CommandError(f"The organization {slug} was not made by this command.")
            for model in (Delivery, Message, Conversation, Appointment):
                model.objects.all()._raw_delete(using="default")
            there.delete()

    def _fill(self, organization: Organization) -> None:
        now = timezone.now()
        service, team = make_house(organization)
        channel = create_channel(
            organization=organization,
            number_id=str(organization.pk.int % 10**15),
            access_token="none",  # noqa: S106 - nothing is ever sent from here
            app_secret="none",  # noqa: S106
            verify_token="none",  # noqa: S106
            graph_url="http://127.0.0.1:9/v24.0",
        )
        zone = ZoneInfo(organization.time_zone)
        first_slot = datetime.combine(now.astimezone(zone).date(), time(9), tzinfo=zone)
        sizes = self.sizes
        customers = make_customers(organization, sizes["customers"], self._tell)
        make_visits(
            organization=organization,
            team=team,
            service=service,
            customers=customers,
            count=sizes["appointments"],
            first_slot=first_slot,
            tell=self._tell,
        )
        make_talks(
            channel=channel,
            customers=customers,
            conversations=sizes["conversations"],
            messages=sizes["messages"],
            now=now,
            tell=self._tell,
        )

    def _tell(self, what: str, done: int) -> None:
        total = self.sizes[what]
        bar = "#" * (WIDTH * done // total)
        end = "\n" if done >= total else ""
        self.stderr.write(f"\r{what:14}[{bar:{WIDTH}}] {done:,}/{total:,}", ending=end)


def there_is_ours(organization: Organization) -> bool:
    """Whether this command made it: its owner is nobody else's login."""
    return User.objects.filter(email=OWNER, memberships__organization=organization).exists()


def make_house(organization: Organization) -> tuple[Service, list[Staff]]:
    """One service of half an hour, and a team that performs it from 9 to 19 every day."""
    policy = ensure_policy(organization=organization)
    policy.closes_on_holidays = False
    policy.save()
    service = Service.objects.create(
        organization=organization, name="Corte", duration_minutes=30, price=80
    )
    team = [
        Staff.objects.create(organization=organization, name=FIRST[n], position=n)
        for n in range(TEAM)
    ]
    for person in team:
        StaffService.objects.create(organization=organization, staff=person, service=service)
        for weekday in range(7):
            Shift.objects.create(
                organization=organization,
                staff=person,
                weekday=weekday,
                starts_at=time(9),
                ends_at=time(19),
            )
    return service, team
