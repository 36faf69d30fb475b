"""Internal notes and mentions on the screen."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import Delivery, Mention, Message
from bot.services.notes import add_note
from bot.tests.factories import make_channel, make_conversation
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from config.lib.ids import new_id

__all__ = ["inbox"]


def write(inbox: Inbox, client: Client, text: str = "Cliente antiga", **fields: Any) -> Any:
    given = {"text": text, "token": str(new_id())} | fields
    return client.post(inbox.talk_url("notes/"), given, headers=PARTIAL)


def test_note_is_shown_as_one_and_has_no_delivery(inbox: Inbox) -> None:
    make_member(inbox.organization, Role.AGENT, name="Bia Lima")
    answer = write(inbox, inbox.client(Role.AGENT), "@Bia Lima cuide dela")
    page = answer.content.decode()
    assert "bubble-note" in page
    assert "chamou Bia Lima" in page
    assert 'id="note-composer"' in page
    assert Message.objects.get().direction == "INT"
    assert not Delivery.objects.exists()


def test_note_can_be_written_with_the_window_closed(inbox: Inbox) -> None:
    inbox.talk.last_customer_message_at = None
    inbox.talk.save()
    assert write(inbox, inbox.client()).status_code == 200
    assert Message.objects.get().text == "Cliente antiga"


def test_plain_form_leads_back_or_stays_with_the_error(inbox: Inbox) -> None:
    client = inbox.client()
    url = inbox.talk_url("notes/")
    sent = client.post(url, {"text": "Nota", "token": str(new_id())})
    assert (sent.status_code, sent["Location"]) == (302, inbox.talk_url())
    again = client.post(url, {"text": "", "token": str(new_id())})
    assert again.status_code == 422
    page = again.content.decode()
    assert "Escreva a nota." in page
    assert 'id="mode-note" checked' in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 4097])
def test_bad_note_is_422_in_its_own_form(inbox: Inbox, text: str) -> None:
    answer = write(inbox, inbox.client(), text)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#note-composer"
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_not_answer_may_not_note(inbox: Inbox, role: Role) -> None:
    assert write(inbox, inbox.client(role)).status_code == 403
    assert not Message.objects.exists()


def test_other_tenant_is_404(inbox: Inbox) -> None:
    stranger = Client()
    other = make_organization()
    stranger.force_login(make_member(other, Role.OWNER, name="Zoe").user)
    url = f"/o/{other.slug}/conversations/{inbox.talk.pk}/notes/"
    assert stranger.post(url, {"text": "x", "token": str(new_id())}).status_code == 404
    assert not Message.objects.exists()


def test_mention_is_listed_until_opened_and_kept_in_the_filter(inbox: Inbox) -> None:
    bia = make_member(inbox.organization, Role.AGENT, name="Bia Lima").user
    client = Client()
    client.force_login(bia)
    assert "Marina Costa" not in client.get(inbox.url("?show=mentioned")).content.decode()
    write(inbox, inbox.client(), "@Bia Lima veja")

    listed = client.get(inbox.url("?show=mentioned")).content.decode()
    assert "Marina Costa" in listed
    assert "Chamaram você" in listed
    assert "Chamaram você" not in inbox.client().get(inbox.url()).content.decode()
    client.get(inbox.talk_url())
    after = client.get(inbox.url("?show=mentioned")).content.decode()
    assert "Marina Costa" in after
    assert "Chamaram você" not in after
    assert Mention.objects.get().seen_at is not None


def test_query_count_of_mentions_does_not_grow(inbox: Inbox) -> None:
    owner = make_member(inbox.organization, Role.OWNER, name="Ana").user
    bia = make_member(inbox.organization, Role.AGENT, name="Bia").user
    client, url = Client(), inbox.url("?show=mentioned")
    client.force_login(bia)
    now = timezone.now()
    add_note(conversation=inbox.talk, text="@Bia", user=owner, now=now)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    channel = make_channel(inbox.organization)
    for number in range(29):
        customer = make_customer(inbox.organization, name=f"Cliente {number}")
        talk = make_conversation(channel, customer, last_message_at=now)
        add_note(conversation=talk, text="@Bia", user=owner, now=now)
    with CaptureQueriesContext(connection) as thirty:
        assert client.get(url).content.decode().count("data-talk=") == 30
    assert len(thirty) == len(one)
