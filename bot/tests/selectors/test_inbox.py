"""The list of conversations and the messages of one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization, User
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import Channel, Conversation, Message
from bot.selectors.inbox import InboxPage, InboxShow, inbox_counts, inbox_page, waiting_count
from bot.selectors.said import conversations_that_say
from bot.selectors.thread import PAGE_SIZE, thread_page, thread_since
from bot.tests.factories import make_channel, make_conversation, wamid

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def house(db: None) -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


@pytest.fixture
def channel(house: Organization) -> Channel:
    return make_channel(house)


def look(user: User | None = None, **asked: Any) -> InboxPage:
    return inbox_page(user=user or User(), now=NOW, **asked)


def talk(channel: Channel, minutes: int = 0, *, name: str = "Marina", **fields) -> Conversation:
    customer = make_customer(channel.organization, name=name)
    at = NOW - timedelta(minutes=minutes)
    return make_conversation(channel, customer, last_message_at=at, **fields)


def say(conversation: Conversation, count: int, at: datetime = NOW) -> list[Message]:
    return Message.objects.bulk_create(
        Message(
            organization_id=conversation.organization_id,
            channel_id=conversation.channel_id,
            conversation=conversation,
            direction="IN",
            author="CUSTOMER",
            kind="TEXT",
            text=f"m{number}",
            external_id=wamid(),
            occurred_at=at,
        )
        for number in range(count)
    )


def test_pages_hold_each_conversation_once_also_at_the_same_second(channel: Channel) -> None:
    for number in range(7):
        talk(channel, number // 3)
    seen, before = [], None
    while True:
        page = look(before=before, size=2)
        seen += [row.pk for row in page.rows]
        before = page.next
        if before is None:
            break
    assert len(seen) == 7
    newest_first = Conversation.objects.order_by("-last_message_at", "-pk")
    assert seen == list(newest_first.values_list("pk", flat=True))


def test_filters_and_counts(channel: Channel) -> None:
    waiting = talk(channel, owner="HUMAN", waits_for_person=True)
    unread = talk(channel, 1, unread_count=2)
    make_conversation(channel, make_customer(channel.organization))  # nothing said yet
    for show, expected in (
        (InboxShow.ALL, [waiting, unread]),
        (InboxShow.WAITING, [waiting]),
        (InboxShow.UNREAD, [unread]),
        (InboxShow.BOT, [unread]),
    ):
        assert look(show=show).rows == expected
    counts = inbox_counts(user=User(), now=NOW)
    assert counts == {"mine": 0, "waiting": 1, "unread": 1, "mentioned": 0, "scheduled": 0}


def test_mine_snoozed_and_resolved(channel: Channel) -> None:
    me = make_member(channel.organization, Role.AGENT).user
    mine = talk(channel, owner="HUMAN", assigned_to=me)
    later = NOW + timedelta(hours=1)
    away = talk(channel, 1, owner="HUMAN", assigned_to=me, unread_count=1, snoozed_until=later)
    back = talk(channel, 2, waits_for_person=True, owner="HUMAN", snoozed_until=NOW)
    done = talk(channel, 3, resolved_at=NOW)
    for show, expected in (
        (InboxShow.MINE, [mine]),
        (InboxShow.SNOOZED, [away]),
        (InboxShow.WAITING, [back]),
        (InboxShow.UNREAD, []),
        (InboxShow.BOT, []),
        (InboxShow.RESOLVED, [done]),
        (InboxShow.ALL, [mine, away, back, done]),
    ):
        assert look(me, show=show).rows == expected
    counts = inbox_counts(user=me, now=NOW)
    assert counts == {"mine": 1, "waiting": 1, "unread": 0, "mentioned": 0, "scheduled": 0}
    assert waiting_count(now=NOW) == 1


@pytest.mark.parametrize("search", ["colora", "HORARIO coloracao", "coloração horário"])
def test_search_in_what_was_said(channel: Channel, search: str) -> None:
    found, other = talk(channel), talk(channel)
    for conversation, text in ((found, "Tem horário para coloração?"), (other, "Bom dia")):
        (message,) = say(conversation, 1)
        Message.objects.filter(pk=message.pk).update(text=text)
    assert look(search=search).rows == [found]
    assert look(search=f"{search} bom").rows == []


def test_search_shows_the_newest_words_that_matched(channel: Channel) -> None:
    found = talk(channel)
    texts = ("Tem coloração?", "Faço Coloração e corte", "Obrigada")
    for message, text in zip(say(found, 3), texts, strict=True):
        Message.objects.filter(pk=message.pk).update(text=text)
    page = look(search="coloracao cor")
    assert page.said == {found.pk: "Faço \x02Coloração\x03 e \x02corte\x03"}
    assert look(search="marina").said == {}
    assert look(search="coloracao").fingerprint != look(search="cor").fingerprint


def test_words_that_were_taken_back_are_not_shown(channel: Channel) -> None:
    found = talk(channel)
    said, revoke = say(found, 2)
    marks = {"kind": "REVOKE", "context_id": said.external_id, "text": ""}
    Message.objects.filter(pk=revoke.pk).update(**marks)
    page = look(search="m0 ")
    assert page.said == {}
    Message.objects.filter(pk=said.pk).update(text="segredo")
    page = look(search="segredo")
    assert (page.rows, page.said) == ([found], {})


def test_what_was_found_costs_the_same_for_one_line_and_for_thirty(channel: Channel) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            look(search="m0x")
        return len(counted)

    def add() -> None:
        (message,) = say(talk(channel), 1)
        Message.objects.filter(pk=message.pk).update(text="m0x")

    add()
    one = queries()
    for _number in range(29):
        add()
    assert queries() == one == 4


@pytest.mark.parametrize("search", ["' | !", "a & b", "x:*", ":*", "oi <-> oi", "\\"])
def test_search_takes_any_signs(channel: Channel, search: str) -> None:
    talk(channel)
    assert look(search=search).rows == []


def test_search_for_a_rare_word_uses_its_index(channel: Channel) -> None:
    say(talk(channel), 3000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bot_message")
    with CaptureQueriesContext(connection) as queries:
        conversations_that_say("m2999")
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries[0]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "message_words" in plan


def test_search_by_name_and_by_number(channel: Channel) -> None:
    jose = talk(channel, name="José Araújo")
    talk(channel, name="Marina")
    assert look(search="araujo").rows == [jose]
    assert look(search=jose.customer.phone[-6:]).rows == [jose]
    assert look(search="ninguém").rows == []


def test_fingerprint_changes_with_what_is_shown(channel: Channel) -> None:
    row = talk(channel)
    before = look().fingerprint
    assert look().fingerprint == before
    row.unread_count = 1
    row.save()
    assert look().fingerprint != before


@pytest.mark.parametrize("show", ["", "waiting", "unread", "bot"])
def test_a_page_is_read_from_its_index(channel: Channel, show: str) -> None:
    for number in range(300):
        talk(channel, number, waits_for_person=number % 9 == 0, unread_count=number % 7 == 0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bot_conversation")
        cursor.execute("SET LOCAL enable_seqscan = off")
    page = look(show=show, size=5)
    rows = Conversation.objects.filter(last_message_at__lte=page.next.at)
    if show == "waiting":
        rows = rows.filter(waits_for_person=True)
    if show == "bot":
        rows = rows.filter(owner="BOT", resolved_at__isnull=True)
    if show == "unread":
        rows = rows.filter(unread_count__gt=0)
    plan = rows.order_by("-last_message_at", "-pk")[:6].explain()
    assert "Index Scan" in plan
    assert "Sort" not in plan


def test_thread_pages_backwards_without_gap(channel: Channel) -> None:
    conversation = talk(channel)
    messages = say(conversation, PAGE_SIZE + 20)
    latest = thread_page(conversation)
    older = thread_page(conversation, before=latest.messages[0].pk)
    assert (latest.has_older, older.has_older) == (True, False)
    assert older.messages + latest.messages == messages


def test_thread_since_keeps_its_beginning(channel: Channel) -> None:
    conversation = talk(channel)
    say(conversation, 3)
    first = thread_page(conversation).messages[0].pk
    before = thread_since(conversation, first)
    say(conversation, 2, NOW + timedelta(minutes=1))
    after = thread_since(conversation, first)
    assert (len(before.messages), len(after.messages)) == (3, 5)
    assert before.fingerprint != after.fingerprint
