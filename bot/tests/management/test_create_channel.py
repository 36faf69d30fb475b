from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.models import Channel
from bot.tests.factories import make_channel


def connect(where: Organization, **options: str) -> str:
    out = StringIO()
    given = {
        "organization": where.slug,
        "phone_number_id": "106540352242922",
        "access_token": "token",
        "app_secret": "secret",
        "verify_token": "verify",
    } | options
    call_command("create_channel", stdout=out, stderr=out, **given)
    return out.getvalue()


def test_create_channel_twice_changes_the_credentials(organization: Organization) -> None:
    connect(organization)
    connect(organization, access_token="new-token", app_secret="new-secret")
    channel = Channel.objects.get()
    assert (channel.access_token, channel.app_secret) == ("new-token", "new-secret")
    assert channel.previous_app_secret == "secret"


def test_create_channel_keeps_secrets_unreadable_in_the_database(
    organization: Organization,
) -> None:
    connect(organization, access_token="very-secret-token")
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_token FROM bot_channel")
        assert b"very-secret-token" not in bytes(cursor.fetchone()[0])


def test_create_channel_provider_away_is_a_warning(organization: Organization) -> None:
    printed = connect(organization, account_id="1022", graph_url="http://127.0.0.1:9/v24.0")
    assert "Templates were not prepared" in printed
    assert Channel.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"organization": "nobody"}, "no organization"),
        ({"phone_number_id": "+55 11"}, "digits only"),
    ],
)
def test_create_channel_refuses_clearly(
    organization: Organization, options: dict[str, str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        connect(organization, **options)
    assert not Channel.objects.exists()


def test_create_channel_of_another_organization_is_refused(organization: Organization) -> None:
    other = make_channel(make_organization())
    with pytest.raises(CommandError, match="Another organization"):
        connect(organization, phone_number_id=other.number_id)
