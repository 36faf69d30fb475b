"""What we can send, and what WhatsApp allows of it (Cloud API, messages; templates).

Lengths are counted in Unicode code points. `check` refuses what the provider would refuse,
before anything is sent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

TEXT_LIMIT = 4096
BUTTONS_BODY_LIMIT = 1024
HEADER_LIMIT = FOOTER_LIMIT = 60
BUTTONS_LIMIT = 3
BUTTON_TITLE_LIMIT = 20
BUTTON_ID_LIMIT = 256
LIST_BUTTON_LIMIT = 20
LIST_ROWS_LIMIT = 10
ROW_TITLE_LIMIT = SECTION_TITLE_LIMIT = 24
ROW_DESCRIPTION_LIMIT = 72
ROW_ID_LIMIT = 200
PAYLOAD_LIMIT = 256

_BAD_PARAMETER = re.compile(r"[\n\r\t]| {5,}")


class ContentInvalid(ValueError):
    """The provider would refuse this. `field` names the part, `limit` and `actual` its size."""

    def __init__(self, field: str, reason: str, *, limit: int = 0, actual: int = 0) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason, self.limit, self.actual = field, reason, limit, actual


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; WhatsApp's markup (*bold*, _italic_) is the writer's affair."""

    body: str
    preview_url: bool = False

    kind: ClassVar[str] = "TEXT"

    def check(self) -> None:
        _length("body", self.body, 1, TEXT_LIMIT)

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
        _length("body", self.body, 1, BUTTONS_BODY_LIMIT)
        _length("header", self.header, 0, HEADER_LIMIT)
        _length("footer", self.footer, 0, FOOTER_LIMIT)
        _count("buttons", self.buttons, BUTTONS_LIMIT)
        for button in self.buttons:
            _length("button title", button.title, 1, BUTTON_TITLE_LIMIT)
            _length("button id", button.id, 1, BUTTON_ID_LIMIT)
        _unique("button titles", [button.title for button in self.buttons])
        _unique("button ids", [button.id for button in self.buttons])

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
        _length("body", self.body, 1, TEXT_LIMIT)
        _length("header", self.header, 0, HEADER_LIMIT)
        _length("footer", self.footer, 0, FOOTER_LIMIT)
        _length("list button", self.button, 1, LIST_BUTTON_LIMIT)
        _count("rows", self.rows, LIST_ROWS_LIMIT)
        for section in self.sections:
            _count("rows of a section", section.rows, LIST_ROWS_LIMIT)
            shortest = 1 if len(self.sections) > 1 else 0
            _length("section title", section.title, shortest, SECTION_TITLE_LIMIT)
        for row in self.rows:
            _length("row title", row.title, 1, ROW_TITLE_LIMIT)
            _length("row description", row.description, 0, ROW_DESCRIPTION_LIMIT)
            _length("row id", row.id, 1, ROW_ID_LIMIT)
        _unique("row ids", [row.id for row in self.rows])

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


@dataclass(frozen=True, slots=True)
class TemplateParameter:
    """A value for {{1}} (by position) or for {{name}}."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template with its values.

    `buttons` are (position among the template's buttons, sub type, payload or text);
    `preview` is the rendered text, for people to read in the inbox.
    """

    name: str
    language: str
    body: tuple[TemplateParameter, ...] = ()
    header: tuple[TemplateParameter, ...] = ()
    buttons: tuple[tuple[int, str, str], ...] = ()
    preview: str = ""

    kind: ClassVar[str] = "TEMPLATE"

    def check(self) -> None:
        _length("template name", self.name, 1, 512)
        _length("template language", self.language, 2, 10)
        for parameter in (*self.header, *self.body):
            _length("parameter", parameter.text, 1, BUTTONS_BODY_LIMIT)
            if _BAD_PARAMETER.search(parameter.text):
                raise ContentInvalid("parameter", "no line break, tab or run of spaces")
        for _, _, value in self.buttons:
            _length("button payload", value, 1, PAYLOAD_LIMIT)

    def text(self) -> str:
        return self.preview or f"[{self.name}]"

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": "template",
            "name": self.name,
            "language": self.language,
            "body": [[parameter.text, parameter.name] for parameter in self.body],
            "header": [[parameter.text, parameter.name] for parameter in self.header],
            "buttons": [list(button) for button in self.buttons],
            "preview": self.preview,
        }


Content = Text | Buttons | ListMenu | Template


def content_from_dict(data: dict[str, Any]) -> Content:
    """What `to_dict` wrote; raises ContentInvalid for anything else."""
    try:
        return _READERS[data["type"]](data)
    except (KeyError, TypeError, ValueError) as error:
        raise ContentInvalid("content", f"unreadable: {error}") from error


def fit(text: str, limit: int) -> str:
    """`text` in at most `limit` code points, cut at a word with "…" where it can be."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0]
    kept = at_word if len(at_word) > limit // 2 else cut
    return f"{kept.rstrip(' ,.;:-')}…"


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


def _template(data: dict[str, Any]) -> Template:
    return Template(
        name=data["name"],
        language=data["language"],
        body=tuple(TemplateParameter(*parameter) for parameter in data["body"]),
        header=tuple(TemplateParameter(*parameter) for parameter in data["header"]),
        buttons=tuple((int(i), kind, value) for i, kind, value in data["buttons"]),
        preview=data["preview"],
    )


_READERS: dict[str, Any] = {
    "text": lambda data: Text(data["body"], data["preview_url"]),
    "buttons": _buttons,
    "list": _list,
    "template": _template,
}


def _length(field: str, text: str, shortest: int, longest: int) -> None:
    if not shortest <= len(text) <= longest or (shortest and not text.strip()):
        reason = f"{len(text)} characters, {shortest} to {longest} allowed"
        raise ContentInvalid(field, reason, limit=longest, actual=len(text))


def _count(field: str, items: Sequence[object], most: int) -> None:
    if not 1 <= len(items) <= most:
        raise ContentInvalid(field, f"{len(items)}, 1 to {most} allowed", limit=most)


def _unique(field: str, values: Sequence[str]) -> None:
    if len(set(values)) != len(values):
        raise ContentInvalid(field, "must differ from each other")
