"""A webhook body becomes updates: every entry, change, message and status of it.

Nothing here raises, whatever JSON comes; what has not the documented form becomes an
`Unreadable` and takes nothing else with it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.gateways.json_values import clean
from bot.gateways.meta.calls import read_call
from bot.gateways.meta.coexistence import progress_of, read_echo, read_history
from bot.gateways.meta.messages import read_inbound
from bot.gateways.meta.origin import Origin, Reader, each
from bot.gateways.meta.reading import a_dict, a_moment, a_text
from bot.gateways.meta.statuses import read_status
from bot.gateways.updates import AccountUpdate, Unreadable, Update

# Field -> the lists of its value that hold updates, and who reads them.
ECHOES: dict[str, Reader] = {"message_echoes": read_echo}
MESSAGES: dict[str, Reader] = {"messages": read_inbound, "statuses": read_status}
READERS: dict[str, dict[str, Reader]] = {
    "messages": MESSAGES,
    "standby": MESSAGES | ECHOES,
    "smb_message_echoes": ECHOES,
    "message_echoes": ECHOES,
    "calls": {"calls": read_call},
}
# Lists that are worth keeping wherever they turn up.
CONTENT = frozenset({"messages", "statuses", "message_echoes", "calls", "history", "errors"})


def parse(body: object) -> tuple[Update, ...]:
    """All updates of a body, in the order they stand in it."""
    body = clean(body)
    if not isinstance(body, dict) or not isinstance(body.get("entry"), list):
        return (Unreadable("no envelope", body),)
    return tuple(update for entry in body["entry"] for update in _read_entry(entry))


def _read_entry(entry: Any) -> Iterator[Update]:
    if not isinstance(entry, dict) or not isinstance(entry.get("changes"), list):
        yield Unreadable("entry without changes", entry)
        return
    waba_id, moment = a_text(entry.get("id"))[:40], a_moment(entry.get("time"))
    for change in entry["changes"]:
        data = a_dict(change)
        value, field = data.get("value"), a_text(data.get("field"))[:60]
        if not isinstance(value, dict) or not field:
            yield Unreadable("change without field or value", change, waba_id=waba_id)
        else:
            yield from _read_change(field, value, waba_id, moment)


def _read_change(
    field: str, value: dict[str, Any], waba_id: str, moment: datetime | None
) -> Iterator[Update]:
    origin = Origin.of(waba_id, field, value, moment)
    readers = READERS.get(field, {})
    found = [update for key, read in readers.items() for update in each(origin, value, key, read)]
    if field == "history":
        found = read_history(origin, value)
        value = _without_threads(value)
    yield from found
    rest = {key for key in CONTENT - readers.keys() if value.get(key)}
    if found and not rest:
        return
    yield AccountUpdate(
        waba_id=waba_id,
        field=field,
        # What has become an update of its own is not kept twice.
        value={key: item for key, item in value.items() if not found or key not in readers},
        number_id=origin.number_id,
        display_phone_number=origin.display_phone_number,
        occurred_at=moment,
    )


def _without_threads(value: dict[str, Any]) -> dict[str, Any]:
    kept = {key: item for key, item in value.items() if key != "messages"}
    return kept | ({"history": progress_of(kept["history"])} if "history" in kept else {})
