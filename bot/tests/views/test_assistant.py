"""The assistant in the settings, and its turns in the thread."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import AuditEntry
from bot.enums import Author
from bot.gateways import Text
from bot.models import (
    AssistantMonth,
    AssistantSettings,
    AssistantTurn,
    EmbeddingSettings,
    KnowledgeEntry,
)
from bot.models.embedding import fingerprint
from bot.services.outbox import queue_message
from bot.tests.services.assistants import server
from bot.tests.services.model_server import KEY, ModelServer, Says
from bot.tests.services.readers import write
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from scheduling.tests.factories import today

__all__ = ["inbox", "server"]


@pytest.fixture
def owner(inbox: Inbox) -> Iterator[Client]:
    return inbox.client(Role.OWNER)


def url(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/settings/assistant/{rest}"


def given(**fields: Any) -> dict[str, Any]:
    return {
        "is_on": "on",
        "kind": "OPENAI",
        "base_url": "https://models.example.com/v1/",
        "model_name": "small",
        "api_key": KEY,
        "timeout_s": "20",
        "month_tokens": "1000000",
        "month_usd": "10.00",
        "input_usd": "0.5",
        "output_usd": "2",
    } | fields


def test_owner_sets_it_up_and_the_key_stays_unseen(inbox: Inbox, owner: Client) -> None:
    answer = owner.post(url(inbox), given(), headers=PARTIAL)
    assert answer.status_code == 200
    assert "assistant:changed" in answer["HX-Trigger"]
    kept = AssistantSettings.objects.get()
    assert (kept.is_on, kept.base_url, kept.api_key) == (True, "https://models.example.com/v1", KEY)
    assert KEY not in owner.get(url(inbox)).content.decode()
    owner.post(url(inbox), given(api_key="", model_name="big"))
    kept.refresh_from_db()
    assert (kept.model_name, kept.api_key) == ("big", KEY)
    assert KEY not in str(list(AuditEntry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"api_key": ""}, "Cole a chave para ligar o assistente."),
        ({"base_url": "http://models.example.com/v1"}, "precisa começar com https://"),
        ({"base_url": "https://me@models.example.com"}, "sem usuário nem parâmetros"),
        ({"timeout_s": "61"}, "60"),
        ({"kind": "OTHER"}, "OTHER"),
    ],
)
def test_bad_form_says_what_is_wrong(
    inbox: Inbox, owner: Client, fields: dict[str, str], words: str
) -> None:
    answer = owner.post(url(inbox), given(**fields), headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AssistantSettings.objects.exists()


def test_key_does_not_follow_to_another_address(inbox: Inbox, owner: Client) -> None:
    owner.post(url(inbox), given())
    moved = given(base_url="https://other.example.com/v1", api_key="")
    answer = owner.post(url(inbox), moved, headers=PARTIAL)
    assert answer.status_code == 422
    assert "cole a chave de novo" in answer.content.decode()
    assert AssistantSettings.objects.get().base_url == "https://models.example.com/v1"


def test_page_shows_what_the_month_has_cost(inbox: Inbox, owner: Client) -> None:
    owner.post(url(inbox), given())
    month = AssistantMonth.objects.create(
        organization=inbox.organization,
        month=today().replace(day=1),
        used_tokens=12_345,
        used_usd="1.5",
    )
    turn = {"organization": inbox.organization, "conversation": inbox.talk, "month": month}
    for outcome in ("ANSWERED", "PROPOSED", "FELL_BACK"):
        AssistantTurn.objects.create(**turn, outcome=outcome, due_at=timezone.now())
    page = owner.get(url(inbox)).content.decode()
    assert 'value="12345"' in page
    assert "US$ 1,50" in page
    assert "<dd>2</dd>" in page
    assert "<dd>1</dd>" in page


def test_check_asks_the_model_and_says_what_came(
    inbox: Inbox, owner: Client, server: ModelServer
) -> None:
    assert owner.post(url(inbox, "check/"), headers=PARTIAL).status_code == 409
    owner.post(url(inbox), given(base_url=f"{server.url}/v1"))
    answer = owner.post(url(inbox, "check/"), headers=PARTIAL)
    assert answer.status_code == 204
    assert "O modelo respondeu: OK" in answer["HX-Trigger"].encode().decode("unicode_escape")
    server.script = [Says(status=401)]
    assert owner.post(url(inbox, "check/"), headers=PARTIAL).status_code == 409


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_only_owners_set_it_up(inbox: Inbox, role: Role) -> None:
    client = inbox.client(role)
    assert client.get(url(inbox)).status_code == 403
    assert client.post(url(inbox), given()).status_code == 403
    assert client.post(url(inbox, "check/")).status_code == 403
    assert client.get(url(inbox, "texts/")).status_code == 403


def search(**fields: Any) -> dict[str, Any]:
    return {f"embedding_{name}": value for name, value in fields.items()}


def test_search_by_meaning_is_set_up_and_progress_seen(inbox: Inbox, owner: Client) -> None:
    write(inbox.organization, "Focinheira", "Só de focinheira.")
    own = search(
        model_name="reader", base_url="https://r.example/v1/", api_key="own-key", usd="0.02"
    )
    assert owner.post(url(inbox), given(**own), headers=PARTIAL).status_code == 200
    kept = EmbeddingSettings.objects.get()
    assert (kept.model_name, kept.base_url, kept.api_key) == (
        "reader",
        "https://r.example/v1",
        "own-key",
    )
    page = owner.get(url(inbox)).content.decode()
    assert "0 de 1 texto pronto" in page
    assert 'data-poll="4000"' in page
    assert "own-key" not in page
    assert "own-key" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    owner.post(url(inbox), given(**own | search(api_key="")))  # the key stays
    assert EmbeddingSettings.objects.get().api_key == "own-key"
    made_with = fingerprint("https://r.example/v1", "reader")
    KnowledgeEntry.objects.update(embedded_with=made_with)
    page = owner.get(url(inbox)).content.decode()
    assert "Todos os textos prontos" in page
    assert "data-poll" not in page.partition('id="assistant-state"')[2].partition(">")[0]
    EmbeddingSettings.objects.update(last_error="limit")
    assert "A busca por sentido falhou" in owner.get(url(inbox)).content.decode()
    owner.post(url(inbox), given(**search(model_name="reader")))  # the assistant's address
    assert EmbeddingSettings.objects.get().api_key == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (search(base_url="https://r.example/v1"), "Cole a chave deste endereço."),
        (search(base_url="http://r.example/v1", api_key="k"), "precisa começar com https://"),
        ({"kind": "ANTHROPIC"}, "Este tipo de modelo não faz busca"),
        (search(usd="-1"), "0"),
    ],
)
def test_bad_search_settings_say_what_is_wrong(
    inbox: Inbox, owner: Client, fields: dict[str, str], words: str
) -> None:
    sent = given(**search(model_name="reader") | fields)
    answer = owner.post(url(inbox), sent, headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not EmbeddingSettings.objects.exists()


def test_keys_do_not_cross_to_the_other_address(inbox: Inbox, owner: Client) -> None:
    own = search(model_name="reader", base_url="https://r.example/v1", api_key="own-key")
    owner.post(url(inbox), given(**own))
    moved = search(model_name="reader", base_url="https://evil.example/v1", api_key="")
    assert owner.post(url(inbox), given(**moved), headers=PARTIAL).status_code == 422
    assert EmbeddingSettings.objects.get().base_url == "https://r.example/v1"


def test_check_tries_the_search_too(inbox: Inbox, owner: Client, server: ModelServer) -> None:
    owner.post(url(inbox), given(base_url=f"{server.url}/v1", **search(model_name="reader")))
    answer = owner.post(url(inbox, "check/"), headers=PARTIAL)
    assert "A busca por sentido também." in answer["HX-Trigger"].encode().decode("unicode_escape")
    assert server.read == [["OK"]]
    server.reading = Says(status=404)
    answer = owner.post(url(inbox, "check/"), headers=PARTIAL)
    assert answer.status_code == 409
    assert "a busca por sentido não" in str(
        answer.content.decode() + answer.get("HX-Trigger", "").encode().decode("unicode_escape")
    )


def make_turn(inbox: Inbox, **fields: Any) -> AssistantTurn:
    made = {
        "organization": inbox.organization,
        "conversation": inbox.talk,
        "outcome": "ANSWERED",
        "said": {"texts": ["Tem <b>vaga</b>?"], "kind": "TEXT"},
        "model_name": "small",
        "due_at": timezone.now(),
        "trace": [
            {"kind": "texts", "titles": ["Vagas"], "by_meaning": True},
            {"kind": "asked", "bytes": 3000, "input": 900, "output": 30},
            {"kind": "tool", "name": "services", "arguments": {}, "result": "s1 Corte: R$ 80"},
            {"kind": "said", "text": "O corte sai por R$ 80."},
        ],
    }
    return AssistantTurn.objects.create(**made | fields)


def test_thread_leads_to_how_it_was_answered(inbox: Inbox) -> None:
    said = queue_message(
        conversation=inbox.talk, content=Text("R$ 80"), author=Author.BOT, now=timezone.now()
    )
    turn = make_turn(inbox, answer=said)
    client = inbox.client(Role.VIEWER)
    trace = inbox.talk_url(f"assistant/{turn.pk}/")
    assert trace in client.get(inbox.talk_url()).content.decode()
    shown = client.get(trace, headers=PARTIAL).content.decode()
    assert "Olhou serviços e preços" in shown
    assert "Vagas · achados também pelo sentido" in shown
    assert "s1 Corte: R$ 80" in shown
    assert "Tem &lt;b&gt;vaga&lt;/b&gt;?" in shown
    assert inbox.client(Role.STAFF).get(trace).status_code == 403


def test_why_the_robot_answered_instead(inbox: Inbox) -> None:
    refused = {"kind": "refused", "claims": ["r$ 50"]}
    turn = make_turn(inbox, outcome="FELL_BACK", reason="invented", trace=[refused])
    shown = inbox.client().get(inbox.talk_url(f"assistant/{turn.pk}/")).content.decode()
    assert "A resposta citava algo que não estava nos dados." in shown
    assert "r$ 50" in shown
