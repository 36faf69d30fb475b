"""A salon whose WhatsApp number lives at the simulator, for journeys and crash tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_user
from bot.models import Channel
from bot.tests.factories import make_channel
from catalog.models import Service
from catalog.tests.factories import make_service
from config.run.testing.stack import SIMULATOR, LiveStack
from scheduling.models import BookingPolicy, Staff
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import SAO_PAULO, make_staff

OWNER = "ana@studiobela.test"


@dataclass(frozen=True, slots=True)
class Shop:
    organization: Organization
    channel: Channel
    service: Service
    staff: Staff

    @contextmanager
    def open(self) -> Iterator[None]:
        with scope(organization=self.organization):
            yield


def open_shop(stack: LiveStack) -> Shop:
    """One person, one service of an hour, every day from 9 to 18, holidays included."""
    owner = make_user(email=OWNER, name="Ana Souza")
    organization = make_organization(name="Studio Bela", slug="studio-bela", owner=owner)
    with scope(organization=organization):
        ensure_policy(organization=organization)
        BookingPolicy.objects.update(closes_on_holidays=False)
        service = make_service(organization, name="Corte feminino")
        staff = make_staff(organization, [service], name="Ana")
        channel = make_channel(
            organization,
            number_id=SIMULATOR["SIMULATOR_PHONE_NUMBER_ID"],
            account_id=SIMULATOR["SIMULATOR_WABA_ID"],
            access_token=SIMULATOR["SIMULATOR_ACCESS_TOKEN"],
            app_secret=SIMULATOR["SIMULATOR_APP_SECRET"],
            verify_token=SIMULATOR["SIMULATOR_VERIFY_TOKEN"],
            graph_url=f"{stack.simulator_url}/v24.0",
        )
    return Shop(organization, channel, service, staff)


def in_days(days: int, hour: int) -> datetime:
    """That hour on the shop's wall clock, so many days from today."""
    today = timezone.now().astimezone(SAO_PAULO)
    day = today + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
