"""Messages as a person reads them: never raw JSON."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bot.enums import Author, DeliveryStatus, Direction
from bot.models import AssistantTurn, Attachment, Message
from bot.models.delivery import LOST
from bot.selectors.thread import delivery_status
from bot.selectors.thread_links import ThreadLinks
from bot.services.care_events import EVENT_KIND
from bot.views.bubble_kinds import KindLook, kind_look
from bot.views.bubble_links import Bond, bond_of
from bot.views.care_words import event_words
from bot.views.failure_words import failure_words
from bot.views.file_looks import file_look
from bot.views.kind_lines import line_of
from bot.views.placeholders import PLACEHOLDERS, UNREADABLE, Placeholder, placeholder_of


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message; `day` is set where a new day begins, `event` where it is only a line.

    `bond` is what it has to do with other messages, `look` what it carries besides words.
    """

    message: Message
    day: date | None
    is_ours: bool
    author: str
    placeholder: Placeholder | None
    text: str
    choices: list[str]
    status: str
    status_label: str
    reason: str
    event: str
    can_retry: bool
    bond: Bond
    look: KindLook
    file: Attachment | None = None
    file_look: str = ""
    assistant_turn: AssistantTurn | None = None


def bubbles_of(messages: Iterable[Message], links: ThreadLinks | None = None) -> list[Bubble]:
    """In the same order, without those that are shown on another (reactions, edits)."""
    bubbles: list[Bubble] = []
    last: date | None = None
    links = links or ThreadLinks()
    for message in messages:
        if links.is_part_of_another(message):
            continue
        day = timezone.localtime(message.occurred_at).date()
        bubbles.append(_bubble(message, day if day != last else None, links))
        last = day
    return bubbles


def preview_words(text: str) -> str:
    """A line of the list: "[IMAGE]" as "Foto"."""
    if text.startswith("[") and text.endswith("]"):
        found = PLACEHOLDERS.get(text[1:-1])
        if found is not None:
            return str(found.label)
        return str(UNREADABLE.label) if text == "[UNKNOWN]" else text
    return text


def _bubble(message: Message, day: date | None, links: ThreadLinks) -> Bubble:
    bond = bond_of(message, links)
    status = delivery_status(message)
    delivery = getattr(message, "delivery", None) if status else None
    file = getattr(message, "attachment", None)
    return Bubble(
        message=message,
        day=day,
        is_ours=message.direction == Direction.OUT,
        author=_author(message),
        placeholder=placeholder_of(message.kind),
        text=bond.text,
        choices=[] if bond.is_revoked else _choices(message.content),
        status=status,
        status_label=str(DeliveryStatus(status).label) if status else "",
        reason=failure_words(getattr(delivery, "error_code", None)) if status in LOST else "",
        can_retry=status == DeliveryStatus.FAILED
        and delivery is not None
        and delivery.retry_id is None,
        file=file,
        file_look=file_look(file),
        assistant_turn=getattr(message, "assistant_turn", None),
        event=event_words(message) if message.kind == EVENT_KIND else line_of(message),
        bond=bond,
        look=KindLook() if bond.is_revoked else kind_look(message),
    )


def _author(message: Message) -> str:
    if message.author == Author.STAFF and message.author_user is not None:
        return message.author_user.get_short_name() or str(Author.STAFF.label)
    return str(Author(message.author).label)


def _choices(content: Any) -> list[str]:
    """The titles of the buttons or rows that a message of ours offered."""
    if not isinstance(content, dict):
        return []
    if content.get("type") == "buttons":
        return [str(button.get("title", "")) for button in content.get("buttons", [])]
    if content.get("type") == "template":
        return [str(title) for title in content.get("titles", [])]
    if content.get("type") == "list":
        sections = content.get("sections", [])
        return [str(row.get("title", "")) for part in sections for row in part.get("rows", [])]
    if content.get("type") == "location_request":
        return [_("Enviar localização")]
    return []
