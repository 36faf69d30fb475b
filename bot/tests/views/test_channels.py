"""Numbers in the settings: their checks, connecting, asking Meta, switching off."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_member, make_organization
from bot.enums import ChannelStatus
from bot.models import Channel
from bot.tests.factories import make_channel
from bot.tests.services.conftest import graph, line
from config.lib.ids import first_id_of, new_id
from tests.phones import Phones

__all__ = ["graph", "line"]
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
DETAILS = {
    "name": "Recepção",
    "display_phone_number": "+55 11 3333-0000",
    "number_id": "106540352242922",
    "account_id": "102290129340398",
    "access_token": "EAAtoken",
    "app_secret": "0123456789abcdef",
    "verify_token": "segredo",
}

Login = Callable[..., Client]


@pytest.fixture
def login(organization: Organization) -> Login:
    def make(role: Role = Role.OWNER) -> Client:
        client = Client()
        client.force_login(make_member(organization, role).user)
        return client

    return make


def url(organization: Organization, rest: str = "") -> str:
    return f"/o/{organization.slug}/settings/channels/{rest}"


def test_ids_of_a_moment_lie_between_what_came_before_and_after() -> None:
    now = timezone.now()
    assert (
        first_id_of(now - timedelta(seconds=1)) < new_id() < first_id_of(now + timedelta(seconds=5))
    )


def test_number_is_connected_and_no_secret_is_shown(organization, login: Login) -> None:
    owner = login()
    answer = owner.post(url(organization, "new/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 204
    made = Channel.objects.get(number_id=DETAILS["number_id"])
    assert (made.name, made.access_token, made.app_secret) == (
        "Recepção",
        "EAAtoken",
        "0123456789abcdef",
    )
    page = owner.get(url(organization)).content.decode()
    assert "+55 11 3333-0000" in page
    assert "EAAtoken" not in page
    assert AuditEntry.objects.get(action="channel.connected").details == {
        "number": "+55 11 3333-0000"
    }


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number_id", "abc", "Só números"),
        ("access_token", "", "Cole o valor"),
        ("name", "", "Escreva"),
    ],
)
def test_bad_value_is_said_without_repeating_secrets(
    organization, login, field, value, words
) -> None:
    answer = login().post(url(organization, "new/"), DETAILS | {field: value}, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "0123456789abcdef" not in page
    assert not Channel.objects.filter(number_id=DETAILS["number_id"]).exists()


def test_number_of_another_house_is_refused(organization: Organization, login: Login) -> None:
    make_channel(make_organization(), number_id=DETAILS["number_id"])
    answer = login().post(url(organization, "new/"), DETAILS, headers=PARTIAL)
    assert answer.status_code == 422
    assert "outra empresa" in answer.content.decode()


def test_new_credentials_keep_the_address(organization: Organization, login: Login) -> None:
    channel = make_channel(organization, number_id=DETAILS["number_id"])
    login().post(url(organization, "new/"), DETAILS)
    fresh = Channel.objects.get(pk=channel.pk)
    assert (fresh.graph_url, fresh.access_token) == (channel.graph_url, "EAAtoken")
    assert AuditEntry.objects.filter(action="channel.renewed").exists()


def test_switched_off_and_on_again(organization: Organization, login: Login) -> None:
    channel, owner = make_channel(organization), login()
    for _twice in range(2):
        owner.post(url(organization, f"{channel.pk}/disconnection/"), headers=PARTIAL)
    off = Channel.objects.get(pk=channel.pk)
    assert (off.status, off.access_token) == (ChannelStatus.PAUSED, "")
    assert AuditEntry.objects.filter(action="channel.disconnected").count() == 1
    refused = owner.post(url(organization, f"{channel.pk}/resumption/"), headers=PARTIAL)
    assert refused.status_code == 409
    page = owner.get(url(organization)).content.decode()
    assert "Parado: Desligado por" in page
    Channel.objects.filter(pk=channel.pk).update(access_token="novo", pause_reason="131031")
    assert (
        owner.post(url(organization, f"{channel.pk}/resumption/"), headers=PARTIAL).status_code
        == 204
    )
    assert Channel.objects.get(pk=channel.pk).status == ChannelStatus.ACTIVE


def test_meta_is_asked_and_its_answer_kept(organization, line: Channel, login: Login) -> None:
    answer = login().post(url(organization, f"{line.pk}/check/"), headers=PARTIAL)
    assert answer.status_code == 204
    assert "A Meta respondeu" in answer["HX-Trigger"]
    assert Channel.objects.get(pk=line.pk).quality == "GREEN"


def test_refusal_of_meta_is_told(organization, line: Channel, graph: Phones, login: Login) -> None:
    Channel.objects.filter(pk=line.pk).update(access_token="errado")
    answer = login().post(url(organization, f"{line.pk}/check/"), headers=PARTIAL)
    assert answer.status_code == 409
    assert "A Meta recusou" in answer.content.decode()


def test_name_and_bot_are_changed(organization: Organization, login: Login) -> None:
    channel = make_channel(organization)
    answer = login().post(
        url(organization, f"{channel.pk}/"),
        {"name": "Loja", "human_minutes": "30"},
        headers=PARTIAL,
    )
    assert answer.status_code == 204
    fresh = Channel.objects.get(pk=channel.pk)
    assert (fresh.name, fresh.is_bot_enabled, fresh.human_minutes) == ("Loja", False, 30)


def test_number_in_trouble_waits_on_the_first_page(organization, login: Login) -> None:
    make_channel(organization)
    owner = login()
    assert "com problema" not in owner.get(f"/o/{organization.slug}/").content.decode()
    Channel.objects.update(quality="RED")
    assert (
        "Número do WhatsApp com problema" in owner.get(f"/o/{organization.slug}/").content.decode()
    )


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_other_roles_stay_outside(organization, login: Login, role: Role) -> None:
    channel, other = make_channel(organization), login(role)
    for rest in ("new/", f"{channel.pk}/", f"{channel.pk}/disconnection/", f"{channel.pk}/check/"):
        assert other.post(url(organization, rest), DETAILS).status_code == 403


def test_queries_do_not_grow(organization: Organization, login: Login) -> None:
    owner, counts = login(), []
    for rows in (1, 29):
        for _row in range(rows):
            make_channel(organization)
        with CaptureQueriesContext(connection) as queries:
            assert owner.get(url(organization)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
