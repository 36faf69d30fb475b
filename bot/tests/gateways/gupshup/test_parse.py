"""What Gupshup's events say, in both versions."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways import (
    AccountUpdate,
    InboundFile,
    InboundMessage,
    MessageKind,
    StatusUpdate,
    Unreadable,
)
from bot.gateways.gupshup import as_meta, parse, with_file
from bot.gateways.gupshup.errors import code_of

EVENTS = json.loads((Path(__file__).parent / "fixtures" / "events.json").read_text())
NUMBER, PHONE = "551133330000", "5511987654321"
K = MessageKind


def read(name: str) -> Any:
    (update,) = parse(EVENTS[name], number_id=NUMBER)
    assert update.number_id == NUMBER
    return update


@pytest.mark.parametrize(
    ("name", "kind", "text", "reply_id"),
    [
        ("text", K.TEXT, "Oi", ""),
        ("button_older", K.BUTTON_REPLY, "Sim", "y:1"),
        ("button", K.BUTTON_REPLY, "Sim", "y:1"),
        ("list", K.LIST_REPLY, "Barba", "s:2"),
        ("template_button", K.TEMPLATE_REPLY, "Confirmar", "Confirmar"),
        ("voice", K.AUDIO, "", ""),
        ("file", K.DOCUMENT, "meu exame", ""),
        ("place", K.LOCATION, "", ""),
        ("card", K.CONTACTS, "", ""),
        ("reaction", K.REACTION, "👍", ""),
        ("new_type", K.UNKNOWN, "?", ""),
    ],
)
def test_kind_and_words(name: str, kind: MessageKind, text: str, reply_id: str) -> None:
    found = read(name)
    assert isinstance(found, InboundMessage)
    assert (found.kind, found.text, found.reply_id) == (kind, text, reply_id)


def test_who_wrote_when_and_to_what() -> None:
    found = read("text")
    assert (found.contact.wa_id, found.contact.name) == (PHONE, "Marina")
    assert found.occurred_at == datetime(2020, 1, 28, 16, 9, 26, 370000, tzinfo=UTC)
    assert found.context_id == "9b71295f-f7af-4c1f-b2b4-31b4a4867bad"
    assert read("reaction").context_id == "gBEG9"
    assert read("new_type").contact.user_id == "BR.13491208655302741918"
    assert read("new_type").occurred_at is None


def test_files_places_and_cards_lie_where_pages_look() -> None:
    assert read("voice").file == InboundFile(
        "https://filemanager.gupshup.io/wa/x/media/1?download=false", "audio/ogg; codecs=opus"
    )
    assert read("file").file.name == "exame.pdf"
    place = read("place").payload["location"]
    assert (place["latitude"], place["longitude"]) == ("-23.5", "-46.6")
    assert read("card").payload["contacts"][0]["name"]["formatted_name"] == "Ana"


@pytest.mark.parametrize("name", ["nobody", "no_id", "no_state", "no_payload"])
def test_what_says_nothing_is_set_aside(name: str) -> None:
    assert isinstance(read(name), Unreadable)


@pytest.mark.parametrize("name", ["sent", "enqueued", "failed"])
def test_statuses_are_of_the_id_that_sending_answered(name: str) -> None:
    found = read(name)
    assert isinstance(found, StatusUpdate)
    assert (found.external_id, found.status) == ("853bab23", name)


def test_failed_status_has_its_reason() -> None:
    (error,) = read("failed").errors
    assert (error.code, error.title) == (1002, "Number Does Not Exists On WhatsApp")
    (error,) = read("failed_without_words").errors
    assert (error.code, error.title) == (0, "failed")


def test_who_opts_out_wants_no_promotions_and_an_opt_in_is_nobodys_word() -> None:
    out = read("opted_out")
    assert out.field == "user_preferences"
    (preference,) = out.value["user_preferences"]
    assert (preference["wa_id"], preference["value"]) == (PHONE, "stop")
    assert read("opted_in").field == "gupshup:user-event"


def test_news_of_templates_and_money() -> None:
    template = read("template")
    assert template.field == "message_template_status_update"
    assert template.value["event"] == "REJECTED"
    wallet = read("wallet")
    assert isinstance(wallet, AccountUpdate)
    assert wallet.field == "gupshup:account-event"
    assert parse(EVENTS["billing"], number_id=NUMBER) == ()


def test_version_three_is_known_by_our_ids_and_its_file_by_its_address() -> None:
    status = {"id": "meta", "gs_id": "853bab23", "status": "read"}
    answer = {"context": {"id": "meta", "gs_id": "853bab23"}}
    body = {"entry": [{"changes": [{"value": {"statuses": [status], "messages": [answer]}}]}]}
    value = as_meta(body)["entry"][0]["changes"][0]["value"]
    assert value["statuses"][0]["id"] == value["messages"][0]["context"]["id"] == "853bab23"
    assert status["id"] == "meta", "what came in stays as it came"
    text = read("text")
    image = {"type": "image", "image": {"url": "https://x.gupshup.io/1", "mime_type": "image/png"}}
    update = with_file(replace(text, payload=image))
    assert isinstance(update, InboundMessage)
    assert update.file == InboundFile("https://x.gupshup.io/1", "image/png")
    assert with_file(text) is text


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(
    st.sampled_from(["message", "message-event", "user-event", "template-event", "x"]),
    st.dictionaries(
        st.sampled_from(["id", "type", "payload", "source", "sender", "context", "gsId", "phone"]),
        JSON,
    ),
    JSON,
)
def test_any_event_is_one_update(type_: str, payload: dict[str, Any], stamp: Any) -> None:
    body = {"type": type_, "payload": payload, "timestamp": stamp}
    assert len(parse(body, number_id=NUMBER)) == 1


@given(JSON)
def test_any_body_is_one_update(body: Any) -> None:
    assert len(parse(body, number_id=NUMBER)) == 1


def test_envelope_that_is_nested_without_end_is_cut_off() -> None:
    deep: Any = "x"
    for _level in range(600):
        deep = {"a": deep}
    value = {"messages": [], "statuses": [{"id": "1", "gs_id": "2", "deep": deep}]}
    read_anew = as_meta({"entry": [{"changes": [{"value": value}]}]})
    assert read_anew["entry"][0]["changes"][0]["value"]["statuses"][0]["id"] == "2"
    assert "x" not in json.dumps(read_anew)


@pytest.mark.parametrize(
    ("code", "read_as"), [(2**31, None), (10**40, None), ("470", 470), (True, None)]
)
def test_code_that_no_column_holds_is_none(code: Any, read_as: int | None) -> None:
    assert code_of({"code": code}) == read_as
