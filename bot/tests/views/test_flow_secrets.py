"""Keys of other systems on the screen: given, replaced, removed, never shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from bot.models import FlowSecret
from bot.services.flow_secrets import signing_secret
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]

VALUE = "k-very-hidden"


def page(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/settings/flow-secrets/{rest}"


def make(inbox: Inbox, name: str = "estoque") -> FlowSecret:
    return FlowSecret.objects.create(organization=inbox.organization, name=name, value=VALUE)


def test_a_key_is_given_replaced_and_removed(inbox: Inbox) -> None:
    client = inbox.client(Role.OWNER)
    given = {"name": "estoque", "value": VALUE}
    assert client.post(page(inbox, "new/"), given, headers=PARTIAL).status_code == 204
    secret = FlowSecret.objects.get()
    assert secret.value == VALUE
    client.post(page(inbox, f"{secret.pk}/"), {"value": "k-2"}, headers=PARTIAL)
    assert FlowSecret.objects.get().value == "k-2"
    client.post(page(inbox, f"{secret.pk}/removal/"), headers=PARTIAL)
    assert not FlowSecret.objects.exists()


def test_no_page_shows_a_key(inbox: Inbox) -> None:
    client, secret = inbox.client(Role.OWNER), make(inbox)
    for path in ("", "new/", f"{secret.pk}/"):
        assert VALUE not in client.get(page(inbox, path)).content.decode()
    bad = client.post(page(inbox, "new/"), {"name": "É", "value": VALUE}, headers=PARTIAL)
    assert bad.status_code == 422
    assert VALUE not in bad.content.decode()
    assert "{{secret.estoque}}" in client.get(page(inbox)).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "estoque", "value": "x"}, "Já existe uma senha com este nome"),
        ({"name": "assinatura", "value": "x"}, "não pode ser usado"),
        ({"name": "a", "value": "maçã"}, "não pode ser usado"),
        ({"name": "a", "value": ""}, "Cole a senha"),
    ],
)
def test_bad_form_says_what_is_wrong(inbox: Inbox, given: dict[str, str], words: str) -> None:
    make(inbox)
    answer = inbox.client(Role.OWNER).post(page(inbox, "new/"), given, headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert FlowSecret.objects.count() == 1


def test_the_key_of_the_signatures_is_shown_once(inbox: Inbox) -> None:
    client, first = inbox.client(Role.OWNER), signing_secret(inbox.organization)
    answer = client.post(page(inbox, "signing/"), headers=PARTIAL)
    key = signing_secret(inbox.organization)
    assert key != first
    assert key in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert key not in client.get(page(inbox)).content.decode()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_others_may_not(inbox: Inbox, role: Role) -> None:
    client, secret = inbox.client(role), make(inbox)
    assert client.get(page(inbox)).status_code == 403
    for path in ("new/", "signing/", f"{secret.pk}/", f"{secret.pk}/removal/"):
        assert client.post(page(inbox, path), {"value": "x"}).status_code == 403
    assert FlowSecret.objects.get().value == VALUE


def test_the_list_asks_as_much_for_30_as_for_1(inbox: Inbox) -> None:
    client = inbox.client(Role.OWNER)
    make(inbox)
    client.get(page(inbox))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page(inbox), headers=PARTIAL)
    for number in range(30):
        make(inbox, f"s{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(page(inbox), headers=PARTIAL)
    assert len(many) == len(one)
