"""Sending a place, a card, a question where the customer is, a link."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Location
from bot.enums import Owner
from bot.models import Conversation, Delivery, Message
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from bot.tests.views.test_quotes import on_twilio
from config.lib.ids import new_id

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db
CARD = {"kind": "card", "name": "Ana Lima", "phone": "+55 11 98123-0137"}
LINK = {"kind": "link", "text": "Veja", "label": "Abrir", "url": "https://studio.example"}
POINT = {"kind": "point", "name": "Casa", "point": "-23,5613, -46,6565"}
ASKING = {"kind": "asking", "text": "Onde você está?"}


def post(inbox: Inbox, client: Client, **given: Any) -> Any:
    fields = {"token": str(new_id())} | given
    return client.post(inbox.talk_url("extras/"), fields, headers=PARTIAL)


def address(inbox: Inbox) -> None:
    inbox.organization.address = "Rua Augusta, 100"
    inbox.organization.save()


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        (POINT, "LOCATION", "maps/search"),
        (CARD, "CONTACTS", "Ana Lima"),
        (LINK, "LINK", "Veja"),
        (ASKING, "LOCATION_REQUEST", "Onde"),
    ],
)
def test_each_is_sent_and_shown(inbox: Inbox, given: Any, kind: str, words: str) -> None:
    client = inbox.client(Role.AGENT)
    assert post(inbox, client, **given).status_code == 204
    assert Message.objects.get(direction="OUT").kind == kind
    assert Delivery.objects.get().status == "QUEUED"
    assert inbox.fresh().owner == Owner.HUMAN
    assert words in client.get(inbox.talk_url()).content.decode()


def test_own_address_is_a_way_on_the_map(inbox: Inbox) -> None:
    address(inbox)
    assert post(inbox, inbox.client(), kind="place", place="house").status_code == 204
    content = Message.objects.get(direction="OUT").content
    assert "Rua Augusta, 100" in content["body"]
    assert content["url"].startswith("https://www.google.com/maps/search/?api=1&query=")


def test_places_of_the_house_stand_to_choose(inbox: Inbox) -> None:
    for name in ("Centro", "Sul"):
        Location.objects.create(
            organization=inbox.organization, name=name, address=f"Rua {name}, 1"
        )
    Location.objects.create(organization=inbox.organization, name="Sem endereço")
    shown = inbox.client().get(inbox.talk_url("extras/")).content.decode()
    assert "Rua Centro, 1" in shown
    assert "Rua Sul, 1" in shown
    assert "Sem endereço" not in shown


def test_house_without_address_is_told_where_to_write_it(inbox: Inbox) -> None:
    inbox.organization.address = ""
    inbox.organization.save()
    assert (
        "ainda não tem endereço" in inbox.client().get(inbox.talk_url("extras/")).content.decode()
    )


@pytest.mark.parametrize(
    "given",
    [
        CARD | {"phone": "ligue já"},
        CARD | {"name": ""},
        POINT | {"point": "na esquina"},
        POINT | {"point": "-123.5, 46.1"},
        LINK | {"url": "javascript:alert(1)"},
        LINK | {"label": "x" * 21},
        ASKING | {"text": " "},
        {"kind": "place", "place": "elsewhere"},
        CARD | {"token": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_what_can_not_be_sent_comes_back(inbox: Inbox, given: Any) -> None:
    address(inbox)
    answer = post(inbox, inbox.client(), **given)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Message.objects.exists()


def test_two_clicks_send_once(inbox: Inbox) -> None:
    client, token = inbox.client(), str(new_id())
    for _click in range(2):
        assert post(inbox, client, **CARD, token=token).status_code == 204
    assert Message.objects.count() == 1


def test_closed_window_refuses(inbox: Inbox) -> None:
    Conversation.objects.update(last_customer_message_at=timezone.now() - timedelta(hours=25))
    assert post(inbox, inbox.client(), **CARD).status_code == 409
    plain = inbox.client().post(inbox.talk_url("extras/"), CARD | {"token": str(new_id())})
    assert plain.status_code == 302
    assert not Message.objects.exists()


def test_who_only_reads_sends_nothing(inbox: Inbox) -> None:
    client = inbox.client(Role.VIEWER)
    assert client.get(inbox.talk_url("extras/")).status_code == 403
    assert post(inbox, client, **CARD).status_code == 403
    assert "extras-open" not in client.get(inbox.talk_url()).content.decode()


def test_nonsense_is_the_page_again(inbox: Inbox) -> None:
    assert post(inbox, inbox.client(), kind="nothing").status_code == 200
    assert not Message.objects.exists()


def test_without_the_button_the_question_speaks_of_none(inbox: Inbox) -> None:
    assert "Toque no botão" in inbox.client().get(inbox.talk_url("extras/")).content.decode()
    on_twilio(inbox)
    shown = inbox.client().get(inbox.talk_url("extras/")).content.decode()
    assert "Toque no clipe" in shown
    assert "Toque no botão" not in shown


@pytest.mark.parametrize("words", ["o contato vai escrito", "o link vai escrito"])
def test_what_the_provider_puts_into_words_is_said_before(inbox: Inbox, words: str) -> None:
    address(inbox)
    assert words not in inbox.client().get(inbox.talk_url("extras/")).content.decode()
    on_twilio(inbox)
    assert words in inbox.client().get(inbox.talk_url("extras/")).content.decode()
