"""The assistant's texts, and what it remembers of a customer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import AuditEntry
from bot.models import AssistantSettings, CustomerFact, KnowledgeEntry
from bot.services.customer_facts import MOST_FACTS
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]


def page(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/settings/assistant/texts/{rest}"


def make(inbox: Inbox, title: str, text: str = "Sim.", **fields: object) -> KnowledgeEntry:
    return KnowledgeEntry.objects.create(
        organization=inbox.organization, title=title, text=text, **fields
    )


def test_create_edit_archive_restore(inbox: Inbox) -> None:
    client = inbox.client()
    given = {"title": "Tem estacionamento?", "text": "Na porta."}
    assert client.post(page(inbox, "new/"), given, headers=PARTIAL).status_code == 204
    entry = KnowledgeEntry.objects.get()
    client.post(page(inbox, f"{entry.pk}/"), given | {"text": "Ao lado."}, headers=PARTIAL)
    assert KnowledgeEntry.objects.get().text == "Ao lado."
    client.post(page(inbox, f"{entry.pk}/archive/"), headers=PARTIAL)
    assert "Tem estacionamento?" not in client.get(page(inbox)).content.decode()
    assert "Tem estacionamento?" in client.get(page(inbox, "?archived=1")).content.decode()
    make(inbox, "TEM ESTACIONAMENTO?")
    assert client.post(page(inbox, f"{entry.pk}/restore/"), headers=PARTIAL).status_code == 409
    KnowledgeEntry.objects.exclude(pk=entry.pk).delete()
    client.post(page(inbox, f"{entry.pk}/restore/"), headers=PARTIAL)
    assert KnowledgeEntry.objects.get().is_active


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": ""}, "Escreva a pergunta ou o assunto."),
        ({"text": "x" * 4001}, "passa de 4.000 letras"),
        ({"title": "pix"}, "Já existe um texto ativo com este título."),
    ],
)
def test_bad_form_says_what_is_wrong(inbox: Inbox, given: dict[str, str], words: str) -> None:
    make(inbox, "Pix")
    sent = {"title": "Novo", "text": "Sim."} | given
    answer = inbox.client().post(page(inbox, "new/"), sent, headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert KnowledgeEntry.objects.count() == 1


def test_search_and_query_count_at_1_and_30(inbox: Inbox) -> None:
    client = inbox.client()
    make(inbox, "Estacionamento")
    client.get(page(inbox))
    with CaptureQueriesContext(connection) as one:
        client.get(page(inbox))
    for number in range(29):
        make(inbox, f"Pergunta {number}")
    with CaptureQueriesContext(connection) as thirty:
        assert client.get(page(inbox)).content.decode().count("data-list-item") == 30
    assert len(thirty) == len(one)
    found = client.get(page(inbox, "?q=estac"), headers=PARTIAL).content.decode()
    assert found.count("data-list-item") == 1


def facts(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/customers/{inbox.talk.customer_id}/facts/{rest}"


def one(inbox: Inbox, fact: CustomerFact, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/facts/{fact.pk}/{rest}"


def test_facts_are_seen_put_right_and_erased(inbox: Inbox) -> None:
    client, text = inbox.client(Role.AGENT), "Prefere a Ana"
    assert "Prefere" not in client.get(facts(inbox), headers=PARTIAL).content.decode()
    CustomerFact.objects.create(
        organization=inbox.organization, customer=inbox.talk.customer, text=text
    )
    shown = client.get(facts(inbox), headers=PARTIAL).content.decode()
    assert text in shown
    assert "Assistente" in shown
    fact = CustomerFact.objects.get()
    client.post(one(inbox, fact), {"text": "Prefere a Bia"}, headers=PARTIAL)
    fact.refresh_from_db()
    assert (fact.text, fact.author is not None) == ("Prefere a Bia", True)
    again = client.post(facts(inbox, "new/"), {"text": "prefere a bia"}, headers=PARTIAL)
    assert again.status_code == 422
    assert client.post(one(inbox, fact, "removal/"), headers=PARTIAL).status_code == 204
    assert not CustomerFact.objects.exists()
    assert "Bia" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_as_many_facts_as_may_be(inbox: Inbox) -> None:
    client = inbox.client()
    for number in range(MOST_FACTS):
        client.post(facts(inbox, "new/"), {"text": f"Lembrança {number}"}, headers=PARTIAL)
    refused = client.post(facts(inbox, "new/"), {"text": "Mais uma"}, headers=PARTIAL)
    assert refused.status_code == 422
    assert CustomerFact.objects.count() == MOST_FACTS


def test_card_says_nothing_without_an_assistant(inbox: Inbox) -> None:
    client = inbox.client()
    assert "O assistente lembra" not in client.get(facts(inbox), headers=PARTIAL).content.decode()
    AssistantSettings.objects.create(
        organization=inbox.organization, is_on=True, base_url="https://m.example", model_name="m"
    )
    assert "O assistente lembra" in client.get(facts(inbox), headers=PARTIAL).content.decode()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_not_change_customers_only_reads(inbox: Inbox, role: Role) -> None:
    fact = CustomerFact.objects.create(
        organization=inbox.organization, customer=inbox.talk.customer, text="Prefere a Ana"
    )
    client = inbox.client(role)
    assert client.post(one(inbox, fact), {"text": "x"}).status_code == 403
    assert client.post(one(inbox, fact, "removal/")).status_code == 403
    assert client.post(facts(inbox, "new/"), {"text": "x"}).status_code == 403
    seen = client.get(facts(inbox), headers=PARTIAL)
    assert seen.status_code == (200 if role == Role.VIEWER else 404)
