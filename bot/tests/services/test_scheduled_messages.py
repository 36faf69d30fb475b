"""Messages written for later: when they leave, when they don't, and that they do so once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.enums import ConsentPurpose, ConsentStatus, Role
from accounts.models import Membership, Organization, User
from accounts.services.consents import record_consent
from accounts.tests.factories import make_member, make_organization, make_whatsapp_customer
from bot.enums import Hindrance, Owner, ScheduledStatus
from bot.models import Channel, Conversation, Delivery, Mention, Message, ScheduledMessage
from bot.selectors.scheduled_messages import scheduled_lines, unsent_count
from bot.services.canned_replies import PlaceholderUnknown
from bot.services.customer_merging import join_conversations
from bot.services.replies import ReplyEmpty, ReplyForeign
from bot.services.scheduled_messages import (
    MOST_OPEN,
    DueInvalid,
    Later,
    NeverSent,
    ScheduledSettled,
    TooManyScheduled,
    cancel_scheduled,
    change_scheduled,
    restore_scheduled,
    schedule_message,
)
from bot.services.scheduled_sending import Hindered, send_scheduled_due, send_scheduled_now
from bot.services.sweep import sweep
from bot.tests.factories import make_channel, make_conversation, text_message, wamid, webhook_body
from bot.tests.services.conftest import Receive, stamp
from config.lib.ids import new_id

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
PHONE = "5511981230137"


@pytest.fixture
def ana(organization: Organization) -> User:
    return make_member(organization, Role.AGENT, name="Ana Souza").user


@pytest.fixture
def talk(channel: Channel) -> Conversation:
    customer = make_whatsapp_customer(
        channel.organization, wa_id=PHONE, profile_name="Marina Costa"
    )
    now = timezone.now()
    return make_conversation(channel, customer, last_message_at=now, last_customer_message_at=now)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


Write = Callable[..., ScheduledMessage]


@pytest.fixture
def write(talk: Conversation, ana: User, now: datetime) -> Write:
    def made(text: str = "Até amanhã!", **fields: Any) -> ScheduledMessage:
        given = {"due_at": now + HOUR, "cancel_on_reply": True} | fields
        key: UUID | None = given.pop("scheduled_id", None)
        later = Later(text=text, **given)
        return schedule_message(conversation=talk, later=later, user=ana, now=now, scheduled_id=key)

    return made


def ours() -> list[Message]:
    return list(Message.objects.filter(direction="OUT").order_by("id"))


def fresh(row: ScheduledMessage) -> ScheduledMessage:
    return ScheduledMessage.objects.get(pk=row.pk)


def test_leaves_at_its_time_as_a_persons_reply(
    write: Write, talk: Conversation, ana: User, now: datetime
) -> None:
    row = write()
    assert send_scheduled_due(now=now + HOUR - timedelta(seconds=1)) == 0
    assert "scheduled" not in sweep(now=now)
    assert "scheduled" in sweep(now=now + HOUR)
    assert send_scheduled_due(now=now + HOUR) == 1
    assert send_scheduled_due(now=now + HOUR) == 0

    sent = Message.objects.get(direction="OUT")
    assert (sent.text, sent.author, sent.author_user) == ("Até amanhã!", "STAFF", ana)
    assert Delivery.objects.get().message == sent
    talk.refresh_from_db()
    assert (talk.owner, talk.assigned_to) == (Owner.HUMAN, ana)
    assert talk.bot_resumes_at == now + HOUR + timedelta(minutes=talk.channel.human_minutes)
    row = fresh(row)
    assert (row.status, row.message, row.closed_at) == ("SENT", sent, now + HOUR)


def test_does_not_take_the_conversation_from_the_colleague_who_has_it(
    write: Write, talk: Conversation, organization: Organization, now: datetime
) -> None:
    bia = make_member(organization, Role.AGENT, name="Bia Lima").user
    write()
    talk.owner, talk.assigned_to = Owner.HUMAN, bia
    talk.save()
    send_scheduled_due(now=now + HOUR)
    talk.refresh_from_db()
    assert talk.assigned_to == bia


def test_placeholders_are_filled_when_it_leaves(
    write: Write, talk: Conversation, now: datetime
) -> None:
    write("Oi {{customer.first_name}}, aqui é {{agent.first_name}}")
    assert scheduled_lines(talk, now)[0].text == "Oi Marina, aqui é Ana"
    talk.customer.name = "Mariana Costa"
    talk.customer.save()
    send_scheduled_due(now=now + HOUR)
    assert ours()[0].text == "Oi Mariana, aqui é Ana"


@pytest.mark.parametrize(
    ("text", "error"),
    [("  ", ReplyEmpty), ("Oi {{nome}}", PlaceholderUnknown)],
)
def test_bad_text_is_refused(write: Write, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        write(text)


@pytest.mark.parametrize("wait", [timedelta(0), -HOUR, timedelta(days=90, seconds=1)])
def test_bad_time_is_refused(write: Write, now: datetime, wait: timedelta) -> None:
    with pytest.raises(DueInvalid):
        write(due_at=now + wait, cancel_on_reply=False)
    assert not ScheduledMessage.objects.exists()


def test_what_could_never_leave_is_refused(write: Write, talk: Conversation, now: datetime) -> None:
    with pytest.raises(NeverSent) as late:
        write(due_at=now + timedelta(days=1))
    assert late.value.closes_at == talk.window_closes_at()
    write(due_at=now + timedelta(days=1), cancel_on_reply=False)
    assert scheduled_lines(talk, now)[0].may_fail


def test_double_click_makes_one_and_another_talks_key_is_refused(
    write: Write, organization: Organization, ana: User, now: datetime
) -> None:
    key = new_id()
    assert write(scheduled_id=key) == write(scheduled_id=key)
    assert ScheduledMessage.objects.count() == 1
    other = make_conversation(
        make_channel(organization),
        make_whatsapp_customer(organization),
        last_customer_message_at=now,
    )
    with pytest.raises(ReplyForeign):
        schedule_message(
            conversation=other,
            later=Later("Oi", now + HOUR, cancel_on_reply=True),
            user=ana,
            now=now,
            scheduled_id=key,
        )


def test_a_conversation_holds_only_so_many(write: Write) -> None:
    for _ in range(MOST_OPEN):
        row = write()
    with pytest.raises(TooManyScheduled):
        write()
    cancel_scheduled(scheduled=row, now=timezone.now())
    write()


def _block(talk: Conversation) -> None:
    talk.customer.is_blocked = True
    talk.customer.save()


def _archive(talk: Conversation) -> None:
    talk.customer.archived_at = timezone.now()
    talk.customer.save()


def _opt_out(talk: Conversation) -> None:
    record_consent(
        customer=talk.customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.REVOKED,
        source="WhatsApp",
        evidence="SAIR",
        occurred_at=timezone.now(),
    )


def _close(talk: Conversation) -> None:
    talk.last_customer_message_at = timezone.now() - timedelta(days=2)
    talk.save()


def _dismiss(talk: Conversation) -> None:
    Membership.objects.filter(user__name="Ana Souza").delete()


@pytest.mark.parametrize(
    ("happens", "hindrance"),
    [
        (_block, Hindrance.BLOCKED),
        (_archive, Hindrance.ARCHIVED),
        (_opt_out, Hindrance.OPTED_OUT),
        (_close, Hindrance.WINDOW_CLOSED),
        (_dismiss, Hindrance.AUTHOR_GONE),
    ],
)
def test_is_not_sent_and_its_author_is_told(
    write: Write,
    talk: Conversation,
    ana: User,
    now: datetime,
    happens: Callable[[Conversation], None],
    hindrance: Hindrance,
) -> None:
    row = write()
    happens(talk)
    assert send_scheduled_due(now=now + HOUR) == 1
    assert send_scheduled_due(now=now + HOUR) == 0

    assert not Delivery.objects.exists()
    row = fresh(row)
    assert (row.status, row.hindrance, row.text) == ("FAILED", hindrance, "Até amanhã!")
    told = Mention.objects.get()
    assert (told.user, told.conversation, told.message.kind) == (ana, talk, "EVENT")
    assert unsent_count() == 1
    assert [line.scheduled for line in scheduled_lines(talk, now)] == [row]
    cancel_scheduled(scheduled=row, now=now)
    assert unsent_count() == 0


def test_what_can_not_be_filled_in_is_not_sent(write: Write, now: datetime) -> None:
    row = write("Até {{next_visit.date}}!")
    send_scheduled_due(now=now + HOUR)
    assert fresh(row).hindrance == Hindrance.INCOMPLETE
    assert ours() == []


def test_one_that_grows_too_long_is_not_sent(write: Write, now: datetime) -> None:
    row = write("{{organization.name}}" + "x" * 4070 + "{{organization.name}}" * 3)
    send_scheduled_due(now=now + HOUR)
    assert fresh(row).hindrance == Hindrance.TOO_LONG


def test_customers_answer_cancels_only_what_asks_for_it(
    write: Write, talk: Conversation, channel: Channel, receive: Receive, now: datetime
) -> None:
    asks, stays = write(), write("Fica", cancel_on_reply=False)
    body = webhook_body(
        channel,
        text_message("Já resolvi", sender=PHONE, timestamp=stamp(now), wamid=wamid()),
    )
    receive(body)
    assert (fresh(asks).status, fresh(asks).hindrance) == ("CANCELLED", Hindrance.ANSWERED)
    assert fresh(stays).status == "PENDING"
    assert Message.objects.filter(kind="EVENT", content__event="CALLED_OFF").count() == 1
    receive(body)
    send_scheduled_due(now=now + HOUR)
    assert [message.text for message in ours()] == ["Fica"]
    assert [line.text for line in scheduled_lines(talk, now)] == ["Até amanhã!"]


def test_cancelled_stays_silent_until_undone(write: Write, now: datetime) -> None:
    row = write()
    for _ in range(2):
        cancel_scheduled(scheduled=row, now=now)
    assert send_scheduled_due(now=now + HOUR) == 0
    restore_scheduled(scheduled=row, now=now)
    assert send_scheduled_due(now=now + HOUR) == 1
    with pytest.raises(ScheduledSettled):
        cancel_scheduled(scheduled=row, now=now)
    with pytest.raises(ScheduledSettled):
        restore_scheduled(scheduled=row, now=now)


def test_undo_after_its_time_is_refused(write: Write, now: datetime) -> None:
    row = write()
    cancel_scheduled(scheduled=row, now=now)
    with pytest.raises(DueInvalid):
        restore_scheduled(scheduled=row, now=now + HOUR)
    assert fresh(row).status == "CANCELLED"


def test_change_moves_it_and_revives_one_that_failed(
    write: Write, talk: Conversation, organization: Organization, now: datetime
) -> None:
    row, bia = write(), make_member(organization, Role.AGENT, name="Bia Lima").user
    _block(talk)
    send_scheduled_due(now=now + HOUR)
    talk.customer.is_blocked = False
    talk.customer.save()
    later = Later("Novo", now + 3 * HOUR, cancel_on_reply=False)
    change_scheduled(scheduled=row, later=later, user=bia, now=now + HOUR)
    assert send_scheduled_due(now=now + 2 * HOUR) == 0
    assert send_scheduled_due(now=now + 3 * HOUR) == 1
    assert [(m.text, m.author_user) for m in ours()] == [("Novo", bia)]
    with pytest.raises(ScheduledSettled):
        change_scheduled(scheduled=row, later=later, user=bia, now=now)


def test_sent_at_once_is_the_senders_and_once(
    write: Write, organization: Organization, now: datetime
) -> None:
    row, bia = write("Aqui é {{agent.first_name}}"), make_member(organization, Role.AGENT).user
    first = send_scheduled_now(scheduled=row, user=bia, now=now)
    assert send_scheduled_now(scheduled=row, user=bia, now=now) == first
    assert send_scheduled_due(now=now + HOUR) == 0
    assert [m.author_user for m in ours()] == [bia]


def test_sent_at_once_is_refused_as_at_its_time(
    write: Write, talk: Conversation, ana: User, now: datetime
) -> None:
    row = write()
    _block(talk)
    with pytest.raises(Hindered) as why:
        send_scheduled_now(scheduled=row, user=ana, now=now)
    assert why.value.hindrance == Hindrance.BLOCKED
    assert fresh(row).status == ScheduledStatus.PENDING
    cancel_scheduled(scheduled=row, now=now)
    with pytest.raises(ScheduledSettled):
        send_scheduled_now(scheduled=row, user=ana, now=now)


def test_merged_conversations_keep_it(
    write: Write, talk: Conversation, channel: Channel, organization: Organization, now: datetime
) -> None:
    row = write()
    other = make_whatsapp_customer(organization, profile_name="Marina C.")
    twin = make_conversation(channel, other, last_customer_message_at=now)
    join_conversations(talk.customer, other)
    assert fresh(row).conversation == twin
    assert send_scheduled_due(now=now + HOUR) == 1
    assert ours()[0].conversation == twin


def test_every_house_is_served(write: Write, now: datetime) -> None:
    write()
    foreign = make_organization()
    with scope(organization=foreign):
        user = make_member(foreign, Role.AGENT).user
        talk = make_conversation(
            make_channel(foreign), make_whatsapp_customer(foreign), last_customer_message_at=now
        )
        later = Later("Oi", now + HOUR, cancel_on_reply=True)
        schedule_message(conversation=talk, later=later, user=user, now=now)
    assert send_scheduled_due(now=now + HOUR) == 2
    assert len(ours()) == 1


def test_one_that_breaks_is_told_and_stops_nobody_else(write: Write, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bot_message ADD CONSTRAINT no_boom CHECK (text <> 'boom')")
    broken, good = write("boom"), write("Oi", due_at=now + 2 * HOUR)
    assert send_scheduled_due(now=now + 2 * HOUR) == 2
    assert (fresh(broken).status, fresh(broken).hindrance) == ("FAILED", Hindrance.BROKEN)
    assert fresh(good).status == "SENT"
    assert Mention.objects.get().message.content["hindrance"] == Hindrance.BROKEN
