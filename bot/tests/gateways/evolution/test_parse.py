"""What an Evolution server's events say."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

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
from bot.gateways.evolution import CONNECTION, IGNORED, PAIRING_CODE, parse
from bot.gateways.evolution.parse import our_id

MESSAGES = json.loads((Path(__file__).parent / "fixtures" / "messages.json").read_text())
NUMBER, PHONE = "0123abcd", "5511987654321"
K = MessageKind


def of(event: str, data: Any) -> tuple[Any, ...]:
    return parse({"event": event, "instance": "studio", "data": data}, number_id=NUMBER)


def read(name: str) -> Any:
    (update,) = of("messages.upsert", MESSAGES[name])
    assert update.number_id == NUMBER
    return update


@pytest.mark.parametrize(
    ("name", "kind", "text", "reply_id"),
    [
        ("text", K.TEXT, "Oi", ""),
        ("quoted", K.TEXT, "2", ""),
        ("voice", K.AUDIO, "", ""),
        ("document", K.DOCUMENT, "meu exame", ""),
        ("view_once", K.IMAGE, "", ""),
        ("disappearing", K.TEXT, "some em 24 h", ""),
        ("sticker", K.STICKER, "", ""),
        ("place", K.LOCATION, "Praça Sé", ""),
        ("card", K.CONTACTS, "Ana", ""),
        ("cards", K.CONTACTS, "Ana, Bia", ""),
        ("reaction", K.REACTION, "👍", ""),
        ("revoke", K.REVOKE, "", ""),
        ("edit", K.EDIT, "Oi!", ""),
        ("tap", K.BUTTON_REPLY, "Sim", "y:1"),
        ("template_tap", K.BUTTON_REPLY, "Sim", "y:1"),
        ("poll", K.UNSUPPORTED, "", ""),
        ("new_type", K.UNKNOWN, "", ""),
    ],
)
def test_kind_and_words(name: str, kind: MessageKind, text: str, reply_id: str) -> None:
    found = read(name)
    assert isinstance(found, InboundMessage)
    assert (found.kind, found.text, found.reply_id) == (kind, text, reply_id)
    assert found.payload["type"] == kind.value.lower()


@pytest.mark.parametrize(
    ("name", "context_id"),
    [
        ("quoted", "3EB0ABC"),
        ("context_beside", "3EB0ABC"),
        ("reaction", "3EB0ABC"),
        ("revoke", "3A01"),
        ("edit", "3A01"),
        ("text", ""),
    ],
)
def test_the_other_message_is_named(name: str, context_id: str) -> None:
    assert read(name).context_id == context_id


@pytest.mark.parametrize("name", ["text", "quoted", "context_beside"])
def test_when_it_was_said(name: str) -> None:
    assert read(name).occurred_at in (datetime.fromtimestamp(1758500000, tz=UTC),)


@pytest.mark.parametrize(
    ("name", "wa_id", "user_id"),
    [
        ("text", PHONE, None),
        ("quoted", PHONE, None),
        ("hidden", None, "123456789012345@lid"),
        ("hidden_with_number", PHONE, "123456789012345@lid"),
    ],
)
def test_who_wrote(name: str, wa_id: str | None, user_id: str | None) -> None:
    contact = read(name).contact
    assert (contact.wa_id, contact.user_id) == (wa_id, user_id)


def test_files_places_and_cards_lie_where_pages_look() -> None:
    assert read("voice").file == InboundFile("3A04", "audio/ogg; codecs=opus")
    assert read("document").file == InboundFile("3A05", "application/pdf", "exame.pdf")
    assert read("text").file is None
    assert read("place").payload["location"]["latitude"] == -23.5
    assert read("card").payload["contacts"] == [
        {"name": {"formatted_name": "Ana"}, "phones": [{"phone": "+55 11 3333-0000"}]}
    ]


def test_what_the_phone_says_is_an_echo_without_the_owners_name() -> None:
    echo = read("phone_app")
    assert (echo.is_echo, echo.contact.wa_id, echo.contact.name) == (True, PHONE, "")
    assert not read("text").is_echo


def test_our_own_message_comes_back_as_its_status() -> None:
    opaque = str(uuid4())
    data = MESSAGES["phone_app"] | {
        "key": {"remoteJid": f"{PHONE}@s.whatsapp.net", "fromMe": True, "id": our_id(opaque)}
    }
    (update,) = of("messages.upsert", data)
    assert isinstance(update, StatusUpdate)
    assert (update.status, update.opaque) == ("sent", opaque)


@pytest.mark.parametrize(
    ("name", "what"), [("group", "group"), ("story", "status"), ("newsletter", "channel")]
)
def test_crowds_are_left_out_without_their_words(name: str, what: str) -> None:
    update = read(name)
    assert isinstance(update, AccountUpdate)
    assert (update.field, update.value) == (IGNORED, {"what": what})


def test_what_devices_tell_each_other_is_no_message() -> None:
    assert of("messages.upsert", MESSAGES["key_exchange"]) == ()


@pytest.mark.parametrize("name", ["nobody", "no_id"])
def test_what_says_nothing_is_set_aside(name: str) -> None:
    assert isinstance(read(name), Unreadable)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"keyId": "A", "fromMe": True, "status": "SERVER_ACK"}, "sent"),
        ({"keyId": "A", "fromMe": True, "status": "DELIVERY_ACK"}, "delivered"),
        ({"id": "A", "fromMe": True, "status": "READ"}, "read"),
        ({"key": {"id": "A", "fromMe": True}, "update": {"status": "PLAYED"}}, "played"),
        ({"keyId": "A", "fromMe": True, "status": "ERROR"}, "failed"),
    ],
)
def test_statuses_of_every_version(data: dict[str, Any], status: str) -> None:
    (update,) = of("messages.update", data)
    assert (update.external_id, update.status) == ("A", status)
    assert bool(update.errors) is (status == "failed")


@pytest.mark.parametrize(
    "data",
    [
        {"keyId": "A", "fromMe": False, "status": "READ"},
        {"keyId": "A", "fromMe": True},
        {"keyId": "A", "fromMe": True, "remoteJid": "1@g.us", "status": "READ"},
    ],
)
def test_other_changes_are_no_news(data: dict[str, Any]) -> None:
    assert of("MESSAGES_UPDATE", data) == ()


def test_deleted_for_everybody() -> None:
    (update,) = of("messages.delete", {"id": "A", "remoteJid": f"{PHONE}@s.whatsapp.net"})
    assert (update.kind, update.context_id, update.contact.wa_id) == (K.REVOKE, "A", PHONE)


def test_pairing() -> None:
    data = {"state": "open", "statusReason": 200, "wuid": f"{PHONE}:3@s.whatsapp.net"}
    (update,) = of("connection.update", data)
    assert (update.field, update.value["state"]) == (CONNECTION, "open")
    assert (update.value["number"], update.value["reason"]) == (PHONE, 200)
    (update,) = of("qrcode.updated", {"qrcode": {"code": "2@x", "base64": "data:..."}})
    assert (update.field, update.value) == (PAIRING_CODE, {"code": "2@x"})
    (update,) = of("qrcode.updated", {"message": "QR code limit reached", "statusCode": 500})
    assert update.value == {"code": ""}


def test_a_delivery_is_known_by_the_id_of_its_message() -> None:
    opaque = str(uuid4())
    (update,) = of("messages.update", {"keyId": our_id(opaque), "fromMe": True, "status": "READ"})
    assert update.opaque == opaque
    assert our_id("no delivery") == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
EVENTS = [
    "messages.upsert",
    "messages.update",
    "messages.delete",
    "connection.update",
    "qrcode.updated",
    "x",
]
PARTS = sorted({name for one in MESSAGES.values() for name in one["message"]})


@given(st.sampled_from(EVENTS), JSON)
def test_any_data_can_be_read(event: str, data: Any) -> None:
    of(event, data)


@given(st.sampled_from(PARTS), JSON, JSON)
def test_any_message_can_be_read(name: str, part: Any, key: Any) -> None:
    data = MESSAGES["text"] | {"message": {name: part}}
    assert len(of("messages.upsert", data)) <= 1
    of("messages.upsert", data | {"key": key})


@pytest.mark.parametrize("told", ['"y:1\\u0000"', '"y:1\\ud83d"', '"y:1"'])
def test_tap_carries_nothing_that_the_database_cannot_keep(told: str) -> None:
    message = json.loads(json.dumps(MESSAGES["tap"]))
    answer = message["message"]["interactiveResponseMessage"]["nativeFlowResponseMessage"]
    answer["paramsJson"] = f'{{"id": {told}}}'
    (update,) = of("messages.upsert", message)
    assert update.reply_id == "y:1"


@pytest.mark.parametrize("stamp", [-62135596800, "253402300799", {"low": -1}])
def test_message_of_no_time_of_ours_has_none(stamp: Any) -> None:
    (update,) = of("messages.upsert", MESSAGES["text"] | {"messageTimestamp": stamp})
    assert (update.text, update.occurred_at) == ("Oi", None)
