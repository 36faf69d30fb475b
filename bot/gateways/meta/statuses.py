"""One status object of a webhook: what became of a message we sent."""

from typing import Any

from bot.gateways.meta.messages import EXTERNAL_ID_LIMIT
from bot.gateways.meta.origin import Origin
from bot.gateways.meta.people import is_somebody
from bot.gateways.meta.reading import a_dict, a_moment, a_text, errors
from bot.gateways.updates import StatusUpdate, Unreadable


def read_status(origin: Origin, status: Any) -> StatusUpdate | Unreadable:
    """In a group the recipient is the group (None here) and `participant` the user."""
    data = a_dict(status)
    external_id, word = a_text(data.get("id")), a_text(data.get("status")).strip().lower()
    if not external_id or not word:
        return origin.unreadable("status without id or state", status)
    who = origin.people.contact(
        data.get("recipient_id"),
        data.get("recipient_user_id"),
        data.get("parent_recipient_user_id"),
    )
    is_group = data.get("recipient_type") == "group"
    participant = data.get("recipient_participant_id") or data.get("recipient_participant_user_id")
    return StatusUpdate(
        number_id=origin.number_id,
        external_id=external_id[:EXTERNAL_ID_LIMIT],
        status=word,
        occurred_at=a_moment(data.get("timestamp")) or origin.moment,
        payload=data,
        recipient=None if is_group or not is_somebody(who) else who,
        participant=a_text(participant),
        opaque=a_text(data.get("biz_opaque_callback_data")),
        errors=errors(data.get("errors")),
    )
