"""Internal notes: never sent, written once, and whoever is named is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import (
    make_customer,
    make_member,
    make_organization,
    make_whatsapp_customer,
)
from bot.models import Channel, Conversation, Delivery, Mention, Message
from bot.selectors.mentions import named_in
from bot.services.notes import NoteEmpty, add_note, see_mentions
from bot.services.outbox import send_due
from bot.services.replies import ReplyForeign, send_reply
from bot.tests.factories import make_channel, make_conversation
from config.lib.ids import new_id
from tests.phones import Phones

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(channel: Channel) -> Conversation:
    customer = make_whatsapp_customer(channel.organization)
    now = timezone.now()
    return make_conversation(channel, customer, last_customer_message_at=now, unread_count=2)


def note(talk: Conversation, text: str = "Cliente antiga", **fields: Any) -> Message:
    if "user" not in fields:
        fields["user"] = make_member(talk.organization, Role.AGENT, name="Ana Souza").user
    return add_note(conversation=talk, text=text, now=timezone.now(), **fields)


def test_note_never_reaches_the_provider(line: Channel, graph: Phones) -> None:
    customer = make_whatsapp_customer(line.organization)
    talk = make_conversation(line, customer, last_customer_message_at=timezone.now())
    user = make_member(line.organization, Role.AGENT, name="Ana Souza").user
    note(talk, "Só entre nós", user=user)
    send_reply(conversation=talk, text="Olá!", user=user, now=timezone.now())

    assert [send_due(now=timezone.now()) for _ in range(2)] == [1, 0]

    assert [message["content"]["body"] for message in graph.sent()] == ["Olá!"]
    assert Delivery.objects.count() == 1


def test_note_leaves_owner_unread_and_preview_alone(talk: Conversation) -> None:
    before = Conversation.objects.values().get(pk=talk.pk)
    note(talk)
    assert Conversation.objects.values().get(pk=talk.pk) == before


def test_named_colleagues_are_told_once(talk: Conversation) -> None:
    bia = make_member(talk.organization, Role.AGENT, name="Bia Lima").user
    leo = make_member(talk.organization, Role.VIEWER, name="Leo").user
    written = note(talk, "@bia lima e @Leo, vejam. @Bia Lima?")
    told = Mention.objects.filter(message=written).values_list("user_id", "seen_at")
    assert set(told) == {(bia.pk, None), (leo.pk, None)}
    assert written.content == {"mentions": ["Bia Lima", "Leo"]}


def test_nobody_is_told_who_cannot_read_or_wrote_it(talk: Conversation) -> None:
    make_member(talk.organization, Role.STAFF, name="Rui")
    make_member(make_organization(), Role.AGENT, name="Zoe")
    ana = make_member(talk.organization, Role.AGENT, name="Ana Souza").user
    note(talk, "@Rui @Zoe @Ana Souza olhem", user=ana)
    assert not Mention.objects.exists()


def test_longest_name_wins_and_addresses_name_nobody(organization: Organization) -> None:
    people = [
        make_member(organization, Role.AGENT, name=name).user for name in ("Ana", "Ana Souza")
    ]
    assert [str(person) for person in named_in("@Ana Souza, veja", people)] == ["Ana Souza"]
    assert [str(person) for person in named_in("(@ana)", people)] == ["Ana"]
    assert named_in("joao@ana.com @Anabela", people) == []


def test_twice_is_once(talk: Conversation) -> None:
    user = make_member(talk.organization, Role.AGENT, name="Ana").user
    make_member(talk.organization, Role.AGENT, name="Bia")
    key = new_id()
    notes = [note(talk, "@Bia", user=user, note_id=key) for _ in range(2)]
    assert notes[0].pk == notes[1].pk == key
    assert Mention.objects.count() == 1


def test_empty_or_foreign_is_refused(talk: Conversation, channel: Channel) -> None:
    with pytest.raises(NoteEmpty):
        note(talk, "  \n")
    user = make_member(talk.organization, Role.AGENT, name="Ana").user
    sent = send_reply(conversation=talk, text="Oi", user=user, now=timezone.now())
    with pytest.raises(ReplyForeign):
        note(talk, user=user, note_id=sent.pk)
    other = make_conversation(channel, make_customer(talk.organization, name="Igor"))
    written = note(talk, user=user)
    with pytest.raises(ReplyForeign):
        note(other, user=user, note_id=written.pk)


def test_seen_is_each_persons_own(talk: Conversation) -> None:
    bia = make_member(talk.organization, Role.AGENT, name="Bia").user
    leo = make_member(talk.organization, Role.AGENT, name="Leo").user
    note(talk, "@Bia @Leo")
    now = timezone.now()
    assert see_mentions(conversation=talk, user=bia, now=now) == 1
    assert see_mentions(conversation=talk, user=bia, now=now + timedelta(hours=1)) == 0
    assert Mention.objects.get(user=bia).seen_at == now
    assert Mention.objects.get(user=leo).seen_at is None


@pytest.mark.django_db(transaction=True)
def test_same_form_at_once_is_one_note() -> None:
    organization = make_organization()
    user = make_member(organization, Role.AGENT, name="Ana").user
    make_member(organization, Role.AGENT, name="Bia")
    with scope(organization=organization):
        talk = make_conversation(make_channel(organization), make_customer(organization))
    key = new_id()

    def write(_turn: int) -> None:
        try:
            with scope(organization=organization):
                note(talk, "@Bia", user=user, note_id=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    with scope(organization=organization):
        assert (Message.objects.count(), Mention.objects.count()) == (1, 1)
