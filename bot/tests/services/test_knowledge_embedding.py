"""Texts are read for their meaning once, again when they change, and by whom the house says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_user
from bot.models import (
    AssistantMonth,
    AssistantSettings,
    EmbeddingSettings,
    KnowledgeEntry,
    KnowledgePassage,
)
from bot.selectors.embedding import has_due_embeddings
from bot.selectors.meanings import has_vectors
from bot.services.embedding_plan import plan_all
from bot.services.knowledge import archive_knowledge, restore_knowledge
from bot.services.knowledge_embedding import LEASE, embed_due
from bot.tests.selectors.test_meanings import switch
from bot.tests.services.assistants import assistant, make_assistant, server
from bot.tests.services.model_server import ModelServer, Says
from bot.tests.services.readers import CARS, DOGS, edit, found, make_reader, read_all, write

__all__ = ["assistant", "server"]

pytestmark = pytest.mark.django_db

PARAGRAPHS = "\n\n".join(f"{number} " + "palavra " * 60 for number in range(4))


def test_text_is_read_once_and_found_in_other_words(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    write(organization, "Garagem", CARS)
    assert has_due_embeddings(timezone.now())
    read_all()
    assert server.read == [[f"Focinheira\n{DOGS}", f"Garagem\n{CARS}"]]
    assert server.paths == ["/v1/embeddings"]
    assert not has_due_embeddings(timezone.now() + timedelta(days=1))
    assert found(organization, "posso levar meu bichinho?")[0] == "Focinheira"
    assert found(organization, "where is the parking")[0] == "Garagem"


@pytest.mark.parametrize("writes_base64", [True, False])
def test_vectors_come_as_numbers_or_packed(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    writes_base64: bool,
) -> None:
    server.writes_base64 = writes_base64
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    read_all()
    vector = KnowledgePassage.objects.get().embedding
    assert sum(number * number for number in vector) == pytest.approx(1, abs=1e-5)


def test_only_what_changed_is_read_again(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    entry = write(organization, "Regras", PARAGRAPHS)
    read_all()
    edit(entry, PARAGRAPHS.replace("3 palavra", "Nada de perro."))
    assert found(organization, "perro") != []  # by its words at once
    assert KnowledgeEntry.objects.get().embedded_with == ""
    read_all()
    first, second = server.read[0], server.read[-1]
    assert (len(first), len(second)) == (4, 1)
    assert KnowledgePassage.objects.count() == 4
    edit(KnowledgeEntry.objects.get(), KnowledgeEntry.objects.get().text)
    assert KnowledgeEntry.objects.get().embed_due_at is None


def test_archived_text_is_not_read_and_comes_back(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    entry = write(organization, "Focinheira", DOGS)
    archive_knowledge(entry=entry, actor=make_user())
    read_all()
    assert server.read == []
    entry.refresh_from_db()
    restore_knowledge(entry=entry, actor=make_user(), now=timezone.now())
    read_all()
    assert found(organization, "cachorrinho") == ["Focinheira"]
    archive_knowledge(entry=entry, actor=make_user())
    assert found(organization, "cachorrinho") == []


def test_another_model_reads_all_anew_and_none_reads_nothing(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    reader = make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    read_all()
    reader.model_name = "reader-2"
    reader.save()
    plan_all(organization=organization, now=timezone.now())
    assert found(organization, "cachorrinho") == []  # vectors of two models can't be compared
    read_all()
    assert found(organization, "cachorrinho") == ["Focinheira"]
    assert len([texts for texts in server.read if len(texts[0]) > 20]) == 2
    AssistantSettings.objects.update(is_on=False)
    KnowledgeEntry.objects.update(embedded_with="", embed_due_at=timezone.now())
    plan_all(organization=organization, now=timezone.now())
    assert not has_due_embeddings(timezone.now())


def test_own_address_has_its_own_key(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    AssistantSettings.objects.update(base_url="https://chat.example/v1", kind="ANTHROPIC")
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    assert KnowledgeEntry.objects.get().embed_due_at is None  # Anthropic's has no vectors
    EmbeddingSettings.objects.update(base_url=f"{server.url}/own", api_key="test-model-key")
    plan_all(organization=organization, now=timezone.now())
    read_all()
    assert server.paths == ["/own/embeddings"]
    assert KnowledgePassage.objects.count() == 1


def test_reading_counts_in_the_month_and_stops_with_it(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    reader = make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    read_all()
    month = AssistantMonth.objects.get()
    tokens = len(f"Focinheira {DOGS}".split())
    assert (month.used_tokens, month.held_tokens) == (tokens, 0)
    assert month.used_usd == reader.cost(tokens)
    AssistantSettings.objects.update(month_tokens=tokens + 20)
    write(organization, "Garagem", CARS)
    read_all()
    assert len(server.read) == 1
    assert EmbeddingSettings.objects.get().last_error == "budget"
    assert found(organization, "tem focinheira?") == ["Focinheira"]  # by its words
    assert AssistantMonth.objects.get().used_tokens == tokens
    entry = KnowledgeEntry.objects.get(title="Garagem")
    assert entry.embed_due_at > timezone.now()


@pytest.mark.parametrize(
    ("reading", "reason", "costs"),
    [
        (Says(status=500), "server", True),
        (Says(status=429), "limit", False),
        (Says(body=b"<html>"), "server", True),
        (Says(body=b'{"data": [], "model": "x", "object": "list"}'), "server", True),
        (Says(body=b'{"data": [{"embedding": [0, 0]}], "model": "x"}'), "vectors", True),
        (Says(body=b'{"data": [{"embedding": [1, NaN]}], "model": "x"}'), "vectors", True),
        (Says(body=b'{"data": [{"embedding": ["a"]}], "model": "x"}'), "vectors", True),
        (Says(body=b'{"data": [{"embedding": null}], "model": "x"}'), "vectors", True),
        (Says(body=b'{"data": [{"embedding": [1]}, {"embedding": [1]}]}'), "vectors", True),
        (Says(body=b'{"data": [' + b" " * 9_000_000 + b"]}"), "unreachable", True),
    ],
)
def test_failure_leaves_the_text_for_later(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    reading: Says,
    reason: str,
    costs: bool,
) -> None:
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    server.reading = reading
    began = timezone.now()
    assert embed_due(now=began)
    assert EmbeddingSettings.objects.get().last_error == reason
    assert (AssistantMonth.objects.get().used_tokens > 0) is costs
    entry = KnowledgeEntry.objects.get()
    assert (entry.embedded_with, entry.embed_attempts) == ("", 1)
    assert entry.embed_due_at == began + timedelta(minutes=1)
    assert found(organization, "tem focinheira?") == ["Focinheira"]
    assert not embed_due(now=began)
    server.reading = None
    assert embed_due(now=began + timedelta(minutes=2))
    assert KnowledgeEntry.objects.get().embedded_with != ""
    assert EmbeddingSettings.objects.get().last_error == ""


def test_text_that_no_model_takes_does_not_hold_up_the_others(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)

    def refuses(text: str) -> list[float]:
        return [] if "veneno" in text else [1.0, 0.0]

    server.meaning = refuses
    for title in ("Um", "Dois", "veneno", "Três"):
        write(organization, title, "Sim.")
    later = timezone.now()
    for _ in range(8):
        later += timedelta(hours=7)
        embed_due(now=later)
    unread = KnowledgeEntry.objects.filter(embedded_with="")
    assert [entry.title for entry in unread] == ["veneno"]


def test_three_failures_rest_and_the_next_search_does_not_wait(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    read_all()
    server.reading = Says(status=500)
    for _ in range(3):
        assert found(organization, "focinheira?") == ["Focinheira"]
    asked = len(server.read)
    assert found(organization, "focinheira?") == ["Focinheira"]
    assert len(server.read) == asked
    assert not has_due_embeddings(timezone.now())


def test_worker_that_died_leaves_its_text_to_the_next(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    now = timezone.now()
    KnowledgeEntry.objects.update(embed_due_at=now + LEASE, embed_attempts=1)
    assert not embed_due(now=now)
    assert embed_due(now=now + LEASE)
    assert found(organization, "cachorrinho") == ["Focinheira"]


def test_each_house_reads_and_finds_its_own(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    other = make_organization()
    with scope(organization=other):
        make_reader(make_assistant(other, f"{server.url}/v1"))
        write(other, "Cães", "De coleira, cachorro pode.")
    read_all()
    assert len(server.read) == 2  # never texts of two houses at once
    assert found(organization, "cachorro pode entrar?") == ["Focinheira"]
    with scope(organization=other):
        assert found(other, "focinheira, cachorro") == ["Cães"]


def test_extension_dropped_under_our_feet_is_done_without(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant)
    write(organization, "Focinheira", DOGS)
    read_all()
    switch("vectors")
    assert has_vectors()
    assert found(organization, "cachorrinho") == ["Focinheira"]
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION vector")
    assert found(organization, "tem focinheira?") == ["Focinheira"]  # by its word
    assert found(organization, "cachorrinho") == ["Focinheira"]  # by meaning, without it
    assert not has_vectors()
    has_vectors.cache_clear()


def test_free_reader_costs_nothing_but_tokens(
    organization: Organization, assistant: AssistantSettings, server: ModelServer
) -> None:
    make_reader(assistant, usd=Decimal(0))
    write(organization, "Focinheira", DOGS)
    read_all()
    month = AssistantMonth.objects.get()
    assert month.used_tokens > 0
    assert month.used_usd == 0
