"""What a step sends, as far as it can be known before, and what a provider makes of it."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from bot.flows.graph.kinds import Data
from bot.flows.graph.sendable import degrees
from bot.gateways.contact_cards import ContactCard, Contacts
from bot.gateways.content import Button, Buttons, Content, ListMenu, Location, Row, Section, Text
from bot.gateways.degrade import degrade
from bot.gateways.limits import BUTTON_TITLE_LIMIT, BUTTONS_LIMIT
from bot.gateways.protocol import Capabilities

Fill = Callable[[str], str]
# What these offer is known when the customer comes to them, not before.
OFFER_LATER = frozenset(
    {"pick_service", "pick_staff", "pick_slot", "confirm_booking", "cancel", "reschedule"}
)
_OPEN_QUESTIONS = frozenset({"name"})  # of the front desk


class Shortfall(StrEnum):
    """NUMBERED: choices become numbered text. WRITTEN: something else becomes text. TOO_LONG:
    it would not arrive. NEVER: the provider has nothing of the kind."""

    NUMBERED = "NUMBERED"
    WRITTEN = "WRITTEN"
    TOO_LONG = "TOO_LONG"
    NEVER = "NEVER"


def shortfall_of(kind: str, data: Data, told: Capabilities, fill: Fill) -> Shortfall | None:
    """The worst that becomes of this step; None where it arrives as it was drawn."""
    if kind == "template" and not told.has_templates:
        return Shortfall.NEVER
    found = {_shortfall(content, told) for content in contents_of(kind, data, fill)}
    return next((one for one in reversed(Shortfall) if one in found), None)


def _shortfall(content: Content, told: Capabilities) -> Shortfall | None:
    if isinstance(content, Text):
        return Shortfall.TOO_LONG if len(content.body) > told.text_limit else None
    if degrade(content, told) is content:
        return None
    is_choice = isinstance(content, Buttons | ListMenu)
    return Shortfall.NUMBERED if is_choice else Shortfall.WRITTEN


def contents_of(kind: str, data: Data, fill: Fill) -> Iterator[Content]:
    """What is sent, its texts as `fill` makes them; of what is offered later one unnamed row
    stands for all. Nothing for files and templates, whose content lies elsewhere."""
    if kind == "message":
        yield from (Text(fill(one["text"])) for one in data["blocks"] if one["text"].strip())
    elif kind == "location":
        place = degrees(data["latitude"]) or 0.0, degrees(data["longitude"]) or 0.0
        if data["name"].strip():
            yield Location(*place, fill(data["name"]), fill(data["address"]))
    elif kind == "contact":
        if data["name"].strip():
            card = ContactCard(fill(data["name"]), (data["phone"],), fill(data["company"]))
            yield Contacts((card,))
    elif kind in OFFER_LATER or (kind == "front_desk" and data["asks"] not in _OPEN_QUESTIONS):
        yield ListMenu(fill(data["text"]), "…", (Section("", (Row("o", "…"),)),))
    elif kind not in ("file", "template") and data.get("text", "").strip():
        yield _said(kind, data, fill)


def _said(kind: str, data: Data, fill: Fill) -> Content:
    text = fill(data["text"])
    if kind == "buttons":
        made = tuple(Button(one["id"], fill(one["title"])) for one in data["buttons"])
        return Buttons(text, made, fill(data["header"]), fill(data["footer"]))
    if kind == "list":
        parts = tuple(
            Section(
                fill(part["title"]),
                tuple(
                    Row(one["id"], fill(one["title"]), fill(one["description"]))
                    for one in part["rows"]
                ),
            )
            for part in data["sections"]
        )
        return ListMenu(text, data["button"], parts, fill(data["header"]), fill(data["footer"]))
    if kind == "question" and data["answer"] == "choice" and data["choices"]:
        titles = [(one["id"], fill(one["title"])) for one in data["choices"]]
        if fits_buttons([title for _id, title in titles]):
            return Buttons(text, tuple(Button(*one) for one in titles))
        return ListMenu(text, "", (Section("", tuple(Row(*one) for one in titles)),))
    return Text(text)


def fits_buttons(titles: list[str]) -> bool:
    """Whether these choices can be buttons; else they are a list."""
    is_short = all(len(title) <= BUTTON_TITLE_LIMIT for title in titles)
    return len(titles) <= BUTTONS_LIMIT and is_short and len(set(titles)) == len(titles)
