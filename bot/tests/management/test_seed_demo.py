from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django_scopes import scopes_disabled

from accounts.models import Customer, Membership, Organization
from bot.models import Channel, Conversation
from catalog.models import Service
from config.demo.businesses import BUSINESSES
from scheduling.models import Appointment, Staff
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
    assert "ana@studiobela.test" in printed
    assert "farol-manga-1234" in printed
    with scopes_disabled():
        assert Appointment.objects.filter(status="COMPLETED").count() > 300
    assert overlaps() == 0


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
