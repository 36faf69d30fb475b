"""`create_channel --provider twilio`."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.enums import Provider
from bot.models import Channel, MessageTemplate
from bot.services.twilio_channels import create_twilio_channel
from bot.tests.gateways.contract.server import Answer, ProviderServer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL

ACCOUNT, TOKEN = "AC" + "0f" * 16, "very-secret-token"


def play(asked: Any) -> Answer:
    if asked.path == "/v1/ContentAndApprovals":
        return Answer({"contents": [], "meta": {}})
    return Answer({"sid": "HX" + "1" * 32, "status": "received"}, 201)


@pytest.fixture
def twilio(settings: Any) -> Iterator[ProviderServer]:
    settings.PUBLIC_URL = PUBLIC_URL
    with provider_server(play) as server:
        yield server


def connect(where: Organization, api_url: str, **options: str) -> str:
    out = StringIO()
    given = {
        "--organization": where.slug,
        "--provider": "twilio",
        "--phone": "+1 415 523 8886",
        "--account-sid": ACCOUNT,
        "--auth-token": TOKEN,
        "--api-url": api_url,
    } | {f"--{name.replace('_', '-')}": value for name, value in options.items()}
    arguments = [f"{name}={value}" for name, value in given.items()]
    call_command("create_channel", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_number_is_connected_and_its_webhook_told(
    organization: Organization, twilio: ProviderServer
) -> None:
    said = connect(organization, twilio.url)
    channel = Channel.objects.get()
    assert (channel.provider, channel.number_id) == (Provider.TWILIO, "whatsapp:+14155238886")
    assert (channel.account_id, channel.access_token) == (ACCOUNT, TOKEN)
    assert f"{PUBLIC_URL}/webhooks/twilio/{channel.pk}/" in said
    assert MessageTemplate.objects.filter(channel=channel, status="PENDING").count() == 3
    assert TOKEN not in said


def test_twice_changes_the_credentials(organization: Organization, twilio: ProviderServer) -> None:
    for token in ("old", "new"):
        connect(organization, twilio.url, auth_token=token)
    channel = Channel.objects.get()
    assert (channel.access_token, channel.previous_app_secret) == ("new", "old")


def test_token_is_unreadable_in_the_database(
    organization: Organization, twilio: ProviderServer
) -> None:
    connect(organization, twilio.url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_token, app_secret FROM bot_channel")
        assert not [value for value in cursor.fetchone() if TOKEN.encode() in bytes(value)]


def test_token_may_stand_in_the_environment(
    organization: Organization, twilio: ProviderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANNEL_ACCESS_TOKEN", "from-outside")
    out = StringIO()
    arguments = [
        "--provider=twilio",
        f"--organization={organization.slug}",
        "--phone=+551130000000",
    ]
    arguments += [f"--account-sid={ACCOUNT}", f"--api-url={twilio.url}"]
    call_command("create_channel", *arguments, stdout=out, stderr=out)
    assert Channel.objects.get().access_token == "from-outside"


@pytest.mark.parametrize(("name", "value"), [("phone", "onze"), ("account_sid", "123")])
def test_bad_values_are_refused(
    organization: Organization, twilio: ProviderServer, name: str, value: str
) -> None:
    with pytest.raises(CommandError):
        connect(organization, twilio.url, **{name: value})
    assert not Channel.objects.exists()


def test_number_of_another_house_is_refused(
    organization: Organization, twilio: ProviderServer
) -> None:
    create_twilio_channel(
        organization=make_organization(),
        phone="+14155238886",
        account_sid=ACCOUNT,
        auth_token="theirs",
    )
    with pytest.raises(CommandError, match="outra empresa"):
        connect(organization, twilio.url)
