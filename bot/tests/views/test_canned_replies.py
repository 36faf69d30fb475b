"""Ready answers on the screen."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.tests.factories import make_member
from bot.models import CannedReply
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]

GIVEN = {"shortcut": "/Ola", "title": "Saudação", "text": "Oi!", "is_shared": "on"}


def page(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/canned-replies/{rest}"


def make(inbox: Inbox, shortcut: str, text: str = "Oi!", **fields: object) -> CannedReply:
    return CannedReply.objects.create(
        organization=inbox.organization, shortcut=shortcut, title="Título", text=text, **fields
    )


def test_create_edit_archive_restore(inbox: Inbox) -> None:
    client = inbox.client(Role.AGENT)
    assert client.post(page(inbox, "new/"), GIVEN, headers=PARTIAL).status_code == 204
    reply = CannedReply.objects.get()
    assert (reply.shortcut, reply.owner_id) == ("ola", None)
    client.post(page(inbox, f"{reply.pk}/"), GIVEN | {"text": "Olá!"}, headers=PARTIAL)
    assert CannedReply.objects.get().text == "Olá!"
    client.post(page(inbox, f"{reply.pk}/archive/"), headers=PARTIAL)
    assert "Saudação" not in client.get(page(inbox)).content.decode()
    assert "Saudação" in client.get(page(inbox, "?archived=1")).content.decode()
    client.post(page(inbox, f"{reply.pk}/restore/"), headers=PARTIAL)
    assert "Saudação" in client.get(page(inbox)).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "{{customer.cpf}}"}, "Não conhecemos: customer.cpf"),
        ({"shortcut": "olá mundo"}, "Use só letras sem acento"),
        ({"shortcut": "taken"}, "Já existe uma resposta ativa"),
    ],
)
def test_bad_form_says_what_is_wrong(inbox: Inbox, given: dict[str, str], words: str) -> None:
    make(inbox, "taken")
    answer = inbox.client().post(page(inbox, "new/"), GIVEN | given, headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert CannedReply.objects.count() == 1


def test_anothers_own_is_404_and_not_listed(inbox: Inbox) -> None:
    bia = make_member(inbox.organization, Role.AGENT, name="Bia").user
    own = make(inbox, "segredo", owner=bia)
    client = inbox.client()
    assert client.get(page(inbox, f"{own.pk}/")).status_code == 404
    assert client.post(page(inbox, f"{own.pk}/archive/")).status_code == 404
    assert "segredo" not in client.get(page(inbox)).content.decode()
    assert "segredo" not in client.get(inbox.talk_url("canned/"), headers=PARTIAL).content.decode()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_not_answer_has_none(inbox: Inbox, role: Role) -> None:
    client = inbox.client(role)
    assert client.get(page(inbox)).status_code == 403
    assert client.get(inbox.talk_url("canned/"), headers=PARTIAL).status_code == 403


def test_picker_is_filled_in_and_names_what_lacks(inbox: Inbox) -> None:
    make(inbox, "lembrar", "{{customer.first_name}}, até {{next_visit.date}}!")
    part = inbox.client().get(inbox.talk_url("canned/"), headers=PARTIAL).content.decode()
    assert "Marina, até [dia do próximo horário]!" in part
    assert "{{" not in part
    assert "Falta:" in part


def test_search_and_query_count_at_1_and_30(inbox: Inbox) -> None:
    client: Client = inbox.client()
    make(inbox, "preco", "Custa 80")
    client.get(page(inbox))
    with CaptureQueriesContext(connection) as one:
        client.get(page(inbox))
    for number in range(29):
        make(inbox, f"outra-{number}")
    with CaptureQueriesContext(connection) as thirty:
        assert client.get(page(inbox)).content.decode().count("data-list-item") == 30
    assert len(thirty) == len(one)
    found = client.get(page(inbox, "?q=/preco"), headers=PARTIAL).content.decode()
    assert found.count("data-list-item") == 1


def test_list_has_words_and_no_braces(inbox: Inbox) -> None:
    make(inbox, "lembrar", "{{customer.first_name}}, até {{next_visit.date}}!")
    listed = inbox.client().get(page(inbox), headers=PARTIAL).content.decode()
    assert "[primeiro nome do cliente], até [dia do próximo horário]!" in listed
    assert "{{" not in listed
