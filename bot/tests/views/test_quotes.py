"""Answering one message, and reacting to one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.tests.factories import make_customer, make_member, make_organization, make_user
from bot.enums import Author, Owner
from bot.gateways import Reaction, Text
from bot.models import Channel, Conversation, Delivery, Message
from bot.services.outbox import queue_message
from bot.services.reactions import react
from bot.services.retries import retry_message
from bot.services.twilio_channels import create_twilio_channel
from bot.tests.factories import make_channel, make_conversation, wamid
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox, send

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db


def react_by(inbox: Inbox, client: Client, **given: Any) -> Any:
    return client.post(inbox.talk_url("reactions/"), given, headers=PARTIAL)


def on_twilio(inbox: Inbox) -> Message:
    channel = create_twilio_channel(
        organization=inbox.organization,
        phone="whatsapp:+14155238886",
        account_sid="AC" + "1" * 32,
        auth_token="t" * 32,
        api_url="http://127.0.0.1:9",
    )
    now = timezone.now()
    inbox.channel = channel
    inbox.talk = make_conversation(
        channel,
        make_customer(inbox.organization, name="Bia"),
        last_message_at=now,
        last_customer_message_at=now,
    )
    return inbox.hear("Oi")


def test_message_can_be_chosen_and_is_answered(inbox: Inbox) -> None:
    said, client = inbox.hear("Tem <b>hoje</b>?"), inbox.client(Role.AGENT)
    url = inbox.talk_url(f"quote/{said.pk}/")
    assert url in client.get(inbox.talk_url()).content.decode()
    part = client.get(url, headers=PARTIAL).content.decode()
    assert f'name="quote" value="{said.pk}"' in part
    assert "Tem &lt;b&gt;hoje" in part
    assert f'name="quote" value="{said.pk}"' in client.get(url).content.decode()

    answer = send(inbox, client, "Tem sim", quote=said.pk)
    assert answer.status_code == 200
    sent = Message.objects.get(direction="OUT")
    assert sent.context_id == said.external_id
    assert f'href="#message-{said.pk}"' in answer.content.decode()
    assert 'name="quote"' not in answer.content.decode()


def test_form_that_comes_back_keeps_what_is_answered(inbox: Inbox) -> None:
    said = inbox.hear("Oi")
    answer = send(inbox, inbox.client(), "x" * 4097, quote=said.pk)
    assert answer.status_code == 422
    assert f'name="quote" value="{said.pk}"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["other", "unsent", "mark", "nothing"])
def test_what_is_not_here_is_not_answered(inbox: Inbox, kind: str) -> None:
    said = inbox.hear("Oi")
    other = make_conversation(inbox.channel, make_customer(inbox.organization, name="Bia"))
    ids = {
        "other": said.pk,
        "unsent": queue_message(
            conversation=inbox.talk, content=Text("a"), author=Author.BOT, now=timezone.now()
        ).pk,
        "mark": inbox.hear("👍", kind="REACTION").pk,
        "nothing": uuid4(),
    }
    if kind == "other":
        Message.objects.filter(pk=said.pk).update(conversation=other)
    client, before = inbox.client(), Message.objects.count()
    assert send(inbox, client, "Tem sim", quote=ids[kind]).status_code == 422
    assert react_by(inbox, client, quote=ids[kind], emoji="👍").status_code == 409
    chosen = client.get(inbox.talk_url(f"quote/{ids[kind]}/"), headers=PARTIAL)
    assert chosen.status_code == (404 if kind in ("other", "nothing") else 409)
    assert Message.objects.count() == before


def test_reaction_is_sent_and_leaves_the_bot_in_charge(inbox: Inbox) -> None:
    said = inbox.hear("Obrigada!")
    answer = react_by(inbox, inbox.client(Role.AGENT), quote=said.pk, emoji="❤️", text="rascunho")
    assert answer.status_code == 200
    assert "<span>❤️</span>" in answer.content.decode()
    assert 'id="composer"' not in answer.content.decode()  # what is being written stays
    sent = Message.objects.get(direction="OUT")
    assert sent.content == {
        "type": "reaction",
        "reaction": {"message_id": said.external_id, "emoji": "❤️"},
    }
    assert Delivery.objects.get().status == "QUEUED"
    assert inbox.fresh().owner == Owner.BOT


def test_reaction_is_given_once_replaced_and_taken_back(inbox: Inbox) -> None:
    said, client = inbox.hear("Oi"), inbox.client()
    for emoji in ("👍", "👍", "❤️", "", ""):
        assert react_by(inbox, client, quote=said.pk, emoji=emoji).status_code == 200
    sent = list(Message.objects.filter(direction="OUT").order_by("pk").values_list("text"))
    assert sent == [("👍",), ("❤️",), ("",)]
    assert "bubble-reactions" not in client.get(inbox.talk_url()).content.decode()


def test_reaction_of_a_colleague_is_no_answer(inbox: Inbox) -> None:
    said = inbox.hear("Oi")
    react_by(inbox, inbox.client(Role.AGENT), quote=said.pk, emoji="👍")
    answer = send(inbox, inbox.client(), "Bom dia", seen=said.pk)
    assert answer.status_code == 200
    assert Message.objects.filter(text="Bom dia").exists()


def test_reaction_that_failed_may_be_given_again(inbox: Inbox) -> None:
    said, client = inbox.hear("Oi"), inbox.client()
    react_by(inbox, client, quote=said.pk, emoji="👍")
    Delivery.objects.update(status="FAILED")
    react_by(inbox, client, quote=said.pk, emoji="👍")
    assert Message.objects.filter(kind="REACTION").count() == 2


@pytest.mark.parametrize("emoji", ["ok", "👍" * 30, "\x00"])
def test_only_emoji_are_reactions(inbox: Inbox, emoji: str) -> None:
    said = inbox.hear("Oi")
    assert react_by(inbox, inbox.client(), quote=said.pk, emoji=emoji).status_code == 409
    assert not Message.objects.filter(kind="REACTION").exists()


def test_closed_window_takes_no_reaction(inbox: Inbox) -> None:
    said = inbox.hear("Oi")
    Conversation.objects.update(last_customer_message_at=timezone.now() - timedelta(hours=25))
    client = inbox.client()
    assert react_by(inbox, client, quote=said.pk, emoji="👍").status_code == 409
    assert "bubble-answer" not in client.get(inbox.talk_url()).content.decode()


def test_who_only_reads_neither_answers_nor_reacts(inbox: Inbox) -> None:
    said, client = inbox.hear("Oi"), inbox.client(Role.VIEWER)
    assert "bubble-answer" not in client.get(inbox.talk_url()).content.decode()
    assert react_by(inbox, client, quote=said.pk, emoji="👍").status_code == 403
    assert client.get(inbox.talk_url(f"quote/{said.pk}/")).status_code == 403


def test_other_houses_find_nothing(inbox: Inbox) -> None:
    said = inbox.hear("Oi")
    other = make_organization()
    client = Client()
    client.force_login(make_member(other, Role.OWNER).user)
    url = f"/o/{other.slug}/conversations/{inbox.talk.pk}/"
    assert client.get(f"{url}quote/{said.pk}/").status_code == 404
    assert client.post(f"{url}reactions/", {"quote": said.pk, "emoji": "👍"}).status_code == 404


def test_number_without_quotes_offers_none_and_answers_plainly(inbox: Inbox) -> None:
    said = on_twilio(inbox)
    client = inbox.client()
    part = client.get(inbox.talk_url(f"quote/{said.pk}/"), headers=PARTIAL).content.decode()
    assert "bubble-quote" not in part
    assert "👍" not in part
    assert "bubble-answer" not in client.get(inbox.talk_url()).content.decode()
    answer = react_by(inbox, client, quote=said.pk, emoji="👍")
    assert answer.status_code == 409
    send(inbox, client, "Tem sim", quote=said.pk)
    assert Message.objects.get(direction="OUT").context_id == ""


def test_answer_that_failed_is_sent_again_as_an_answer(inbox: Inbox) -> None:
    said, client = inbox.hear("Oi"), inbox.client()
    send(inbox, client, "Tem sim", quote=said.pk)
    Delivery.objects.update(status="FAILED")
    failed = Message.objects.get(direction="OUT")
    again = retry_message(
        conversation=inbox.talk, message_id=failed.pk, user=make_user(), now=timezone.now()
    )
    assert again.context_id == said.external_id


@pytest.fixture
def talk_of_two(transactional_db: None) -> Iterator[tuple[Channel, Conversation]]:
    organization = make_organization()
    with scope(organization=organization):
        channel, now = make_channel(organization), timezone.now()
        customer = make_customer(organization, name="Marina")
        talk = make_conversation(channel, customer, last_customer_message_at=now)
        yield channel, talk


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_reaction(talk_of_two: tuple[Channel, Conversation]) -> None:
    channel, talk = talk_of_two
    said = Message.objects.create(
        organization=talk.organization,
        channel=channel,
        conversation=talk,
        direction="IN",
        author="CUSTOMER",
        kind="TEXT",
        text="Oi",
        external_id=wamid(),
        occurred_at=timezone.now(),
    )
    user = make_user()

    def click(_number: int) -> None:
        with scope(organization=talk.organization):
            react(conversation=talk, message_id=said.pk, emoji="👍", user=user, now=timezone.now())
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(click, range(4)))
    assert Message.objects.filter(kind=Reaction.kind).count() == 1
