"""Connecting a number of Gupshup in the settings, and its door."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.enums import ConsentStatus, Role
from accounts.models import AuditEntry, Consent, Organization
from accounts.tests.factories import make_organization
from bot.enums import Provider
from bot.models import Channel, ChannelEvent, QuarantinedUpdate, WebhookReceipt
from bot.services.connection_check import check_connection, is_usable
from bot.services.gupshup_channels import create_gupshup_channel
from bot.tests.gateways.contract.gupshup import APP_ID, SECRET, GupshupStage
from bot.tests.gateways.contract.server import Answer, provider_server
from bot.tests.gateways.contract.stage import CUSTOMER, PUBLIC_URL
from bot.tests.views.channel_pages import PARTIAL, Login, url

DETAILS = {
    "name": "Recepção",
    "phone": "+55 (11) 3333-0000",
    "app_name": "StudioBela",
    "app_id": APP_ID,
    "api_key": "chave-da-gupshup",
}


@pytest.fixture
def stage(organization: Organization, settings: Any) -> Iterator[GupshupStage]:
    settings.PUBLIC_URL = PUBLIC_URL
    with provider_server(lambda _asked: Answer(status=503)) as server:
        made = GupshupStage.connect(organization, server)
        server.play = made.play
        yield made


def test_number_is_connected_and_its_address_is_shown(
    organization: Organization, login: Login, settings: Any
) -> None:
    settings.PUBLIC_URL = PUBLIC_URL
    owner = login()
    answer = owner.post(url(organization, "new/gupshup/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 204
    made = Channel.objects.get()
    assert (made.provider, made.number_id) == (Provider.GUPSHUP, "551133330000")
    assert (made.remote_name, made.account_id) == ("StudioBela", APP_ID)
    assert made.access_token == "chave-da-gupshup"
    assert len(str(made.app_secret)) >= 30
    page = owner.get(url(organization)).content.decode()
    assert f"{PUBLIC_URL}/webhooks/gupshup/{made.pk}/{made.app_secret}/" in page
    assert "Último aviso da Gupshup" in page
    assert "chave-da-gupshup" not in page
    form = owner.get(url(organization, f"new/gupshup/?id={made.pk}")).content.decode()
    assert 'value="StudioBela"' in form
    assert "chave-da-gupshup" not in form
    assert AuditEntry.objects.get().details == {"number": "+551133330000"}


def test_a_new_key_keeps_the_address(organization: Organization, login: Login) -> None:
    owner = login()
    owner.post(url(organization, "new/gupshup/"), DETAILS)
    door = Channel.objects.get().app_secret
    owner.post(url(organization, "new/gupshup/"), DETAILS | {"api_key": "nova"})
    made = Channel.objects.get()
    assert (made.access_token, made.app_secret) == ("nova", door)
    assert AuditEntry.objects.filter(action="channel.renewed").exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "3333x", "código do país"),
        ("app_name", "", "Cole o valor"),
        ("app_id", "a b", "só letras"),
        ("api_key", "", "Cole o valor"),
        ("name", "", "Escreva o nome"),
    ],
)
def test_bad_value_is_said_without_repeating_secrets(
    organization: Organization, login: Login, field: str, value: str, words: str
) -> None:
    answer = login().post(
        url(organization, "new/gupshup/"), DETAILS | {field: value}, headers=PARTIAL
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "chave-da-gupshup" not in page
    assert not Channel.objects.exists()


def test_number_of_another_house_is_refused(organization: Organization, login: Login) -> None:
    theirs = {name: value for name, value in DETAILS.items() if name != "name"}
    create_gupshup_channel(organization=make_organization(), **theirs)
    answer = login().post(url(organization, "new/gupshup/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 422
    assert "outra empresa" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_other_roles_stay_outside(organization: Organization, login: Login, role: Role) -> None:
    other = login(role)
    assert other.get(url(organization, "new/gupshup/")).status_code == 403
    assert other.post(url(organization, "new/gupshup/"), DETAILS).status_code == 403


def test_gupshup_is_asked(organization: Organization, stage: GupshupStage, login: Login) -> None:
    answer = login().post(url(organization, f"{stage.channel.pk}/check/"), headers=PARTIAL)
    assert answer.status_code == 204
    assert "A Gupshup respondeu" in answer["HX-Trigger"]
    Channel.objects.update(access_token="errada")
    answer = login().post(url(organization, f"{stage.channel.pk}/check/"), headers=PARTIAL)
    assert answer.status_code == 409


def test_check_finds_what_is_missing(stage: GupshupStage) -> None:
    checks = check_connection(stage.channel)
    assert [(c.name, c.status.value) for c in checks] == [("account", "ok"), ("webhook", "warn")]
    stage.post(stage.message("text", "in-1", text="oi"))
    assert check_connection(stage.channel)[-1].status.value == "ok"
    Channel.objects.update(access_token="errada")
    wrong = check_connection(Channel.objects.get())
    assert "API key" in wrong[0].fix
    assert not is_usable(wrong)
    Channel.objects.update(account_id="")
    assert "App ID" in check_connection(Channel.objects.get())[0].detail


def test_the_secret_of_another_number_opens_no_door(stage: GupshupStage) -> None:
    theirs = create_gupshup_channel(
        organization=make_organization(),
        phone="+55 11 4444-0000",
        app_name="X",
        api_key="k",
        secret="their-own-secret",
    )
    post = stage.message("text", "in-1", text="oi")
    wrong = post.path.replace(SECRET, "their-own-secret")
    assert Client().post(wrong, post.body, content_type=post.content_type).status_code == 403
    elsewhere = post.path.replace(str(stage.channel.pk), str(theirs.pk))
    assert Client().post(elsewhere, post.body, content_type="application/json").status_code == 403
    assert not WebhookReceipt.objects.exists()


def test_a_body_that_is_no_json_is_refused_without_the_secret_in_the_log(
    stage: GupshupStage, caplog: Any
) -> None:
    path = stage.message("text", "in-1", text="oi").path
    answer = Client().post(path, b"not json", content_type="application/json")
    assert answer.status_code == 400
    assert SECRET not in caplog.text
    assert Client().get(path).status_code == 405


def test_who_opts_out_gets_no_promotions_and_news_are_kept(stage: GupshupStage) -> None:
    stage.post(
        stage.news("user-event", {"phone": CUSTOMER, "type": "opted-out"}),
        stage.news("user-event", {"phone": CUSTOMER, "type": "opted-in"}),
        stage.news("account-event", {"type": "tier-update"}),
        stage.news("billing-event", {"deductions": {}}),
    )
    assert Consent.objects.get().status == ConsentStatus.REVOKED
    fields = set(ChannelEvent.objects.values_list("field", flat=True))
    assert fields == {"user_preferences", "gupshup:user-event", "gupshup:account-event"}
    assert not QuarantinedUpdate.objects.exists()
