"""The conversations on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.enums import Owner, Provider
from bot.gateways import Button, Buttons
from bot.models import Channel, Conversation, Delivery, Message
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation, wamid
from config.lib.ids import new_id

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass
class Inbox:
    organization: Organization
    channel: Channel
    talk: Conversation

    def url(self, rest: str = "") -> str:
        return f"/o/{self.organization.slug}/conversations/{rest}"

    def talk_url(self, rest: str = "") -> str:
        return self.url(f"{self.talk.pk}/{rest}")

    def client(self, role: Role = Role.OWNER) -> Client:
        client = Client()
        client.force_login(make_member(self.organization, role, name="Ana Souza").user)
        return client

    def hear(self, text: str = "Oi", *, at: datetime | None = None, **fields: Any) -> Message:
        fields = {"kind": "TEXT", "content": {}, "external_id": wamid()} | fields
        return Message.objects.create(
            organization=self.organization,
            channel=self.channel,
            conversation=self.talk,
            direction="IN",
            author="CUSTOMER",
            text=text,
            occurred_at=at or timezone.now(),
            **fields,
        )

    def fresh(self) -> Conversation:
        return Conversation.objects.get(pk=self.talk.pk)


@pytest.fixture
def inbox(db: None) -> Iterator[Inbox]:
    organization = make_organization()
    with scope(organization=organization):
        channel = make_channel(organization)
        now = timezone.now()
        talk = make_conversation(
            channel,
            make_customer(organization, name="Marina Costa"),
            last_message_at=now,
            last_customer_message_at=now,
            last_message_text="Oi",
            unread_count=2,
        )
        yield Inbox(organization, channel, talk)


def send(inbox: Inbox, client: Client, text: str = "Olá!", **fields: Any) -> Any:
    given = {"text": text, "token": str(new_id())} | fields
    return client.post(inbox.talk_url("messages/"), given, headers=PARTIAL)


def test_opening_clears_the_mark_only_for_who_answers(inbox: Inbox) -> None:
    inbox.client(Role.VIEWER).get(inbox.talk_url())
    assert inbox.fresh().unread_count == 2
    inbox.client(Role.AGENT).get(inbox.talk_url())
    assert inbox.fresh().unread_count == 0


def test_fragment_is_part_of_the_page(inbox: Inbox) -> None:
    inbox.hear("Tem horário?")
    client = inbox.client()
    page = client.get(inbox.talk_url()).content.decode()
    part = client.get(inbox.talk_url(), headers=PARTIAL).content.decode()
    assert "Tem horário?" in part
    assert 'id="inbox-rows"' in page
    assert "<html" not in part


def test_non_text_is_said_in_words(inbox: Inbox) -> None:
    raw = {"image": {"id": "RAW-MEDIA-ID"}}
    for kind in ("IMAGE", "AUDIO", "LOCATION", "UNKNOWN", "SOMETHING_NEW"):
        inbox.hear("", kind=kind, content=raw)
    page = inbox.client().get(inbox.talk_url()).content.decode()
    for words in ("Foto", "Áudio", "Localização", "ainda não sabemos mostrar"):
        assert words in page
    assert "RAW-MEDIA-ID" not in page


def test_choices_and_failures_are_shown(inbox: Inbox) -> None:
    menu = Buttons("O que deseja?", (Button("a", "Agendar"), Button("b", "Falar com gente")))
    message = queue_message(conversation=inbox.talk, content=menu, author="BOT", now=timezone.now())
    Delivery.objects.filter(message=message).update(status="FAILED", error_code=131026)
    page = inbox.client().get(inbox.talk_url()).content.decode()
    for words in ("Agendar", "Falar com gente", "Falhou", "não recebe mensagens"):
        assert words in page


def test_customers_words_are_escaped(inbox: Inbox) -> None:
    inbox.hear("<img src=x onerror=alert(1)>")
    page = inbox.client().get(inbox.talk_url()).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_answer_is_queued_and_silences_the_bot(inbox: Inbox) -> None:
    answer = send(inbox, inbox.client(Role.AGENT))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Olá!" in page
    assert "Na fila" in page
    assert page.count('name="token"') == 1  # a fresh composer
    assert inbox.fresh().owner == Owner.HUMAN
    assert Delivery.objects.get().status == "QUEUED"


def test_double_click_sends_once(inbox: Inbox) -> None:
    client, token = inbox.client(), str(new_id())
    for _ in range(2):
        assert send(inbox, client, token=token).status_code == 200
    assert Message.objects.count() == Delivery.objects.count() == 1


def test_token_of_another_conversation_is_refused(inbox: Inbox) -> None:
    client, token = inbox.client(), str(new_id())
    send(inbox, client, token=token)
    other = make_conversation(
        inbox.channel,
        make_customer(inbox.organization),
        last_message_at=timezone.now(),
        last_customer_message_at=timezone.now(),
    )
    answer = client.post(inbox.url(f"{other.pk}/messages/"), {"text": "x", "token": token})
    assert answer.status_code == 422
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "  "}, "Escreva a mensagem"),
        ({"text": "x" * 4097}, "4.096"),
        ({"token": str(uuid4())}, "Recarregue"),
        ({"text": "a\x00b"}, "reply_error"),
    ],
)
def test_bad_answer_is_refused_in_the_composer(inbox: Inbox, given, words: str) -> None:
    answer = send(inbox, inbox.client(), **given)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#composer"
    assert words in answer.content.decode()
    assert not Message.objects.exists()


def test_closed_window_explains_and_refuses(inbox: Inbox) -> None:
    inbox.talk.last_customer_message_at = timezone.now() - timedelta(hours=25)
    inbox.talk.save()
    client = inbox.client()
    page = client.get(inbox.talk_url()).content.decode()
    assert "Passaram mais de 24 horas" in page
    assert 'id="reply_text"' not in page
    assert send(inbox, client).status_code == 409
    assert not Message.objects.exists()


def test_plain_form_comes_back_to_the_conversation(inbox: Inbox) -> None:
    url = inbox.talk_url("messages/")
    answer = inbox.client().post(url, {"text": "Olá", "token": str(new_id())})
    assert answer["Location"] == inbox.talk_url()
    assert Message.objects.get().text == "Olá"


def test_reader_may_not_answer(inbox: Inbox) -> None:
    client = inbox.client(Role.VIEWER)
    assert send(inbox, client).status_code == 403
    assert "não responder" in client.get(inbox.talk_url()).content.decode()
    assert not Message.objects.exists()


def test_staff_without_inbox_stays_outside(inbox: Inbox) -> None:
    client = inbox.client(Role.STAFF)
    assert client.get(inbox.url()).status_code == 403
    assert client.get(inbox.talk_url()).status_code == 403


def test_taking_and_handing_back(inbox: Inbox) -> None:
    inbox.talk.waits_for_person = True
    inbox.talk.handover_reason = "Pediu uma pessoa"
    inbox.talk.owner = Owner.HUMAN
    inbox.talk.save()
    client = inbox.client(Role.AGENT)
    assert "Pediu uma pessoa" in client.get(inbox.talk_url()).content.decode()
    client.post(inbox.talk_url("owner/"), headers=PARTIAL)
    assert (inbox.fresh().owner, inbox.fresh().waits_for_person) == (Owner.HUMAN, False)
    back = client.post(inbox.talk_url("bot/"), headers=PARTIAL)
    assert "Assumir" in back.content.decode()
    assert inbox.fresh().owner == Owner.BOT


def poll_url(page: str, of: str) -> str:
    """The address that the element asks again and again."""
    start = page.index('hx-get="', page.index(f'id="{of}"')) + len('hx-get="')
    return page[start : page.index('"', start)].replace("&amp;", "&")


def test_poll_of_the_thread_hears_messages_and_statuses(inbox: Inbox) -> None:
    inbox.hear("primeira")
    client = inbox.client()
    url = poll_url(client.get(inbox.talk_url()).content.decode(), "thread")
    assert client.get(url, headers=PARTIAL).status_code == 204
    inbox.hear("segunda")
    news = client.get(url, headers=PARTIAL).content.decode()
    assert "segunda" in news
    assert "<textarea" not in news  # never while somebody may be writing
    send(inbox, client)
    url = poll_url(client.get(inbox.talk_url()).content.decode(), "thread")
    assert client.get(url, headers=PARTIAL).status_code == 204
    Delivery.objects.update(status="READ")
    assert "Lida" in client.get(url, headers=PARTIAL).content.decode()


def test_poll_reopens_the_composer_with_the_window(inbox: Inbox) -> None:
    inbox.talk.last_customer_message_at = timezone.now() - timedelta(hours=25)
    inbox.talk.save()
    client = inbox.client()
    url = poll_url(client.get(inbox.talk_url()).content.decode(), "thread")
    inbox.talk.last_customer_message_at = timezone.now()
    inbox.talk.save()
    assert "<textarea" in client.get(url, headers=PARTIAL).content.decode()


def test_poll_of_the_list(inbox: Inbox) -> None:
    client = inbox.client(Role.VIEWER)
    url = poll_url(client.get(inbox.url()).content.decode(), "inbox-rows")
    assert client.get(url, headers=PARTIAL).status_code == 204
    inbox.talk.last_message_text = "Mudou"
    inbox.talk.save()
    assert "Mudou" in client.get(url, headers=PARTIAL).content.decode()


@pytest.mark.parametrize(
    "query", ["show=nada", "before=x", "before=99999999999999999_" + "0" * 36, "q=%00", "after=x"]
)
def test_nonsense_in_the_address_counts_as_nothing(inbox: Inbox, query: str) -> None:
    page = inbox.client().get(f"{inbox.url()}?{query}")
    assert page.status_code == 200
    assert "Marina Costa" in page.content.decode()


def test_states_of_the_list(inbox: Inbox) -> None:
    client = inbox.client()
    assert 'data-state="no-match"' in client.get(f"{inbox.url()}?q=zzz").content.decode()
    Conversation.objects.all().delete()
    assert 'data-state="empty"' in client.get(inbox.url()).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_list_asks_the_same_number_of_questions(inbox: Inbox, rows: int) -> None:
    user = make_member(inbox.organization, Role.AGENT).user
    for _ in range(rows - 1):
        make_conversation(
            inbox.channel,
            make_customer(inbox.organization),
            last_message_at=timezone.now(),
            owner=Owner.HUMAN,
            assigned_to=user,
        )
    client = inbox.client()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(inbox.url()).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 6


@pytest.mark.parametrize("rows", [1, 30])
def test_thread_asks_the_same_number_of_questions(inbox: Inbox, rows: int) -> None:
    client = inbox.client(Role.VIEWER)
    for _ in range(rows):
        inbox.hear()
        queue_message(
            conversation=inbox.talk,
            content=Buttons("?", (Button("a", "A"),)),
            author="BOT",
            now=timezone.now(),
        )
    with CaptureQueriesContext(connection) as queries:
        page = client.get(inbox.talk_url(), headers=PARTIAL).content.decode()
    assert page.count("<article") == min(2 * rows, 50)
    # Three keep in the session what was looked at, one finds quotes and reactions.
    assert len(queries) == 13


def test_a_text_too_long_for_the_number_s_provider_stays_in_the_composer(inbox: Inbox) -> None:
    Channel.objects.update(provider=Provider.TWILIO)
    client = inbox.client()
    assert 'maxlength="1600"' in client.get(inbox.talk_url()).content.decode()
    answer = send(inbox, client, "x" * 1601)
    assert answer.status_code == 422
    assert "aceita até 1600 letras" in answer.content.decode()
    assert not Message.objects.exists()
    Channel.objects.update(provider=Provider.META)
    assert send(inbox, client, "x" * 1601).status_code == 200


def test_the_list_marks_the_words_and_escapes_the_rest(inbox: Inbox) -> None:
    talk = inbox.talk
    Message.objects.create(
        organization=inbox.organization,
        channel=inbox.channel,
        conversation=talk,
        direction="IN",
        author="CUSTOMER",
        kind="TEXT",
        text="<b>Quero</b> coloração <script>",
        external_id=wamid(),
        occurred_at=timezone.now(),
    )
    Conversation.objects.filter(pk=talk.pk).update(
        last_message_text="Até amanhã", last_message_at=timezone.now()
    )
    client = inbox.client()
    page = client.get(f"{inbox.url()}?q=coloracao").content.decode()
    assert "&lt;b&gt;Quero&lt;/b&gt; <mark>coloração</mark> &lt;script&gt;" in page
    assert "Até amanhã" not in page
    assert "Até amanhã" in client.get(inbox.url()).content.decode()
