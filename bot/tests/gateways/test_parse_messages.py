from datetime import UTC, datetime

import pytest

from bot.gateways import AccountUpdate, Contact, InboundMessage, MessageKind, Unreadable
from bot.gateways.meta import parse
from bot.tests.gateways.bodies import NUMBER, SENDER, WABA, body, message, own, person, value

CASES = [
    pytest.param(case["message"], case["expected"], id=case["name"])
    for case in own("messages.json")
]


def read(*messages, contacts=None, **parts):
    contacts = [person()] if contacts is None else contacts
    return parse(body("messages", value(contacts=contacts, messages=list(messages), **parts)))


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_each_type_is_kept_and_named(content, expected):
    common = {"from": SENDER, "id": "wamid.A", "timestamp": "1749416383"}
    (update,) = read(common | content)
    assert isinstance(update, InboundMessage)
    assert update.contact == Contact(wa_id=SENDER, name="Marina")
    assert update.payload == common | content
    assert (update.number_id, update.external_id) == (NUMBER, "wamid.A")
    assert update.occurred_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=UTC)
    assert {name: getattr(update, name) for name in expected} == expected


def test_every_kind_has_a_case_here_or_below():
    tested = {case["expected"]["kind"] for case in own("messages.json")}
    elsewhere = {"SYSTEM", "CALL", "MEDIA_PLACEHOLDER"}
    assert tested | elsewhere == {kind.value for kind in MessageKind}


def test_a_broken_element_does_not_take_the_others_with_it():
    first, broken, nobody, nameless, last = read(
        message(id="wamid.1"),
        "not a message",
        message(**{"from": "somebody"}),
        message(id=None),
        message(id="wamid.2"),
        contacts=[person(), person("5511911112222")],
    )
    assert (first.external_id, last.external_id) == ("wamid.1", "wamid.2")
    assert [item.reason for item in (broken, nobody, nameless)] == [
        "message is no object",
        "message from nobody",
        "message without id",
    ]
    assert nobody.payload["from"] == "somebody"
    assert (nobody.number_id, nobody.waba_id, nobody.field) == (NUMBER, WABA, "messages")


def test_a_list_that_is_none_leaves_the_other_lists_alone():
    status = {"id": "wamid.S", "status": "sent", "timestamp": "1749416383"}
    broken, kept = parse(body("messages", value(messages={"0": message()}, statuses=[status])))
    assert isinstance(broken, Unreadable)
    assert broken.payload == {"0": message()}
    assert kept.external_id == "wamid.S"


@pytest.mark.parametrize("timestamp", [1749416383, "1749416383", 1749416383.9])
def test_a_timestamp_may_be_text_or_number(timestamp):
    (update,) = read(message(timestamp=timestamp))
    assert update.occurred_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=UTC)


@pytest.mark.parametrize("timestamp", ["asdf", None, True, "", [], {}, "0", -5, "9" * 400, 1e300])
def test_a_nonsense_timestamp_is_none_and_the_message_stays(timestamp):
    (update,) = read(message(timestamp=timestamp))
    assert update.occurred_at is None
    assert update.text == "oi"


def test_the_entry_stands_in_for_a_nonsense_timestamp():
    (update,) = parse(body("messages", value(messages=[message(timestamp="x")]), time=1749416383))
    assert update.occurred_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=UTC)


def test_prices_of_an_order_are_text():
    items = [{"item_price": 7.99, "quantity": 3}, {"item_price": 30}, {"item_price": "5"}, "?"]
    (update,) = read(message(type="order", order={"product_items": items}))
    kept = update.payload["order"]["product_items"]
    assert kept == [{"item_price": "7.99", "quantity": 3}, {"item_price": "30"}, *items[2:]]


def test_what_a_database_refuses_is_taken_out():
    (update,) = read(message(text={"body": "a\x00b\ud83d", "n\x00": float("nan")}))
    assert update.text == "ab"
    assert update.payload["text"] == {"body": "ab", "n": None}


def test_bottomless_nesting_is_cut_off_and_the_message_stays():
    deep: object = "bottom"
    for _ in range(1000):
        deep = [deep]
    (update,) = read(message(extra=deep))
    assert update.text == "oi"
    assert "bottom" not in str(update.payload)


def test_errors_beside_messages_are_kept_too():
    problem = [{"code": 131000, "title": "Something went wrong"}]
    inbound, news = read(message(), errors=problem)
    assert isinstance(inbound, InboundMessage)
    assert isinstance(news, AccountUpdate)
    assert news.value["errors"] == problem
    assert "messages" not in news.value


def test_what_another_agent_answers_is_only_observed():
    parts = value(
        contacts=[person()],
        messages=[message()],
        message_echoes=[message(id="wamid.E", **{"from": "15550783881", "to": SENDER})],
    )
    inbound, echo = parse(body("standby", parts))
    assert (inbound.observe_only, inbound.is_echo) == (True, False)
    assert (echo.observe_only, echo.is_echo) == (True, True)
    assert echo.contact.wa_id == SENDER
