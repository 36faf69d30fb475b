"""Replays payloads captured from Meta's documents and other projects."""

import pytest

from bot.gateways import AccountUpdate, InboundMessage, MessageKind, StatusUpdate, Unreadable
from bot.gateways.meta import parse
from bot.services.account_updates import KNOWN_FIELDS
from bot.tests.gateways.bodies import captured, needs_captured, shared

WEBHOOKS = [
    *captured("wh_*"),
    *captured("constructed__batch_*"),
    *captured("constructed__m*s_in_*"),
]
FRAGMENTS = {"wh_in_flow__doc_flow_response_nfm_reply"}  # no envelope: the bare value
NOBODY = {"wh_neg__invalid_from", "wh_neg__invalid_timestamp", "wh_neg__no_from"}


def elements(payload, key):
    """All elements of the lists of that name, wherever they stand in a change's value."""
    changes = [change for entry in payload["entry"] for change in entry["changes"]]
    return [element for change in changes for element in change["value"].get(key, [])]


@pytest.mark.parametrize("payload", WEBHOOKS)
def test_nothing_of_a_captured_webhook_is_lost(payload, request):
    name = request.node.callspec.id
    updates = parse(payload)
    unreadable = [update for update in updates if isinstance(update, Unreadable)]
    assert len(unreadable) == (1 if name in FRAGMENTS | NOBODY else 0)
    if name in FRAGMENTS:
        return
    said = [
        element["id"]
        for key in ("messages", "message_echoes")
        for element in elements(payload, key)
    ]
    readable = [u for u in updates if isinstance(u, InboundMessage) and u.kind != MessageKind.CALL]
    assert sorted(u.external_id for u in readable) == sorted(said if not unreadable else [])
    calls = [u for u in updates if isinstance(u, InboundMessage) and u.kind == MessageKind.CALL]
    assert len(calls) == len(elements(payload, "calls"))
    for update in readable + calls:
        assert update.contact.wa_id or update.contact.user_id
        assert update.occurred_at is not None
        assert update.number_id
    if name.startswith(("wh_status", "constructed__status")):
        assert [u.external_id for u in updates] == [s["id"] for s in elements(payload, "statuses")]


@pytest.mark.parametrize("payload", captured("wh_in*"))
def test_known_types_have_a_kind_of_their_own(payload, request):
    if request.node.callspec.id in FRAGMENTS | {"wh_in__interactive_message_with_err"}:
        return
    kinds = {update.kind for update in parse(payload) if isinstance(update, InboundMessage)}
    assert kinds
    assert MessageKind.UNKNOWN not in kinds


# What a captured file says it is, by a word of its name; the first that fits counts.
NAMED = (
    ("history__media", "IMAGE"),
    ("unsupported", "UNSUPPORTED"),
    ("errors__message_level", "UNSUPPORTED"),
    ("revoke", "REVOKE"),
    ("echo__delete", "REVOKE"),
    ("edit", "EDIT"),
    ("permission_update", "CALL_PERMISSION"),
    ("call_connect", "CALL"),
    ("call_terminate", "CALL"),
    ("system", "SYSTEM"),
    ("button_referred_product", "TEXT"),
    ("button_reply", "BUTTON_REPLY"),
    ("list_reply", "LIST_REPLY"),
    ("in_callback__callback", "LIST_REPLY"),
    ("in_callback__description", "LIST_REPLY"),
    ("quick_reply_button", "TEMPLATE_REPLY"),
    ("did_not_request_code", "TEMPLATE_REPLY"),
    ("oa__button", "TEMPLATE_REPLY"),
    ("in_flow", "FLOW_REPLY"),
    ("reaction", "REACTION"),
    ("order", "ORDER"),
    ("contact_info", "CONTACTS"),
    ("contact_sharing", "CONTACTS"),
    ("in__contacts", "CONTACTS"),
    ("location", "LOCATION"),
    ("sticker", "STICKER"),
    ("audio", "AUDIO"),
    ("video", "VIDEO"),
    ("document", "DOCUMENT"),
    ("media_with_url", "IMAGE"),
)
NOT_SAID = FRAGMENTS | {
    "wh_in__interactive_message_with_err",
    "wh_call__doc_business_call_status",
}
SPOKEN = [*captured("wh_in*"), *captured("wh_oa__*"), *captured("wh_e*"), *captured("wh_call*")]


@pytest.mark.parametrize("payload", [*SPOKEN, *captured("wh_history__*")])
def test_each_is_what_its_name_says(payload, request):
    name = request.node.callspec.id
    if (
        name in FRAGMENTS | {"wh_in__interactive_message_with_err"}
        or "_doc_business_call_st" in name
    ):
        return
    kinds = {update.kind.value for update in parse(payload) if isinstance(update, InboundMessage)}
    if "group_" in name and not kinds:  # of the group itself
        return
    expected = next((kind for word, kind in NAMED if word in name), "TEXT")
    assert kinds == {expected}


@needs_captured
def test_no_news_is_of_a_field_that_nobody_knows():
    fields = {
        update.field
        for param in WEBHOOKS
        for update in parse(param.values[0])
        if isinstance(update, AccountUpdate)
    }
    assert fields <= KNOWN_FIELDS


@needs_captured
def test_a_shared_own_contact_has_the_name_of_its_vcard():
    (update,) = parse(shared("wh_in_bsuid__doc_contact_info_shared"))
    assert update.text == "Pablo M."


@pytest.mark.parametrize("payload", captured("constructed__status_failed_*"))
def test_a_failed_status_names_its_code(payload, request):
    (update,) = parse(payload)
    assert isinstance(update, StatusUpdate)
    assert [error.code for error in update.errors] == [int(request.node.callspec.id.split("_")[4])]
    assert update.errors[0].detail


@pytest.mark.parametrize(
    "payload", [*captured("wh_acct__*"), *captured("wh_tpl_*"), *captured("wh_userpref__*")]
)
def test_news_keep_their_whole_value(payload):
    (update,) = parse(payload)
    assert isinstance(update, AccountUpdate)
    assert update.value == payload["entry"][0]["changes"][0]["value"]


@needs_captured
@pytest.mark.parametrize(
    ("name", "wa_id", "user_id", "who"),
    [
        ("wh_in_bsuid__bsuid_in_from", None, "US.1234", "Kerry Fisher"),
        ("wh_in_bsuid__from_user_id_only", None, "US.1234", "Kerry Fisher"),
        ("wh_in_bsuid__invalid_user_id", "5678", None, "Kerry Fisher"),
        ("wh_in_bsuid__doc_text_user_id_only", None, "US.13491208655302741918", "Sheena Nelson"),
        ("wh_in_bsuid__doc_contact_info_shared", None, "US.13491208655302741918", "Pablo M."),
        ("wh_echo__text", "16505551234", "US.13491208655302741918", "Test Name"),
        ("wh_echo__edit", "972987654321", "US.13491208655302741918", "Test Name"),
        ("wh_call__doc_business_call_connect", "16315553602", None, "Callee name"),
    ],
)
def test_captured_people_are_told_apart(name, wa_id, user_id, who):
    (update,) = parse(shared(name))
    assert (update.contact.wa_id, update.contact.user_id) == (wa_id, user_id)
    assert update.contact.name == who


@needs_captured
def test_two_senders_in_one_value_keep_their_names():
    names = {
        u.contact.wa_id: u.contact.name
        for u in parse(shared("constructed__two_senders_in_one_value"))
    }
    assert names == {"16505551234": "Sheena Nelson", "16505550000": "Other"}
