"""kill -9 of the workers in the middle of filling in sample data: nothing is lost or doubled."""

import os
import signal
from threading import Thread

from django.apps import apps
from django.db import connection, transaction
from django_scopes import scope

from accounts.models import Membership, SampleData, SampleRow
from accounts.sample_enums import SampleState, SampleStep
from accounts.services.samples import start_filling
from accounts.tests.factories import make_organization
from bot.models import Channel, Conversation, Message
from tests.locks import wait_for_a_lock
from tests.phones import eventually


def test_workers_killed_in_the_middle_of_a_step(live_stack):
    stack = live_stack("worker")
    house = make_organization()
    with scope(organization=house):
        with transaction.atomic(), connection.cursor() as cursor:
            owner = Membership.objects.get(organization=house).user
            cursor.execute("LOCK TABLE bot_message IN SHARE MODE")  # stops the fifth step
            _start_elsewhere(house, owner)
            wait_for_a_lock()
            for process in stack.cluster_processes()[:1]:
                os.killpg(process.pid, signal.SIGKILL)
            stack.kill("worker")
        batch = SampleData.objects.get()
        assert (batch.state, batch.step) == (SampleState.FILLING, SampleStep.TALKS)
        assert not Channel.objects.exists()  # what the dead step had made is gone with it

        stack.start("worker")
        eventually(
            lambda: SampleData.objects.get().state == SampleState.FULL, what="the rest of it"
        )

        batch.refresh_from_db()
        assert (batch.step, batch.failures) == (len(SampleStep), 0)
        assert Channel.objects.count() == 1
        assert Conversation.objects.count() == 10
        assert Message.objects.count() == batch.made["bot.message"] > 30
        for label, count in batch.made.items():
            assert apps.get_model(label)._base_manager.count() == count, label
            assert SampleRow.objects.filter(model=label).count() == count, label


def _start_elsewhere(house, owner) -> None:
    """In a thread, so on a connection of its own that commits at once."""

    def start() -> None:
        with scope(organization=house):
            start_filling(organization=house, actor=owner)
        connection.close()

    thread = Thread(target=start)
    thread.start()
    thread.join()
