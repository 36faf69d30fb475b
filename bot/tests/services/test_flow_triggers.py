"""Buttons, templates and ads that begin flows."""

from typing import Any

import pytest
from django.utils import timezone

from bot.models import Channel, Message
from bot.services.turns import run_due_turns
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.conftest import MARINA, after, new_words, stamp, tap_message
from bot.tests.services.flow_chats import END, PERSON, publish
from bot.tests.templates import make_template

pytestmark = pytest.mark.django_db

BEGUN = ["Começou.", "Até logo!"]


def begun_by(**trigger: Any) -> dict[str, Any]:
    says = node("a", "message", text("Começou."), done="e")
    return flow(says, PERSON, END, triggers=[{"id": "t"} | trigger])


def answer(channel: Channel, receive: Any, message: dict[str, Any]) -> list[str]:
    seen = set(Message.objects.values_list("pk", flat=True))
    receive(webhook_body(channel, message))
    run_due_turns(now=after(5))
    return new_words(seen)


def reply(title: str, context: str = "", payload: str = "") -> dict[str, Any]:
    """A tap on a button of a template."""
    made = tap_message(
        payload or title,
        title,
        sender=MARINA,
        timestamp=stamp(timezone.now()),
        wamid=wamid(),
        kind="button",
    )
    return made | ({"context": {"from": "1", "id": context}} if context else {})


@pytest.fixture
def sent(organization, channel, says) -> str:
    """The id under which the template "volte_logo" went out to Marina."""
    make_template(channel)
    data = {"template": "volte_logo", "values": [{"slot": "1", "value": "Ana"}]}
    sends = node("a", "template", data, done="e", error="e")
    triggers = [{"id": "t", "kind": "keyword", "words": [{"word": "volta"}]}]
    publish(organization, flow(sends, node("e", "end"), triggers=triggers), "Volta")
    says("volta")
    Message.objects.filter(kind="TEMPLATE").update(external_id="wamid.SENT")
    return "wamid.SENT"


def test_a_button_of_any_message_begins_a_flow(organization, says) -> None:
    publish(organization, begun_by(kind="button", button_id="promo"))
    assert says(tap="promo") == BEGUN


@pytest.mark.parametrize(
    ("trigger", "begins"),
    [
        ({}, True),
        ({"template": "volte_logo"}, True),
        ({"template": "volte_logo", "tapped": "quero"}, True),
        ({"template": "outro"}, False),
        ({"tapped": "Não"}, False),
    ],
)
def test_the_answer_to_a_template_begins_a_flow(
    organization, channel, receive, sent, trigger, begins
) -> None:
    publish(organization, begun_by(kind="template_reply", **trigger))
    heard = answer(channel, receive, reply("Quero", sent))
    assert (heard == BEGUN) == begins


def test_a_button_of_a_reminder_is_never_taken(organization, channel, receive) -> None:
    publish(organization, begun_by(kind="template_reply"))
    payload = "confirm:018f0000-0000-7000-8000-000000000000"
    assert answer(channel, receive, reply("Confirmar", payload=payload)) != BEGUN


@pytest.mark.parametrize(
    ("source", "referral", "begins"),
    [
        ("", {"source_id": "120", "source_type": "ad"}, True),
        ("120", {"source_id": "120", "source_type": "ad"}, True),
        ("121", {"source_id": "120", "source_type": "ad"}, False),
        ("", {"source_type": "ad"}, True),
        ("", None, False),
    ],
)
def test_an_ad_that_brought_the_customer_begins_a_flow(
    organization, channel, receive, source, referral, begins
) -> None:
    publish(organization, begun_by(kind="ad", source=source))
    made = text_message(
        "Vi o anúncio", sender=MARINA, timestamp=stamp(timezone.now()), wamid=wamid()
    )
    heard = answer(channel, receive, made | ({"referral": referral} if referral else {}))
    assert (heard == BEGUN) == begins
