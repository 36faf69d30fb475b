"""Buttons, templates and ads that begin flows."""

from typing import Any

import pytest
from django.utils import timezone

from bot.flow_kind_words import INTENT_WORDS
from bot.models import Channel, Message
from bot.services.turns import run_due_turns
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.conftest import MARINA, after, new_words, stamp, tap_message
from bot.tests.services.flow_chats import END, PERSON, publish
from bot.tests.templates import make_template
from bot.understanding.intents import Intent
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_staff

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


def test_the_first_message_of_a_customer_begins_a_flow_once(organization, says) -> None:
    publish(organization, begun_by(kind="first_message"))
    assert says("boa tarde") == BEGUN
    assert says("boa tarde") != BEGUN


def test_who_has_written_before_does_not_write_for_the_first_time(organization, says) -> None:
    says("oi")
    publish(organization, begun_by(kind="first_message"))
    assert says("boa tarde") != BEGUN


@pytest.mark.parametrize(
    ("match", "said", "begins"),
    [
        ("exact", "promoção", True),
        ("exact", "PROMOCAO!", True),
        ("exact", "tem promoção?", False),
        ("word", "tem promoção?", True),
        ("word", "Quero a PROMOCAO do mês", True),
        ("word", "autopromoção", False),
    ],
)
def test_a_word_begins_a_flow_alone_or_among_others(
    organization, says, match, said, begins
) -> None:
    words = [{"word": "Promoção"}]
    publish(organization, begun_by(kind="keyword", match=match, words=words))
    assert (says(said) == BEGUN) == begins


def test_among_other_words_it_does_not_break_into_a_booking(organization, says) -> None:
    make_staff(organization, [make_service(organization, name="Corte")], name="Ana")
    words = [{"word": "promoção"}]
    publish(organization, begun_by(kind="keyword", match="word", words=words))
    says("quero agendar corte")
    assert says("isso entra na promoção?") != BEGUN


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("book", "quero agendar um horário"),
        ("reschedule", "preciso remarcar"),
        ("my_appointments", "quais são meus horários?"),
        ("running_late", "vou me atrasar uns 10 minutos"),
        ("cancel", "preciso cancelar meu horário"),
        ("prices", "quanto custa?"),
        ("services", "quais serviços vocês fazem?"),
        ("hours", "que horas vocês abrem?"),
        ("address", "qual o endereço?"),
        ("thanks", "muito obrigada"),
    ],
)
def test_what_the_customer_wants_begins_a_flow(organization, says, intent, said) -> None:
    assert intent in INTENT_WORDS
    publish(organization, begun_by(kind="intent", intent=intent))
    assert says("bom dia") != BEGUN
    assert says(said) == BEGUN


def test_every_intent_that_is_offered_is_read() -> None:
    assert {one.upper() for one in INTENT_WORDS} <= {one.value for one in Intent}


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
