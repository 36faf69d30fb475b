"""A customer asks in other words than the house writes; the model is told the right text."""

import time

import pytest

from accounts.models import Organization
from bot.models import AssistantMonth, AssistantSettings, Channel
from bot.services import knowledge_search
from bot.tests.services.assistants import assistant, server, work_all
from bot.tests.services.conftest import Says as Talk
from bot.tests.services.model_server import ModelServer, Says, calls
from bot.tests.services.readers import DOGS, make_reader, read_all, write

__all__ = ["assistant", "server"]

pytestmark = pytest.mark.django_db

OTHER_WORDS = "posso entrar aí com meu bichinho de estimação?"


@pytest.fixture
def reader(assistant: AssistantSettings, channel: Channel) -> Organization:
    make_reader(assistant)
    write(assistant.organization, "Focinheira", DOGS)
    read_all()
    return assistant.organization


def test_model_is_told_what_fits_by_meaning(
    reader: Organization, server: ModelServer, says: Talk
) -> None:
    server.script = [Says("Pode, de focinheira!")]
    before = AssistantMonth.objects.get().used_tokens
    says(OTHER_WORDS)
    (turn,) = work_all()
    assert turn.outcome == "ANSWERED"
    assert turn.trace[0] == {
        "kind": "texts",
        "titles": ["Focinheira"],
        "by_meaning": True,
    }
    assert DOGS in str(server.asked[0])
    spent = AssistantMonth.objects.get().used_tokens - before
    assert spent == 1050 + len(OTHER_WORDS.split())


def test_slow_search_by_meaning_is_not_waited_for(
    reader: Organization,
    server: ModelServer,
    says: Talk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(knowledge_search, "TIMEOUT_S", 0.5)
    server.reading = Says(after_s=60)
    server.script = [
        *(calls("search_texts", question=f"focinheira {number}") for number in range(4)),
        Says("Pode, de focinheira!"),
    ]
    says("posso levar meu bichinho de focinheira vermelha?")
    began = time.monotonic()
    (turn,) = work_all()
    assert time.monotonic() - began < 30
    assert turn.outcome == "ANSWERED"
    assert turn.trace[0]["titles"] == ["Focinheira"]
    assert turn.trace[0]["by_meaning"] is False
    assert len(server.read) == 2  # the text, and one question; not one more after it failed


def test_model_that_searches_again_and_again_asks_for_few_vectors(
    reader: Organization, server: ModelServer, says: Talk
) -> None:
    many = tuple(("search_texts", {"question": f"bichinho {number}"}) for number in range(6))
    server.script = [Says(calls=many), Says(calls=many), Says("Não sei.")]
    says(OTHER_WORDS)
    (turn,) = work_all()
    assert len(server.read) == 1 + knowledge_search.MOST_QUESTIONS
    results = [step["result"] for step in turn.trace if step["kind"] == "tool"]
    assert results[0].startswith("Focinheira")
    assert results[-1] == "nothing about this"
