"""Several workers, and people who write while texts are read: each text once, as it is last."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.models import AssistantMonth, KnowledgeEntry, KnowledgePassage
from bot.services.knowledge_embedding import embed_due
from bot.tasks import embed_texts
from bot.tests.services.assistants import make_assistant, server
from bot.tests.services.meanings import meaning_of
from bot.tests.services.model_server import ModelServer
from bot.tests.services.readers import DOGS, edit, found, make_reader, write

__all__ = ["server"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(server: ModelServer) -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        make_reader(make_assistant(organization, f"{server.url}/v1"))
        yield organization


def test_four_workers_read_each_text_once(house: Organization, server: ModelServer) -> None:
    for number in range(40):
        write(house, f"Pergunta {number}", f"Resposta {number}.")
    together = Barrier(4)

    def work() -> None:
        together.wait()
        try:
            while embed_due(now=timezone.now()):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    read = [text for texts in server.read for text in texts]
    assert len(read) == len(set(read)) == 40
    assert not KnowledgeEntry.objects.filter(embedded_with="").exists()
    assert KnowledgePassage.objects.count() == 40
    month = AssistantMonth.objects.get()
    assert month.used_tokens == sum(len(text.split()) for text in read)


def test_text_changed_while_it_is_read_is_read_again(
    house: Organization, server: ModelServer
) -> None:
    entry = write(house, "Animais", DOGS)
    change = [True]

    def meaning(text: str) -> list[float]:
        if change and change.pop():  # in the server's thread: a connection of its own
            with scope(organization=house):
                edit(KnowledgeEntry.objects.get(pk=entry.pk), "Nenhum, por causa da alergia.")
            connection.close()
        return meaning_of(text)

    server.meaning = meaning
    assert embed_due(now=timezone.now())
    assert not KnowledgePassage.objects.exists()
    assert KnowledgeEntry.objects.get().embedded_with == ""
    embed_texts()  # the task
    assert KnowledgePassage.objects.get().text == "Animais\nNenhum, por causa da alergia."
    assert found(house, "produto sensível") == ["Animais"]
