from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Customer, Membership, Organization
from accounts.services.events import publish
from accounts.tests.factories import make_organization
from bot.models import Channel, Conversation, Delivery
from bot.tests.factories import make_channel
from catalog.models import Service
from config.demo.agenda import OPEN, top_up
from config.demo.businesses import BUSINESSES
from scheduling.events import AppointmentBooked
from scheduling.models import Appointment, BookingPolicy, Reminder, Staff, WaitlistEntry
from scheduling.selectors.working_time import working_time
from scheduling.tests.factories import local
from scheduling.tests.services.test_concurrency import overlaps

SIMULATOR = {
    "SIMULATOR_PHONE_NUMBER_ID": "100000000000001",
    "SIMULATOR_WABA_ID": "100000000000002",
    "SIMULATOR_ACCESS_TOKEN": "token",
    "SIMULATOR_APP_SECRET": "secret",
    "SIMULATOR_VERIFY_TOKEN": "verify",
    "SIMULATOR_URL": "http://127.0.0.1:9",
}
COUNTED = (Organization, Membership, Customer, Service, Staff, Appointment, Channel, Conversation)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SIMULATOR.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DEMO_PASSWORD", "farol-manga-1234")


def seed(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def counts() -> list[int]:
    with scopes_disabled():
        return [model.objects.count() for model in COUNTED]


@pytest.mark.django_db
def test_seed_demo_twice_is_the_same_as_once() -> None:
    printed = seed()
    once = counts()
    seed()
    assert counts() == once
    for person in ("ana@studiobela", "bruno@studiobela", "vera@studiobela", "admin@zapenda"):
        assert f"{person}.test   password: farol-manga-1234" in printed
    with scopes_disabled():
        assert Conversation.objects.filter(waits_for_person=True).count() == 2
        assert not Delivery.objects.exclude(status="READ").exists()
    assert overlaps() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("vertical", sorted(BUSINESSES))
def test_seed_demo_fills_two_months_densely(vertical: str) -> None:
    seed("--vertical", vertical)
    now = timezone.now()
    organization = Organization.objects.get()
    with scope(organization=organization):
        first, last = (now - timedelta(days=50)).date(), (now - timedelta(days=2)).date()
        work = working_time(
            organization=organization,
            policy=BookingPolicy.objects.get(),
            staff_ids=Staff.objects.values_list("pk", flat=True),
            first=first,
            last=last,
        )
        worked = sum(end - start for hours in work.values() for start, end in hours)
        visits = Appointment.objects.filter(
            starts_at__date__range=(first, last), status__in=["COMPLETED", "NO_SHOW"]
        )
        taken = sum((v.busy.upper - v.busy.lower).total_seconds() for v in visits)
        assert 0.55 <= taken / worked <= 0.8
        ahead = Appointment.objects.filter(starts_at__gt=now + timedelta(days=14))
        assert ahead.filter(status="CONFIRMED").exists()
        assert Reminder.objects.filter(due_at__gt=now).exists()
        twice = visits.values("customer", "starts_at__date").annotate(n=Count("id"))
        assert not twice.filter(n__gt=1).exists()
    assert overlaps() == 0


@pytest.mark.django_db
def test_seed_demo_days_later_settles_what_was_and_fills_what_comes() -> None:
    seed()
    organization = Organization.objects.get()
    now, later = timezone.now(), timezone.now() + timedelta(days=9)
    with scope(organization=organization), transaction.atomic():
        mine = Appointment.objects.filter(status="CONFIRMED", starts_at__gt=now).first()
        publish(
            AppointmentBooked(
                organization_id=organization.pk,
                appointment_id=mine.pk,
                customer_id=mine.customer_id,
                source="BOT",
            )
        )
        before = Appointment.objects.count()
        assert top_up(organization, later) > 0
        assert Appointment.objects.count() > before
        past = Appointment.objects.filter(ends_at__lte=later)
        assert {v.pk for v in past.filter(status__in=OPEN)} == {mine.pk}  # a visitor's own
        newest = Appointment.objects.order_by("-starts_at").first()
        assert newest.starts_at > later + timedelta(days=18)
    assert overlaps() == 0


@pytest.mark.django_db
def test_seed_demo_in_the_evening_keeps_to_the_calendar_of_the_house(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In London the new year has begun."""
    monkeypatch.setattr(timezone, "now", lambda: local(2026, 12, 31, 22))
    seed()
    with scopes_disabled():
        assert WaitlistEntry.objects.earliest("first_on").first_on == date(2026, 12, 31)


@pytest.mark.django_db
def test_seed_demo_that_stopped_halfway_goes_on() -> None:
    """It ends after the agenda: the number is another organization's."""
    other = make_channel(make_organization(), number_id=SIMULATOR["SIMULATOR_PHONE_NUMBER_ID"])
    with pytest.raises(CommandError, match="outra empresa"):
        seed()
    halfway = counts()
    with scopes_disabled():
        other.delete()
    seed()
    assert counts()[:-2] == halfway[:-2]
    assert counts()[-2:] == [1, 25]


@pytest.mark.django_db(transaction=True)
def test_seed_demo_started_twice_at_once_makes_one() -> None:
    def run(_number: int) -> str:
        try:
            return seed("--vertical", "petshop")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    once = counts()
    seed("--vertical", "petshop")
    assert counts() == once
    assert (once[0], once[3], once[4]) == (1, 8, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("vertical", sorted(BUSINESSES))
def test_seed_demo_opens_for_its_owner(vertical: str) -> None:
    seed("--vertical", vertical)
    client = Client()
    answer = client.post(
        "/login/", {"username": "ana@studiobela.test", "password": "farol-manga-1234"}
    )
    assert answer.status_code == 302
    page = client.get(f"/o/{BUSINESSES[vertical].slug}/agenda/")
    assert BUSINESSES[vertical].name in page.content.decode()
