"""Cursors find what became visible since, each once, whatever order it was committed in."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.models import LiveChange, Organization
from accounts.selectors.live import NEWS, NOW, Change, Cursor, news_parameters, read_news
from accounts.services.live import forget_old_changes
from accounts.tests.factories import make_organization
from config.lib.ids import new_id


def now_cursor() -> Cursor:
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        return Cursor(*cursor.fetchone())


def news(since: Cursor, **options: Any) -> tuple[Cursor, list[Change]]:
    asked = news_parameters(since, **({"organization_id": None, "limit": 100} | options))
    with connection.cursor() as cursor:
        cursor.execute(NEWS, asked)
        return read_news(cursor.fetchall())


def note(organization: Organization, kind: str = "agenda", subject_id: Any = None) -> Any:
    subject_id = subject_id or new_id()
    with connection.cursor() as cursor:
        cursor.execute("SELECT live_note(%s, %s, %s)", [organization.pk, kind, subject_id])
    return subject_id


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_late_is_heard_and_nothing_is_heard_twice():
    organization = make_organization()
    begun, may_commit = threading.Event(), threading.Event()
    slow: list[Any] = []

    def write_slowly() -> None:
        with transaction.atomic():
            slow.append(note(organization))
            begun.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    assert begun.wait(10)
    since = now_cursor()
    fast = note(organization)

    since, first = news(since)
    assert [change.subject_id for change in first] == [fast]
    since, nothing = news(since)
    assert nothing == []

    may_commit.set()
    thread.join()
    since, late = news(since)
    assert [change.subject_id for change in late] == slow
    assert news(since)[1] == []


@pytest.mark.django_db(transaction=True)
def test_one_tenant_hears_nothing_of_another():
    ours, theirs = make_organization(), make_organization()
    since = now_cursor()
    own = note(ours)
    note(theirs)

    found = news(since, organization_id=ours.pk)[1]

    assert found == [Change(ours.pk, "agenda", own)]


@pytest.mark.django_db(transaction=True)
def test_one_transaction_notes_a_thing_once_and_a_bulk_load_notes_nothing():
    organization = make_organization()
    since = now_cursor()
    with transaction.atomic():
        subject = note(organization)
        note(organization, subject_id=subject)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL zapenda.quiet = 'on'")
        note(organization)

    assert [change.subject_id for change in news(since)[1]] == [subject]


@pytest.mark.django_db
def test_old_changes_are_forgotten_and_young_ones_are_not():
    organization = make_organization()
    now = timezone.now()
    note(organization)
    with scopes_disabled():
        LiveChange.objects.update(at=now - timedelta(hours=3))
    young = note(organization, kind="conversation")

    assert forget_old_changes(now=now) == 1
    assert forget_old_changes(now=now) == 0
    with scopes_disabled():
        assert [row.subject_id for row in LiveChange.objects.all()] == [young]


@pytest.mark.parametrize(
    "text", ["", "1~", "x~1:2:", "1~3:2:", "1~1:2:;DROP", f"1~1:2:{'1,' * 2000}1", "1~1:2:3,"]
)
def test_what_is_no_cursor_is_not_read(text: str):
    assert Cursor.read(text) is None


def test_cursor_comes_back_as_it_went():
    cursor = Cursor.read("1763721234~912:915:913,914")
    assert cursor is not None
    assert str(cursor) == "1763721234~912:915:913,914"
    assert cursor.oldest == 912


def test_old_or_foreign_cursor_can_not_catch_up():
    now = Cursor(10_000, "500:500:")
    assert Cursor(9_000, "400:400:").can_catch_up(now)
    assert not Cursor(6_000, "400:400:").can_catch_up(now)
    assert not Cursor(9_900, "600:600:").can_catch_up(now)
