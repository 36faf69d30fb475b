"""Two clicks and two workers at the same moment: one filling, each step once."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection
from django_scopes import scope, scopes_disabled

from accounts.models import AuditEntry, Membership, Organization, SampleData
from accounts.sample_enums import SampleState
from accounts.services.samples import SamplesNotThere, start_filling, start_removal
from accounts.tests.factories import make_organization
from bot.services.sample_work import work_on_samples
from scheduling.tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 4


def at_once(act: Callable[[], object]) -> list[object]:
    """What `act` gives, or the exception it raises, in so many threads that start together."""
    barrier, answers = Barrier(TOGETHER), []

    def run() -> None:
        barrier.wait()
        try:
            answers.append(act())
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _number in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def work() -> None:
    while work_on_samples(now=NOW):
        pass


def test_clicks_and_workers_at_once_fill_once() -> None:
    house = make_organization()
    with scopes_disabled():
        owner = Membership.objects.get(organization=house).user

    def click() -> object:
        with scope(organization=house):
            return start_filling(organization=house, actor=owner).pk

    def click_removal() -> object:
        with scope(organization=house):
            return start_removal(organization=house, actor=owner).pk

    assert len(set(at_once(click))) == 1
    while not _is(SampleState.FULL):
        at_once(work)
    with scopes_disabled():
        batch = SampleData.objects.get()
        assert batch.failures == 0
        for label, count in batch.made.items():
            assert apps.get_model(label)._base_manager.count() == count, label
        assert AuditEntry.objects.filter(action="samples.filled").count() == 1
    answers = at_once(click_removal)
    assert sum(isinstance(answer, SamplesNotThere) for answer in answers) == TOGETHER - 1
    while not _is(SampleState.REMOVED):
        at_once(work)
    with scopes_disabled():
        assert all(not apps.get_model(label)._base_manager.exists() for label in batch.made)
    assert not Organization.objects.get(pk=house.pk).has_samples


def _is(state: SampleState) -> bool:
    with scopes_disabled():
        return SampleData.objects.get().state == state
