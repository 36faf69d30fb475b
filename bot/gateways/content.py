"""What we can send; `check` refuses what WhatsApp would refuse, before anything is sent."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.gateways.contact_cards import ContactCard, Contacts
from bot.gateways.gestures import LinkButton, Reaction
from bot.gateways.limits import (
    BUTTON_ID_LIMIT,
    BUTTON_TITLE_LIMIT,
    BUTTONS_BODY_LIMIT,
    BUTTONS_LIMIT,
    FOOTER_LIMIT,
    HEADER_LIMIT,
    LIST_BUTTON_LIMIT,
    LIST_ROWS_LIMIT,
    ROW_DESCRIPTION_LIMIT,
    ROW_ID_LIMIT,
    ROW_TITLE_LIMIT,
    SECTION_TITLE_LIMIT,
    TEXT_LIMIT,
    ContentInvalid,
    check_count,
    check_length,
    check_title,
    check_unique,
    fit,
)
from bot.gateways.media import Media
from bot.gateways.places import Location, LocationRequest
from bot.gateways.template import Template, TemplateParameter

__all__ = [
    "BUTTONS_BODY_LIMIT",
    "BUTTONS_LIMIT",
    "BUTTON_ID_LIMIT",
    "BUTTON_TITLE_LIMIT",
    "FOOTER_LIMIT",
    "HEADER_LIMIT",
    "LIST_BUTTON_LIMIT",
    "LIST_ROWS_LIMIT",
    "ROW_DESCRIPTION_LIMIT",
    "ROW_ID_LIMIT",
    "ROW_TITLE_LIMIT",
    "SECTION_TITLE_LIMIT",
    "TEXT_LIMIT",
    "Button",
    "Buttons",
    "ContactCard",
    "Contacts",
    "Content",
    "ContentInvalid",
    "LinkButton",
    "ListMenu",
    "Location",
    "LocationRequest",
    "Media",
    "Reaction",
    "Row",
    "Section",
    "Template",
    "TemplateParameter",
    "Text",
    "content_from_dict",
    "fit",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; WhatsApp's markup (*bold*, _italic_) is the writer's affair."""

    body: str
    preview_url: bool = False

    kind: ClassVar[str] = "TEXT"

    def check(self) -> None:
        check_length("body", self.body, 1, TEXT_LIMIT)

    def text(self) -> str:
        return self.body

    def to_dict(self) -> dict[str, Any]:
        return {"type": "text", "body": self.body, "preview_url": self.preview_url}


@dataclass(frozen=True, slots=True)
class Button:
    """One reply button; `id` comes back when it is tapped."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A message with one to three reply buttons."""

    body: str
    buttons: tuple[Button, ...]
    header: str = ""
    footer: str = ""

    kind: ClassVar[str] = "BUTTONS"

    def check(self) -> None:
        check_length("body", self.body, 1, BUTTONS_BODY_LIMIT)
        check_length("header", self.header, 0, HEADER_LIMIT)
        check_length("footer", self.footer, 0, FOOTER_LIMIT)
        check_count("buttons", self.buttons, BUTTONS_LIMIT)
        for button in self.buttons:
            check_title("button title", button.title, 1, BUTTON_TITLE_LIMIT)
            check_length("button id", button.id, 1, BUTTON_ID_LIMIT)
        check_unique("button titles", [button.title for button in self.buttons])
        check_unique("button ids", [button.id for button in self.buttons])

    def text(self) -> str:
        return self.body

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": "buttons",
            "body": self.body,
            "buttons": [{"id": button.id, "title": button.title} for button in self.buttons],
            "header": self.header,
            "footer": self.footer,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One choice of a list."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Choices under a heading; the heading may be empty when there is one section."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ListMenu:
    """A message whose button opens a list of at most ten rows."""

    body: str
    button: str
    sections: tuple[Section, ...]
    header: str = ""
    footer: str = ""

    kind: ClassVar[str] = "LIST"

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    def check(self) -> None:
        check_length("body", self.body, 1, TEXT_LIMIT)
        check_length("header", self.header, 0, HEADER_LIMIT)
        check_length("footer", self.footer, 0, FOOTER_LIMIT)
        check_title("list button", self.button, 1, LIST_BUTTON_LIMIT)
        check_count("rows", self.rows, LIST_ROWS_LIMIT)
        for section in self.sections:
            check_count("rows of a section", section.rows, LIST_ROWS_LIMIT)
            shortest = 1 if len(self.sections) > 1 else 0
            check_title("section title", section.title, shortest, SECTION_TITLE_LIMIT)
        for row in self.rows:
            check_title("row title", row.title, 1, ROW_TITLE_LIMIT)
            check_length("row description", row.description, 0, ROW_DESCRIPTION_LIMIT)
            check_length("row id", row.id, 1, ROW_ID_LIMIT)
        check_unique("row ids", [row.id for row in self.rows])

    def text(self) -> str:
        return self.body

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": "list",
            "body": self.body,
            "button": self.button,
            "sections": [
                {
                    "title": section.title,
                    "rows": [
                        {"id": row.id, "title": row.title, "description": row.description}
                        for row in section.rows
                    ],
                }
                for section in self.sections
            ],
            "header": self.header,
            "footer": self.footer,
        }


Content = (
    Text
    | Buttons
    | ListMenu
    | Media
    | Template
    | Location
    | LocationRequest
    | Contacts
    | Reaction
    | LinkButton
)


def content_from_dict(data: dict[str, Any]) -> Content:
    """What `to_dict` wrote; raises ContentInvalid for anything else."""
    try:
        content: Content = _READERS[data["type"]](data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentInvalid("content", f"unreadable: {error}") from error
    return content


def _text(data: dict[str, Any]) -> Text:
    return Text(data["body"], data["preview_url"])


def _buttons(data: dict[str, Any]) -> Buttons:
    buttons = tuple(Button(button["id"], button["title"]) for button in data["buttons"])
    return Buttons(data["body"], buttons, data["header"], data["footer"])


def _list(data: dict[str, Any]) -> ListMenu:
    sections = tuple(
        Section(
            section["title"],
            tuple(Row(row["id"], row["title"], row["description"]) for row in section["rows"]),
        )
        for section in data["sections"]
    )
    return ListMenu(data["body"], data["button"], sections, data["header"], data["footer"])


_READERS: dict[str, Any] = {
    "text": _text,
    "buttons": _buttons,
    "list": _list,
    "media": Media.from_dict,
    "template": Template.from_dict,
    "location": Location.from_dict,
    "location_request": LocationRequest.from_dict,
    "contacts": Contacts.from_dict,
    "reaction": Reaction.from_dict,
    "link": LinkButton.from_dict,
}
