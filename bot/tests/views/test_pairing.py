"""An instance of the Evolution API in the settings: connected, paired, thrown out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_organization, make_user
from bot.enums import ChannelStatus, Provider
from bot.models import Channel, Message, Pairing
from bot.services.channel_settings import NotConnected, disconnect_channel
from bot.services.connection_check import check_connection, is_usable
from bot.services.evolution_channels import create_evolution_channel
from bot.services.pairing import look_at_pairing, prepare_instance
from bot.tests.gateways.contract.evolution import (
    INSTANCE,
    KEY,
    SERVER_KEY,
    EvolutionStage,
    message_data,
)
from bot.tests.gateways.contract.server import Answer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL
from bot.tests.views.channel_pages import PARTIAL, Login, url

DETAILS = {
    "name": "Recepção",
    "server": "https://evolution.studio.example/",
    "instance": INSTANCE,
    "api_key": KEY,
    "knows_risk": "on",
}


@pytest.fixture
def stage(organization: Organization, settings: Any) -> Iterator[EvolutionStage]:
    settings.PUBLIC_URL, settings.EVOLUTION_PRIVATE = PUBLIC_URL, True
    with provider_server(lambda _asked: Answer(status=503)) as server:
        made = EvolutionStage.connect(organization, server, api_key=SERVER_KEY)
        made.state = None
        server.play = made.play
        yield made


def here(stage: EvolutionStage, rest: str = "") -> str:
    return url(stage.channel.organization, f"{stage.channel.pk}/pairing/{rest}")


def test_instance_is_connected_and_leads_to_its_pairing(
    organization: Organization, login: Login
) -> None:
    answer = login().post(url(organization, "new/evolution/"), DETAILS, headers=PARTIAL)
    made = Channel.objects.get()
    assert answer["HX-Redirect"] == url(organization, f"{made.pk}/pairing/")
    assert (made.provider, made.graph_url) == (Provider.EVOLUTION, DETAILS["server"].rstrip("/"))
    assert (made.remote_name, made.access_token) == (INSTANCE, KEY)
    assert AuditEntry.objects.get().action == "channel.connected"
    login().post(url(organization, "new/evolution/"), DETAILS | {"api_key": "nova"})
    assert Channel.objects.get().access_token == "nova"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("server", "evolution.example", "https://"),
        ("server", "http://evolution.example", "https://"),
        ("server", "https://user:pw@evolution.example", "https://"),
        ("server", "https://evolution.example:99999", "https://"),
        ("instance", "../outra", "só letras"),
        ("api_key", "", "Cole a chave"),
        ("knows_risk", "", "Marque para continuar"),
    ],
)
def test_bad_value_is_said_without_repeating_the_key(
    organization: Organization, login: Login, field: str, value: str, words: str
) -> None:
    answer = login().post(
        url(organization, "new/evolution/"), DETAILS | {field: value}, headers=PARTIAL
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert KEY not in page
    assert not Channel.objects.exists()


def test_instance_of_another_house_is_refused(organization: Organization, login: Login) -> None:
    create_evolution_channel(
        organization=make_organization(), server=DETAILS["server"], instance=INSTANCE, api_key="x"
    )
    answer = login().post(url(organization, "new/evolution/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 422
    assert "outra empresa" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_other_roles_stay_outside(stage: EvolutionStage, login: Login, role: Role) -> None:
    other = login(role)
    assert other.get(url(stage.channel.organization, "new/evolution/")).status_code == 403
    assert other.get(here(stage)).status_code == 403
    assert other.get(here(stage, "code.svg")).status_code == 403
    assert other.post(here(stage, "code/")).status_code == 403
    assert other.post(here(stage, "end/")).status_code == 403


def test_a_phone_is_paired(stage: EvolutionStage, login: Login) -> None:
    owner = login()
    page = owner.get(here(stage)).content.decode()
    assert "Nenhum celular pareado" in page
    assert 'role="alert"' not in page.split('id="pairing"')[1].split("pairing-acts")[0]
    assert owner.get(here(stage, "code.svg")).status_code == 204

    page = owner.post(here(stage, "code/"), headers=PARTIAL).content.decode()
    assert "Leia o QR code" in page
    assert "2@code-1" not in page
    picture = owner.get(here(stage, "code.svg"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "no-store"
    assert picture.content.lstrip().startswith(b"<?xml")

    made = Channel.objects.get()
    assert (made.access_token, made.app_secret) == (KEY, KEY), "the server's key is forgotten"
    assert stage.webhook["url"] == f"{PUBLIC_URL}/webhooks/evolution/{made.pk}/"
    assert stage.webhook["headers"]["apikey"] == KEY
    assert "MESSAGES_UPSERT" in stage.webhook["events"]

    stage.state = "open"
    look_at_pairing(channel=Channel.objects.get(), now=timezone.now() + timedelta(minutes=1))
    page = owner.get(here(stage), headers=PARTIAL).content.decode()
    assert "Celular pareado" in page
    assert "+551133330000" in page
    assert Pairing.objects.get().code == ""
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert actions == {"channel.pairing_begun"}


def test_an_old_code_is_renewed_while_one_is_wanted(stage: EvolutionStage, login: Login) -> None:
    login().post(here(stage, "code/"), headers=PARTIAL)
    now, channel = timezone.now(), Channel.objects.get()
    assert look_at_pairing(channel=channel, now=now + timedelta(seconds=10)).code == "2@code-1"
    assert look_at_pairing(channel=channel, now=now + timedelta(seconds=40)).code == "2@code-2"
    asked = len(stage.server.asked)
    look_at_pairing(channel=channel, now=now + timedelta(seconds=41))
    assert len(stage.server.asked) == asked, "not more often than every few seconds"
    late = look_at_pairing(channel=channel, now=now + timedelta(minutes=9))
    assert (late.code, stage.codes) == ("", 2), "nobody stands there any more"


def test_a_server_that_refuses_is_told(stage: EvolutionStage, login: Login) -> None:
    owner = login()
    Channel.objects.update(access_token="errada")
    answer = owner.post(here(stage, "code/"), headers=PARTIAL)
    assert answer.status_code == 409
    assert "não aceitou a chave" in answer.content.decode()
    stage.server.failures.append(Answer("", 503))
    answer = owner.post(here(stage, "code/"), headers=PARTIAL)
    assert "não respondeu" in answer.content.decode()
    page = owner.get(here(stage), headers=PARTIAL).content.decode()
    assert "O servidor não aceitou a chave da API" in page


def test_a_private_server_is_never_called(
    stage: EvolutionStage, login: Login, settings: Any
) -> None:
    settings.EVOLUTION_PRIVATE = False
    Channel.objects.update(graph_url=stage.server.url.replace("http:", "https:"))
    answer = login().post(here(stage, "code/"), headers=PARTIAL)
    assert answer.status_code == 409
    assert stage.server.asked == []
    assert check_connection(Channel.objects.get())[0].fix.startswith("Confira o endereço")


def test_news_of_the_server_keep_the_page_true(stage: EvolutionStage, login: Login) -> None:
    Channel.objects.update(access_token=KEY, app_secret=KEY)
    stage.post(stage.event("qrcode.updated", {"qrcode": {"code": "2@of-the-webhook"}}))
    assert Pairing.objects.get().code == "2@of-the-webhook"
    paired = {"state": "open", "wuid": "551133330000@s.whatsapp.net", "statusReason": 200}
    stage.post(stage.event("connection.update", paired))
    row = Pairing.objects.get()
    assert (row.state, row.code) == ("open", "")
    assert Channel.objects.get().display_phone_number == "+551133330000"
    stage.post(stage.event("connection.update", {"state": "close", "statusReason": 428}))
    assert Channel.objects.get().status == ChannelStatus.ACTIVE, "it comes back by itself"
    stage.post(stage.event("connection.update", {"state": "close", "statusReason": 401}))
    assert Channel.objects.get().status == ChannelStatus.PAUSED
    page = login().get(url(stage.channel.organization)).content.decode()
    assert "O celular desligou este aparelho" in page
    stage.post(stage.event("connection.update", paired | {"again": True}))
    fresh = Channel.objects.get()
    assert (fresh.status, fresh.pause_reason) == (ChannelStatus.ACTIVE, "")


def test_a_number_that_was_switched_off_is_not_woken_by_its_phone(
    stage: EvolutionStage, login: Login
) -> None:
    Channel.objects.update(access_token=KEY, app_secret=KEY)
    off = url(stage.channel.organization, f"{stage.channel.pk}/disconnection/")
    login().post(off, headers=PARTIAL)
    stage.post(stage.event("connection.update", {"state": "open", "statusReason": 200}))
    assert Channel.objects.get().status == ChannelStatus.PAUSED
    assert login().post(here(stage, "code/"), headers=PARTIAL).status_code == 409


def test_groups_and_statuses_are_counted_and_not_kept(stage: EvolutionStage, login: Login) -> None:
    Channel.objects.update(access_token=KEY, app_secret=KEY)
    for number, jid in enumerate(("1@g.us", "status@broadcast", "2@newsletter")):
        data = message_data(f"G{number}", {"conversation": "bom dia"}, remoteJid=jid)
        stage.post(stage.event("messages.upsert", data))
    assert not Message.objects.exists()
    assert "3 mensagens deles" in login().get(here(stage)).content.decode()


def test_the_phone_is_logged_out(stage: EvolutionStage, login: Login) -> None:
    stage.state = "open"
    owner = login()
    owner.get(here(stage))
    page = owner.post(here(stage, "end/"), headers=PARTIAL).content.decode()
    assert stage.state == "close"
    assert "Nenhum celular pareado" in page
    assert Channel.objects.get().status == ChannelStatus.PAUSED
    assert AuditEntry.objects.get().action == "channel.unpaired"


def test_check_finds_what_is_missing(stage: EvolutionStage) -> None:
    checks = check_connection(Channel.objects.get())
    assert "instância ainda não existe" in checks[0].fix
    stage.state = "close"
    checks = check_connection(Channel.objects.get())
    assert "Parear celular" in checks[0].fix
    assert not is_usable(checks)
    stage.state = "open"
    Channel.objects.update(access_token=KEY, app_secret=KEY)
    stage.post(stage.message("text", "in-1", text="oi"))
    assert [one.status.value for one in check_connection(Channel.objects.get())] == ["ok", "ok"]


def test_other_numbers_have_no_pairing(
    organization: Organization, stage: EvolutionStage, login: Login
) -> None:
    Channel.objects.update(provider=Provider.META)
    assert login().get(here(stage)).status_code == 404


def test_page_of_the_channels_offers_what_the_number_can(
    stage: EvolutionStage, login: Login
) -> None:
    page = login().get(url(stage.channel.organization)).content.decode()
    assert here(stage) in page
    assert "/settings/templates/" + str(stage.channel.pk) not in page
    assert "aqui o lembrete sai sem modelo" in page
    assert "Nenhum celular pareado: nada chega" in page
    Pairing.objects.create(
        organization=stage.channel.organization, channel=stage.channel, state="open"
    )
    page = login().get(url(stage.channel.organization)).content.decode()
    assert "Nenhum celular pareado" not in page
    assert "nota da Meta" not in page


def test_number_disconnected_while_its_server_answers_gets_no_key(stage: EvolutionStage) -> None:
    asking = Channel.objects.get(pk=stage.channel.pk)
    disconnect_channel(channel=stage.channel, reason="x", actor=make_user())
    with pytest.raises(NotConnected):
        prepare_instance(asking)
    assert not Channel.objects.get().access_token


def test_second_of_two_who_prepare_an_instance_takes_what_the_first_has_kept(
    stage: EvolutionStage,
) -> None:
    first, second = (Channel.objects.get(pk=stage.channel.pk) for _number in range(2))
    prepare_instance(first)
    prepare_instance(second)
    kept = Channel.objects.get()
    assert kept.access_token != SERVER_KEY
    for one in (first, second):
        assert (one.access_token, one.app_secret) == (kept.access_token, kept.app_secret)
