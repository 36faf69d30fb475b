"""Connecting a number of Twilio in the settings, and asking Twilio how it is."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.enums import Role
from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_organization
from bot.enums import Provider
from bot.models import Channel
from bot.services.connection_check import check_connection, is_usable
from bot.services.twilio_channels import create_twilio_channel
from bot.tests.gateways.contract.server import Answer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL
from bot.tests.gateways.contract.twilio import TOKEN, TwilioStage
from bot.tests.views.channel_pages import PARTIAL, Login, url

ACCOUNT = "AC" + "0a" * 16
DETAILS = {
    "name": "Recepção",
    "phone": "+55 (11) 3333-0000",
    "account_sid": ACCOUNT,
    "auth_token": "token-da-twilio",
}


@pytest.fixture
def stage(organization: Organization, settings: Any) -> Iterator[TwilioStage]:
    settings.PUBLIC_URL = PUBLIC_URL
    with provider_server(lambda _asked: Answer(status=503)) as server:
        made = TwilioStage.connect(organization, server)
        server.play = made.play
        yield made


def test_number_is_connected_and_its_address_is_shown(
    organization: Organization, login: Login, settings: Any
) -> None:
    settings.PUBLIC_URL = PUBLIC_URL
    owner = login()
    answer = owner.post(url(organization, "new/twilio/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 204
    made = Channel.objects.get()
    assert (made.provider, made.number_id) == (Provider.TWILIO, "whatsapp:+551133330000")
    assert (made.access_token, made.app_secret) == ("token-da-twilio", "token-da-twilio")
    page = owner.get(url(organization)).content.decode()
    assert f"{PUBLIC_URL}/webhooks/twilio/{made.pk}/" in page
    assert "Último aviso da Twilio" in page
    assert "token-da-twilio" not in page
    assert AuditEntry.objects.get(action="channel.connected").details == {"number": "+551133330000"}


def test_a_new_token_keeps_the_old_one_for_what_is_on_its_way(
    organization: Organization, login: Login
) -> None:
    owner = login()
    for token in ("antigo", "novo", "novo"):
        owner.post(url(organization, "new/twilio/"), DETAILS | {"auth_token": token})
    made = Channel.objects.get()
    assert (made.app_secret, made.previous_app_secret) == ("novo", "antigo")
    assert AuditEntry.objects.filter(action="channel.renewed").count() == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "33330000x", "código do país"),
        ("phone", "", "Escreva o número"),
        ("account_sid", "SK123", "começa com AC"),
        ("auth_token", "", "Cole o valor"),
        ("name", "", "Escreva o nome"),
    ],
)
def test_bad_value_is_said_without_repeating_secrets(
    organization: Organization, login: Login, field: str, value: str, words: str
) -> None:
    answer = login().post(
        url(organization, "new/twilio/"), DETAILS | {field: value}, headers=PARTIAL
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "token-da-twilio" not in page
    assert not Channel.objects.exists()


@pytest.mark.parametrize("provider", ["twilio", "gupshup", "evolution"])
def test_nobody_is_sent_to_meta_for_what_another_provider_gives(
    organization: Organization, login: Login, provider: str
) -> None:
    answer = login().post(url(organization, f"new/{provider}/"), {}, headers=PARTIAL)
    assert answer.status_code == 422
    assert "painel da Meta" not in answer.content.decode()


def test_number_of_another_house_is_refused(organization: Organization, login: Login) -> None:
    create_twilio_channel(
        organization=make_organization(),
        phone=DETAILS["phone"],
        account_sid=ACCOUNT,
        auth_token="deles",
    )
    answer = login().post(url(organization, "new/twilio/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 422
    assert "outra empresa" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_other_roles_stay_outside(organization: Organization, login: Login, role: Role) -> None:
    other = login(role)
    assert other.get(url(organization, "new/twilio/")).status_code == 403
    assert other.post(url(organization, "new/twilio/"), DETAILS).status_code == 403


def test_form_knows_what_is_connected(organization: Organization, login: Login) -> None:
    query = f"?number=%2B551133330000&account={ACCOUNT}"
    page = login().get(url(organization, "new/twilio/" + query)).content.decode()
    assert 'value="+551133330000"' in page
    assert f'value="{ACCOUNT}"' in page


def test_twilio_is_asked_and_its_answer_kept(
    organization: Organization, stage: TwilioStage, login: Login
) -> None:
    answer = login().post(url(organization, f"{stage.channel.pk}/check/"), headers=PARTIAL)
    assert answer.status_code == 204
    assert "A Twilio respondeu: Studio Bela" in answer["HX-Trigger"]
    assert Channel.objects.get().quality == "GREEN"


def test_refusal_of_twilio_is_told(
    organization: Organization, stage: TwilioStage, login: Login
) -> None:
    Channel.objects.update(access_token="errado")
    answer = login().post(url(organization, f"{stage.channel.pk}/check/"), headers=PARTIAL)
    assert answer.status_code == 409
    assert "A Twilio recusou" in answer.content.decode()


def test_check_finds_what_is_missing(stage: TwilioStage) -> None:
    checks = check_connection(stage.channel)
    assert [(c.name, c.status.value) for c in checks] == [
        ("number", "ok"),
        ("account", "ok"),
        ("webhook", "warn"),
    ]
    assert is_usable(checks)
    stage.post(stage.message("text", "SM1", text="oi"))
    assert check_connection(stage.channel)[-1].status.value == "ok"


def test_check_tells_a_wrong_token_from_a_silent_server(stage: TwilioStage) -> None:
    Channel.objects.update(access_token="errado")
    wrong = check_connection(Channel.objects.get())
    assert "Auth Token" in wrong[0].fix
    assert not is_usable(wrong)
    Channel.objects.update(access_token=TOKEN)
    stage.server.failures.append(Answer("", 503))
    assert "espere um minuto" in check_connection(Channel.objects.get())[0].fix


def test_switched_off_number_stays_silent_and_still_hears(
    organization: Organization, stage: TwilioStage, login: Login
) -> None:
    login().post(url(organization, f"{stage.channel.pk}/disconnection/"), headers=PARTIAL)
    assert Channel.objects.get().access_token == ""
    assert stage.post(stage.message("text", "SM1", text="oi")) == [204]
    page = login().get(url(organization)).content.decode()
    assert "Falta o Auth Token" in page


def test_guide_shows_a_number_of_twilio(
    organization: Organization, stage: TwilioStage, login: Login
) -> None:
    page = login().get(f"/o/{organization.slug}/start/whatsapp/").content.decode()
    assert f"{PUBLIC_URL}/webhooks/twilio/{stage.channel.pk}/" in page
    assert "Código de verificação" not in page
    assert 'value="whatsapp:' not in page
