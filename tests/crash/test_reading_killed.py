"""kill -9 of the workers while a text is being read for its meaning: it is read all the same."""

import os
import signal

from django.utils import timezone
from django_scopes import scope

from accounts.tests.factories import make_organization
from bot.models import AssistantMonth, KnowledgeEntry, KnowledgePassage
from bot.tests.services.assistants import make_assistant, server
from bot.tests.services.model_server import ModelServer, Says
from bot.tests.services.readers import DOGS, make_reader, write
from tests.phones import eventually

__all__ = ["server"]

SLOW_S = 150.0  # a new process imports the libraries of models: long, on a machine that is busy


def test_worker_killed_while_the_model_reads(live_stack, server: ModelServer) -> None:
    stack = live_stack("worker", ASSISTANT_PRIVATE="true")
    house = make_organization()
    server.reading = Says(after_s=25)
    with scope(organization=house):
        make_reader(make_assistant(house, f"{server.url}/v1"))
        write(house, "Animais", DOGS)
        eventually(lambda: server.read, within=SLOW_S, what="the question")
        for process in stack.cluster_processes()[:1]:
            os.killpg(process.pid, signal.SIGKILL)
        stack.kill("worker")

        entry = KnowledgeEntry.objects.get()
        assert (entry.embedded_with, entry.embed_attempts) == ("", 1)
        assert entry.embed_due_at > timezone.now()
        assert not KnowledgePassage.objects.exists()
        lost = AssistantMonth.objects.get().used_tokens
        assert lost > 0  # nobody knows whether it cost: it counts

        server.reading = None
        KnowledgeEntry.objects.update(embed_due_at=timezone.now())  # the lease has run out
        stack.start("worker")
        eventually(KnowledgePassage.objects.exists, within=SLOW_S, what="the passage")
        entry.refresh_from_db()
        assert (entry.embedded_with != "", entry.embed_due_at, entry.embed_attempts) == (
            True,
            None,
            0,
        )
        assert KnowledgePassage.objects.count() == 1
        assert AssistantMonth.objects.get().used_tokens > lost
