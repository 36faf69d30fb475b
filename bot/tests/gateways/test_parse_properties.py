"""Whatever JSON comes, parsing gives updates and never raises."""

import copy
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.gateways import AccountUpdate, InboundMessage, StatusUpdate, Unreadable
from bot.gateways.meta import parse
from bot.tests.gateways.bodies import SHARED, body, message, own, person, value

UPDATES = (InboundMessage, StatusUpdate, AccountUpdate, Unreadable)

# Text with the worst of it: NUL, lone surrogates, digits of other scripts, ids.
texts = st.text(st.characters(), max_size=8) | st.sampled_from(
    ["", "\x00", "\ud83d", "²", "٣", "1749416383", "5511987654321", "US.1", "US.1\n", "M0", "NaN"]
)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.just(10**400)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)

SAMPLES = [
    body("messages", value(contacts=[person()], messages=[message(**case["message"])]))
    for case in own("messages.json")
] + [
    body("messages", value(statuses=[{"id": "w", "status": "failed", "errors": [{"code": 1}]}])),
    body("history", value(history=[{"threads": [{"id": "55", "messages": [message()]}]}])),
    body("smb_message_echoes", value(message_echoes=[message(to="5511")])),
    body("calls", value(calls=[{"id": "w", "from": "5511", "event": "connect"}])),
    body(
        "messages", value(messages=[message(type="system", system={"body": "US.1", "wa_id": "5"})])
    ),
]
SAMPLES += [json.loads(path.read_text()) for path in sorted(SHARED.glob("wh_*.json"))]


def places(node, path=()):
    """The path of every part of a JSON value."""
    yield path
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, part in inner:
        yield from places(part, (*path, key))


@st.composite
def mutated(draw):
    """A sample in which parts were dropped, replaced or doubled."""
    sample = copy.deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from([path for path in places(sample) if path]))
        holder = sample
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(["drop", "replace", "double"])):
            case "drop":
                del holder[last]
            case "replace":
                holder[last] = draw(anything)
            case "double":
                holder[last] = [copy.deepcopy(holder[last])] * 2
        if not [path for path in places(sample) if path]:
            break
    return sample


def assert_storable(updates):
    assert isinstance(updates, tuple)
    for update in updates:
        assert isinstance(update, UPDATES)
        kept = update.value if isinstance(update, AccountUpdate) else update.payload
        # What PostgreSQL takes: no NaN, no NUL, no half of a character.
        written = json.dumps(kept, allow_nan=False, ensure_ascii=False).encode()
        assert b"\\u0000" not in written
        if isinstance(update, InboundMessage):
            assert update.contact.wa_id or update.contact.user_id
            assert update.external_id
            (update.text + update.contact.name + update.reply_id + update.context_id).encode()
            assert update.occurred_at is None or update.occurred_at.tzinfo is not None
        if isinstance(update, StatusUpdate):
            assert update.status == update.status.lower() != ""
            assert all(0 <= error.code < 2**31 for error in update.errors)


@given(anything)
@settings(max_examples=300)
def test_any_json_gives_updates(value):
    assert_storable(parse(value))


@given(
    st.sampled_from(["messages", "history", "calls", "smb_message_echoes", "standby", "x"]),
    anything,
)
@settings(max_examples=300)
def test_any_value_of_any_field_gives_updates(field, parts):
    assert_storable(parse(body(field, parts)))


@given(
    st.sampled_from(["messages", "statuses", "message_echoes", "calls", "history", "contacts"]),
    st.lists(anything, max_size=3),
)
@settings(max_examples=300)
def test_any_elements_give_updates(key, elements):
    for field in ("messages", "history", "calls", "smb_message_echoes", "standby"):
        assert_storable(parse(body(field, value(contacts=[person()]) | {key: elements})))


@given(mutated())
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_a_mutated_webhook_gives_updates(sample):
    assert_storable(parse(sample))


@given(mutated())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_entry_does_not_touch_its_neighbours(sample):
    whole = body("messages", value(contacts=[person()], messages=[message(id="wamid.GOOD")]))
    entries = (
        sample["entry"]
        if isinstance(sample, dict) and isinstance(sample.get("entry"), list)
        else []
    )
    found = parse({"entry": [*entries, *whole["entry"], *entries]})
    assert parse(whole)[0] in found
