"""Several workers, and people who write while texts are read: each text once, as it is last."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_user
from bot.models import AssistantMonth, EmbeddingSettings, KnowledgeEntry, KnowledgePassage
from bot.services.assistant_settings import AssistantDetails, EmbeddingDetails, save_assistant
from bot.services.embedding_plan import plan_all
from bot.services.knowledge_embedding import embed_due
from bot.tasks import embed_texts
from bot.tests.services.assistants import make_assistant, server
from bot.tests.services.meanings import meaning_of
from bot.tests.services.model_server import KEY, ModelServer
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


def test_text_saved_while_the_settings_change_is_read(server: ModelServer) -> None:
    house = make_organization()
    details = AssistantDetails(
        is_on=True,
        kind="OPENAI",
        base_url=f"{server.url}/v1",
        model_name="small",
        api_key=KEY,
        timeout_s=20,
        month_tokens=100_000,
        month_usd=Decimal(1),
        input_usd=Decimal(0),
        output_usd=Decimal(0),
    )
    owner, errors = make_user(), []

    def work(save: Callable[[], object]) -> None:
        try:
            with scope(organization=house):
                save()
        except Exception as error:  # shown by the thread that asserts
            errors.append(error)
        finally:
            connection.close()

    def set_up() -> None:
        save_assistant(
            organization=house,
            details=details,
            embedding=EmbeddingDetails("reader", "", "", Decimal(0)),
            actor=owner,
            now=timezone.now(),
        )

    for number in range(10):
        EmbeddingSettings._base_manager.update(model_name="")
        saves = (set_up, lambda number=number: write(house, f"Texto {number}", DOGS))
        threads = [Thread(target=work, args=(save,)) for save in saves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        with scope(organization=house):
            embed_texts()
            unread = KnowledgeEntry.objects.filter(embedded_with="")
            assert not unread.exists(), f"round {number}"


def test_text_is_not_let_go_when_a_model_is_named_at_that_moment(
    house: Organization, server: ModelServer
) -> None:
    entry = write(house, "Animais", DOGS)
    EmbeddingSettings.objects.update(model_name="")
    moments = [timezone.now()]

    def name_model() -> None:
        with scope(organization=house):
            EmbeddingSettings.objects.update(model_name="reader-1")
            plan_all(organization=house, now=moments.pop())
        connection.close()

    def just_before(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if moments and sql.startswith("UPDATE") and '"embed_due_at" = NULL' in sql:
            thread = Thread(target=name_model)
            thread.start()
            thread.join()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(just_before):
        assert embed_due(now=timezone.now())
    assert moments == []
    entry.refresh_from_db()
    assert entry.embed_due_at is not None
    embed_texts()
    assert found(house, "focinheira") == ["Animais"]
    assert KnowledgePassage.objects.exists()
