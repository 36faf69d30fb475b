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
    assert "Os modelos ainda não foram enviados: ConnectError" in printed
    assert Channel.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"organization": "nobody"}, "Não existe a empresa"),
        ({"phone_number_id": "+55 11"}, "só dígitos"),
        ({"phone_number_id": "1" * 41}, "só dígitos"),
        ({"access_token": " "}, "Informe --access-token"),
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
    with pytest.raises(CommandError, match="de outra empresa"):
        connect(organization, phone_number_id=other.number_id)


def test_create_channel_without_an_account_says_what_is_missing(organization: Organization) -> None:
    assert "Sem --account-id" in connect(organization)


def test_create_channel_reads_secrets_from_stdin_and_environment(
    organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("token-typed\nsecret-typed\n"))
    monkeypatch.setenv("CHANNEL_VERIFY_TOKEN", "verify-kept")
    call_command(
        "create_channel",
        *("--organization", organization.slug, "--phone-number-id", "77"),
        *("--access-token", "-", "--app-secret", "-"),
        stdout=StringIO(),
        stderr=StringIO(),
    )
    channel = Channel.objects.get()
    assert channel.access_token == "token-typed"
    assert (channel.app_secret, channel.verify_token) == ("secret-typed", "verify-kept")


@pytest.mark.parametrize(
    "url", ["ftp://example.test", "graph.facebook.com", "http://[1", "http://"]
)
def test_create_channel_refuses_a_wrong_address(url: str) -> None:
    with pytest.raises(CommandError, match="não é um endereço http"):
        call_command(
            "create_channel",
            *("--organization", "any", "--phone-number-id", "77", "--graph-url", url),
        )
