"""Old messages and logs go, in batches, of the right house alone."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.enums import Role
from accounts.models import AuditEntry, Organization, User
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.enums import Author, Direction
from bot.gateways import Text
from bot.models import Channel, Conversation, Delivery, Message, RetentionPolicy, ScheduledMessage
from bot.selectors.retention import has_due_retention
from bot.services import retention
from bot.services.outbox import queue_message
from bot.services.retention import forget_old_rows, set_retention
from bot.tests.factories import make_channel, make_conversation
from config.lib.ids import first_id_of

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def actor(organization: Organization) -> User:
    return make_member(organization, Role.OWNER).user


def talk_in(organization: Organization) -> Conversation:
    with scope(organization=organization):
        customer = make_customer(organization)
        return make_conversation(make_channel(organization), customer)


def said(talk: Conversation, at: datetime, text: str = "Oi") -> Message:
    """A message that was written then: its id carries the time."""
    key = UUID(int=first_id_of(at).int + Message._base_manager.count())
    return Message.objects.create(
        id=key,
        organization_id=talk.organization_id,
        channel_id=talk.channel_id,
        conversation=talk,
        direction=Direction.IN,
        author=Author.CUSTOMER,
        kind="text",
        text=text,
        occurred_at=at,
    )


def run(now: datetime) -> int:
    rounds = 0
    while forget_old_rows(now=now):
        rounds += 1
        assert rounds < 100
    return rounds


def test_old_messages_go_in_batches_and_new_ones_stay(organization, actor, monkeypatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    now, talk = timezone.now(), talk_in(organization)
    for days in (400, 390, 380, 370, 366):
        said(talk, now - timedelta(days=days))
    young = said(talk, now - timedelta(days=364))
    Conversation.objects.filter(pk=talk.pk).update(
        last_message_at=now - timedelta(days=364), last_message_text="Oi"
    )
    set_retention(organization=organization, message_days=365, log_days=None, actor=actor, now=now)
    assert has_due_retention(now)
    assert run(now) == 4  # three batches, and the look that finds nothing
    assert list(Message.objects.all()) == [young]
    assert Conversation.objects.get().last_message_text == "Oi"
    assert not has_due_retention(now)
    assert has_due_retention(now + timedelta(days=1, seconds=1))


def test_last_words_of_an_old_conversation_go_too(organization, actor) -> None:
    now, talk = timezone.now(), talk_in(organization)
    said(talk, now - timedelta(days=200), "Meu CPF")
    Conversation.objects.update(
        last_message_at=now - timedelta(days=200), last_message_text="Meu CPF"
    )
    set_retention(organization=organization, message_days=90, log_days=None, actor=actor, now=now)
    run(now)
    assert not Message.objects.exists()
    assert Conversation.objects.get().last_message_text == ""


def test_what_still_waits_to_be_sent_stays(organization, actor) -> None:
    now, talk = timezone.now(), talk_in(organization)
    then = now - timedelta(days=200)
    waiting = queue_message(conversation=talk, content=Text("Oi"), author=Author.BOT, now=then)
    old = first_id_of(then)
    Message.objects.filter(pk=waiting.pk).update(text="Fica")
    Delivery.objects.update(created_at=then)
    assert waiting.pk > old
    set_retention(organization=organization, message_days=30, log_days=None, actor=actor, now=now)
    run(now + timedelta(days=31))
    assert Message.objects.get().text == "Fica"
    Delivery.objects.update(status="SENT")
    run(now + timedelta(days=33))
    assert not Message.objects.exists()


def test_settled_messages_for_later_go_and_waiting_ones_stay(organization, actor) -> None:
    now, talk = timezone.now(), talk_in(organization)
    old = now - timedelta(days=80)
    for number, status in enumerate(("FAILED", "CANCELLED", "PENDING")):
        ScheduledMessage.objects.create(
            id=UUID(int=first_id_of(old).int + number),
            organization=organization,
            conversation=talk,
            text=status,
            due_at=now,
            status=status,
        )
    set_retention(organization=organization, message_days=60, log_days=None, actor=actor, now=now)
    run(now)
    assert [row.text for row in ScheduledMessage.objects.all()] == ["PENDING"]


def test_other_houses_keep_theirs(organization, actor) -> None:
    now, other = timezone.now(), make_organization()
    theirs = talk_in(other)
    with scope(organization=other):
        said(theirs, now - timedelta(days=900))
    set_retention(organization=organization, message_days=30, log_days=30, actor=actor, now=now)
    run(now)
    with scope(organization=other):
        assert Message.objects.count() == 1


def test_old_log_goes_and_the_change_itself_is_noted(organization, actor) -> None:
    now = timezone.now()
    AuditEntry.objects.all().delete()
    AuditEntry.objects.create(
        id=first_id_of(now - timedelta(days=200)),
        organization=organization,
        action="service.created",
        target_type="catalog.service",
    )
    for _twice in range(2):
        set_retention(
            organization=organization, message_days=None, log_days=180, actor=actor, now=now
        )
    run(now)
    assert [entry.action for entry in AuditEntry.objects.all()] == ["retention.updated"]


def test_less_than_a_month_is_refused_by_the_database(organization) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPolicy.objects.create(
            organization=organization, message_days=7, due_at=timezone.now()
        )


def test_nothing_is_forgotten_unasked(organization) -> None:
    talk = talk_in(organization)
    said(talk, timezone.now() - timedelta(days=4000))
    assert not forget_old_rows(now=timezone.now())
    assert Message.objects.count() == 1


def test_owner_chooses_in_the_settings(organization: Organization, actor: User) -> None:
    client = Client()
    client.force_login(actor)
    url = f"/o/{organization.slug}/settings/retention/"
    answer = client.post(url, {"message_days": "365", "log_days": ""}, headers=PARTIAL)
    assert answer.status_code == 200
    with scopes_disabled():
        policy = RetentionPolicy.objects.get()
    assert (policy.message_days, policy.log_days) == (365, None)
    assert '<option value="365" selected>' in client.get(url).content.decode()
    assert client.post(url, {"message_days": "3"}, headers=PARTIAL).status_code == 422
    assert Channel.objects.count() == 0
