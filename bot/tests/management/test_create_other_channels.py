"""`create_channel --provider gupshup` and `--provider evolution`."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.enums import Provider
from bot.models import Channel, MessageTemplate
from bot.tests.gateways.contract.evolution import KEY, SERVER_KEY, EvolutionStage
from bot.tests.gateways.contract.server import Answer, ProviderServer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL

APP_ID = "c6aecef6-bcb0-4fb1-8100-28c094e3bc6b"


@pytest.fixture
def server(settings: Any) -> Iterator[ProviderServer]:
    settings.PUBLIC_URL, settings.EVOLUTION_PRIVATE = PUBLIC_URL, True
    with provider_server(lambda _asked: Answer(status=503)) as made:
        yield made


def create(where: Organization, *arguments: str) -> str:
    out = StringIO()
    call_command(
        "create_channel", f"--organization={where.slug}", *arguments, stdout=out, stderr=out
    )
    return out.getvalue()


def gupshup(where: Organization, server: ProviderServer, *more: str) -> str:
    known = ["--provider=gupshup", "--phone=+55 11 3333-0000", "--app-name=Studio"]
    return create(where, *known, f"--app-id={APP_ID}", f"--api-url={server.url}", *more)


def evolution(where: Organization, server: ProviderServer, *more: str) -> str:
    known = ["--provider=evolution", f"--server={server.url}", "--instance=studio"]
    return create(where, *known, *more)


def test_a_number_of_gupshup(organization: Organization, server: ProviderServer) -> None:
    made = {"status": "success", "template": {"id": "7", "status": "PENDING"}}
    server.play = lambda asked: Answer(
        made if asked.method == "POST" else {"status": "success", "templates": []}
    )
    said = gupshup(organization, server, "--api-key=very-secret", "--webhook-secret=at-the-door")
    channel = Channel.objects.get()
    assert (channel.provider, channel.number_id) == (Provider.GUPSHUP, "551133330000")
    assert (channel.remote_name, channel.account_id) == ("Studio", APP_ID)
    assert (channel.access_token, channel.app_secret) == ("very-secret", "at-the-door")
    assert f"{PUBLIC_URL}/webhooks/gupshup/{channel.pk}/at-the-door/" in said
    assert "very-secret" not in said
    assert MessageTemplate.objects.filter(status="PENDING").count() == 3
    gupshup(organization, server, "--api-key=newer")
    assert (Channel.objects.get().access_token, Channel.objects.get().app_secret) == (
        "newer",
        "at-the-door",
    )


def test_an_instance_of_the_evolution_api(
    organization: Organization, server: ProviderServer
) -> None:
    stage = EvolutionStage(server, Channel())
    stage.state = None
    server.play = stage.play
    said = evolution(organization, server, f"--api-key={SERVER_KEY}")
    channel = Channel.objects.get()
    assert (channel.provider, channel.remote_name) == (Provider.EVOLUTION, "studio")
    assert channel.access_token == KEY, "the server's key is exchanged for the instance's"
    assert f"{PUBLIC_URL}/webhooks/evolution/{channel.pk}/" in said
    assert stage.webhook["url"].endswith(f"{channel.pk}/")
    assert SERVER_KEY not in said
    assert "modelos" not in said.lower()


def test_a_server_that_is_away_is_told_and_the_number_kept(
    organization: Organization, server: ProviderServer
) -> None:
    said = evolution(organization, server, f"--api-key={KEY}", "--secret=at-the-door")
    assert "ainda não foi preparado" in said
    assert Channel.objects.get().app_secret == "at-the-door"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--provider=gupshup", "--phone=x", "--app-name=A", "--api-key=k"],
        ["--provider=gupshup", "--phone=+5511333300", "--api-key=k"],
        [
            "--provider=gupshup",
            "--phone=+551133330000",
            "--app-name=A",
            "--api-key=k",
            "--secret=x y",
        ],
        ["--provider=evolution", "--server=https://evo.example", "--instance=a/b", "--api-key=k"],
        ["--provider=evolution", "--instance=studio", "--api-key=k"],
        ["--provider=evolution", "--server=https://evo.example", "--instance=studio"],
    ],
)
def test_what_is_missing_is_said(
    organization: Organization, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.delenv("CHANNEL_ACCESS_TOKEN", raising=False)
    with pytest.raises(CommandError):
        create(organization, *arguments)
    assert not Channel.objects.exists()


def test_an_instance_of_another_house_is_refused(
    organization: Organization, server: ProviderServer
) -> None:
    evolution(make_organization(), server, f"--api-key={KEY}")
    with pytest.raises(CommandError, match="outra empresa"):
        evolution(organization, server, f"--api-key={KEY}")
