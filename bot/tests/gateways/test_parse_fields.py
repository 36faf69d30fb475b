from datetime import UTC, datetime

import pytest

from bot.gateways import AccountUpdate, Contact, InboundMessage, MessageKind, ProviderError
from bot.gateways.meta import parse
from bot.tests.gateways.bodies import (
    BSUID,
    DISPLAY,
    NUMBER,
    SENDER,
    WABA,
    body,
    message,
    person,
    value,
)


def status(**parts):
    update, *rest = parse(body("messages", value(statuses=[{"id": "wamid.S", **parts}])))
    assert not rest
    return update


@pytest.mark.parametrize(
    "word", ["sent", "delivered", "read", "played", "failed", "deleted", "Warning"]
)
def test_every_status_word_is_kept_in_lower_case(word):
    update = status(status=word, recipient_id=SENDER, timestamp="1749416383")
    assert update.status == word.lower()
    assert update.recipient == Contact(SENDER)
    assert update.occurred_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=UTC)


def test_a_failed_status_brings_all_its_errors():
    errors = [
        {"code": 131047, "title": "Re-engagement", "error_data": {"details": "24 hours"}},
        {"code": "131026", "message": "Undeliverable", "details": "old form"},
        {"code": "²"},
        {"code": 10**30},
        "?",
    ]
    found = status(status="failed", errors=errors, biz_opaque_callback_data="id-1")
    assert found.opaque == "id-1"
    assert found.errors == (
        ProviderError(131047, "Re-engagement", "24 hours"),
        ProviderError(131026, "Undeliverable", "old form"),
        ProviderError(0),
        ProviderError(0),
        ProviderError(0, "?"),
    )


def test_a_status_for_a_hidden_number_names_the_user_id():
    found = status(status="read", recipient_user_id=BSUID, parent_recipient_user_id="BR.ENT.1")
    assert found.recipient == Contact(None, BSUID, "BR.ENT.1")


@pytest.mark.parametrize(
    ("who", "participant"),
    [
        ({"recipient_participant_id": SENDER}, SENDER),
        ({"recipient_participant_user_id": BSUID}, BSUID),
    ],
)
def test_a_group_s_status_is_a_participant_s(who, participant):
    found = status(status="read", recipient_id="120363", recipient_type="group", **who)
    assert (found.recipient, found.participant) == (None, participant)


def test_an_echo_is_a_message_to_the_user():
    said = message(**{"from": DISPLAY, "to": SENDER, "to_user_id": BSUID})
    (echo,) = parse(body("smb_message_echoes", value(contacts=[person()], message_echoes=[said])))
    assert echo.is_echo
    assert not echo.is_history
    assert echo.contact == Contact(SENDER, BSUID, name="Marina")


def test_an_echo_whose_ends_are_swapped_is_not_a_message_to_ourselves():
    said = message(**{"from": SENDER, "to": "+1 555-078-3881"})
    (echo,) = parse(body("smb_message_echoes", value(message_echoes=[said])))
    assert echo.contact == Contact(SENDER)


def history(*messages, thread=SENDER, **chunk):
    threads = [{"id": thread, "messages": list(messages)}]
    chunk = {"metadata": {"phase": 1, "chunk_order": 2, "progress": 55}, "threads": threads} | chunk
    return parse(body("history", value(history=[chunk])))


def test_history_is_told_apart_by_who_wrote():
    theirs = message(id="wamid.1", history_context={"status": "READ"})
    ours = message(id="wamid.2", **{"from": DISPLAY, "to": SENDER})
    first, second, progress = history(theirs, ours)
    assert (first.is_history, first.is_echo, first.history_status) == (True, False, "READ")
    assert (second.is_history, second.is_echo) == (True, True)
    assert first.contact.wa_id == second.contact.wa_id == SENDER
    assert isinstance(progress, AccountUpdate)
    metadata = {"phase": 1, "chunk_order": 2, "progress": 55}
    assert progress.value["history"] == [{"metadata": metadata}]


def test_history_of_a_hidden_number_is_kept_under_the_user_id():
    theirs = message(from_user_id=BSUID, **{"from": None})
    ours = message(id="wamid.2", **{"from": DISPLAY})
    first, second, _ = history(theirs, ours, thread=BSUID)
    assert first.contact == second.contact == Contact(None, BSUID)
    assert (first.is_echo, second.is_echo) == (False, True)


def test_media_of_history_comes_as_messages_of_its_own():
    placeholder = message(type="media_placeholder")
    first, _ = history(placeholder)
    assert first.kind == MessageKind.MEDIA_PLACEHOLDER
    (later,) = parse(body("history", value(messages=[message(type="image", image={"id": "1"})])))
    assert (later.kind, later.is_history) == (MessageKind.IMAGE, True)


def test_refused_history_is_news():
    refused = {"errors": [{"code": 2593109}]}
    (news,) = parse(body("history", value(history=[refused])))
    assert news.value["history"] == [refused]


def call(**parts):
    common = {"id": "wacid.1", "event": "connect", "timestamp": "1749416383"}
    found = parse(body("calls", value(contacts=[person(user_id=BSUID)], calls=[common | parts])))
    assert len(found) == 1
    return found[0]


def test_a_user_s_call_is_from_the_user():
    found = call(**{"from": SENDER, "to": DISPLAY, "direction": "USER_INITIATED"})
    assert isinstance(found, InboundMessage)
    assert (found.kind, found.external_id) == (MessageKind.CALL, "wacid.1:connect")
    assert found.contact == Contact(SENDER, BSUID, name="Marina")
    assert not found.is_echo
    assert not found.observe_only


def test_the_end_of_a_call_and_our_own_calls_are_only_observed():
    end = call(**{"from": SENDER, "event": "terminate"})
    ours = call(**{"from": DISPLAY, "to": SENDER, "direction": "BUSINESS_INITIATED"})
    assert end.observe_only
    assert (ours.observe_only, ours.is_echo, ours.contact.wa_id) == (True, True, SENDER)


@pytest.mark.parametrize(
    ("field", "news"),
    [
        ("message_template_status_update", {"event": "APPROVED", "message_template_id": 168955}),
        ("message_template_quality_update", {"new_quality_score": "YELLOW"}),
        ("account_update", {"event": "ACCOUNT_RESTRICTION"}),
        ("phone_number_quality_update", {"display_phone_number": DISPLAY}),
        ("a_field_of_tomorrow", {"event": "?"}),
        ("messages", {}),
    ],
)
def test_other_fields_are_account_news(field, news):
    (found,) = parse(body(field, news, time=1749416383))
    assert isinstance(found, AccountUpdate)
    assert (found.waba_id, found.field, found.value) == (WABA, field, news)
    assert found.occurred_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=UTC)
    assert found.display_phone_number == news.get("display_phone_number", "")


def test_preferences_and_call_statuses_name_the_number():
    for field, parts in (
        ("user_preferences", {"user_preferences": [{"wa_id": SENDER, "value": "stop"}]}),
        ("calls", {"statuses": [{"id": "wacid.1", "type": "call", "status": "RINGING"}]}),
    ):
        (found,) = parse(body(field, value(**parts)))
        assert isinstance(found, AccountUpdate)
        assert found.number_id == NUMBER
        assert found.value == value(**parts)
