"""What Twilio's forms say."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways import InboundMessage, MessageKind, StatusUpdate, Unreadable
from bot.gateways.twilio import OPAQUE_FIELD, address_of, parse

FORMS = json.loads((Path(__file__).parent / "fixtures" / "forms.json").read_text())
NUMBER = "whatsapp:+14155238886"
PHONE, BSUID = "5511987654321", "BR.13491208655302741918"
K = MessageKind


def read(name: str, **more: str) -> InboundMessage | StatusUpdate | Unreadable:
    (update,) = parse(urlencode(FORMS[name] | more).encode(), number_id=NUMBER)
    assert update.number_id == NUMBER
    return update


def message(name: str) -> InboundMessage:
    update = read(name)
    assert isinstance(update, InboundMessage)
    return update


@pytest.mark.parametrize(
    ("name", "kind", "text", "reply_id"),
    [
        ("text", K.TEXT, "oi", ""),
        ("older_account", K.TEXT, "oi", ""),
        ("session_button", K.BUTTON_REPLY, "Sim", "y:1"),
        ("template_button", K.TEMPLATE_REPLY, "Confirmar", "button_0"),
        ("button_without_payload", K.TEMPLATE_REPLY, "Confirm", "Confirm"),
        ("voice", K.AUDIO, "", ""),
        ("card", K.CONTACTS, "", ""),
        ("place", K.LOCATION, "Praça Sé", ""),
        ("new_type", K.UNKNOWN, "?", ""),
    ],
)
def test_kind_and_words(name: str, kind: MessageKind, text: str, reply_id: str) -> None:
    found = message(name)
    assert (found.kind, found.text, found.reply_id) == (kind, text, reply_id)


@pytest.mark.parametrize(
    ("name", "wa_id", "user_id"),
    [
        ("text", PHONE, None),
        ("older_account", PHONE, None),
        ("user_id_only", None, BSUID),
        ("number_and_user_id", PHONE, BSUID),
    ],
)
def test_who_wrote(name: str, wa_id: str | None, user_id: str | None) -> None:
    contact = message(name).contact
    assert (contact.wa_id, contact.user_id) == (wa_id, user_id)


def test_a_file_is_known_by_its_ids_and_never_by_a_foreign_address() -> None:
    voice = message("voice").file
    assert voice is not None
    assert voice.id == f"MM{'0' * 31}2/ME{'0' * 31}3"
    assert voice.mime_type == "audio/ogg"
    assert message("foreign_file").file is None


def test_the_answered_message_is_named() -> None:
    assert message("session_button").context_id == "MM09"


@pytest.mark.parametrize("name", ["sms", "other_number", "nobody", "no_id", "status_of_another"])
def test_what_is_not_ours_is_set_aside(name: str) -> None:
    assert isinstance(read(name), Unreadable)


def test_status_with_our_own_id() -> None:
    update = read("delivered", **{OPAQUE_FIELD: "0199"})
    assert isinstance(update, StatusUpdate)
    assert (update.status, update.opaque, update.errors) == ("delivered", "0199", ())


@pytest.mark.parametrize(
    ("name", "code", "title"),
    [("undelivered", 63016, "Outside the window"), ("failed_without_words", 21610, "21610")],
)
def test_failed_status_has_its_reason(name: str, code: int, title: str) -> None:
    update = read(name)
    assert isinstance(update, StatusUpdate)
    assert update.status == "failed"
    assert (update.errors[0].code, update.errors[0].title) == (code, title)


@given(st.dictionaries(st.sampled_from(sorted({k for f in FORMS.values() for k in f})), st.text()))
def test_any_form_is_one_update(form: dict[str, str]) -> None:
    body = urlencode(form, errors="replace").encode()
    assert len(parse(body, number_id=NUMBER)) == 1


@given(st.binary())
def test_any_body_is_one_update(body: bytes) -> None:
    assert len(parse(body, number_id=NUMBER)) == 1


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("+55 (11) 3333-0000", "whatsapp:+551133330000"),
        ("whatsapp:+14155238886", "whatsapp:+14155238886"),
        ("14155238886", "whatsapp:+14155238886"),
        ("onze", ""),
        ("", ""),
    ],
)
def test_address_of_a_number(written: str, address: str) -> None:
    assert address_of(written) == address


def test_ad_is_named_as_everywhere() -> None:
    ad = {"ReferralSourceId": "12", "ReferralSourceUrl": "https://fb.me/a", "ReferralBody": "Já"}
    update = read("text", **ad, ReferralHeadline="Banho", Forwarded="true")
    assert isinstance(update, InboundMessage)
    assert update.payload["referral"] == {
        "source_id": "12",
        "source_url": "https://fb.me/a",
        "headline": "Banho",
        "body": "Já",
    }
    assert update.payload["context"] == {"forwarded": True}
    assert "referral" not in message("text").payload
