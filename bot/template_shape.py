"""What a message template is made of, read from the provider's components. Pure.

Texts hold variables in double braces, numbered ("{{1}}") or named ("{{first_name}}"); a link
of a button ends in one. See Meta's documentation of templates, components.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.gateways.template import HEADER_MEDIA

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# Buttons that need nothing, or a value that a person can type.
_KNOWN_BUTTONS = {"QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "REQUEST_CONTACT_INFO"}
_KNOWN_PARTS = {"HEADER", "BODY", "FOOTER", "BUTTONS"}


class Obstacle(StrEnum):
    """Why a template can't be filled in by typing."""

    MEDIA = "MEDIA"
    SPECIAL = "SPECIAL"


class Part(StrEnum):
    """Where a variable stands."""

    HEADER = "header"
    BODY = "body"
    BUTTON = "button"


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable. `key` is unique in its template; `name` is what stands in the braces.

    `before` is the text in front of it, `example` what was given for the review. For a
    button's, `name` is the button's position and `label` its title.
    """

    key: str
    part: Part
    name: str
    before: str = ""
    example: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ShapeButton:
    """A button: its kind as the provider names it, its title, and a link with its variable."""

    kind: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TemplateShape:
    """The texts with their braces, the buttons in order, and every variable once. `media` is
    the kind of file that its header takes (HEADER_MEDIA), "" where it takes none."""

    header: str = ""
    body: str = ""
    footer: str = ""
    buttons: tuple[ShapeButton, ...] = ()
    slots: tuple[Slot, ...] = ()
    obstacle: Obstacle | None = None
    media: str = ""

    @property
    def is_named(self) -> bool:
        return any(not slot.name.isdigit() for slot in self.slots)

    def slots_of(self, part: Part) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.part == part)


def shape_of(components: object) -> TemplateShape:
    """What the provider's list of components says; what can't be read is left out."""
    parts = {str(part.get("type")).upper(): part for part in _dicts(components)}
    header, body = parts.get("HEADER", {}), parts.get("BODY", {})
    buttons = _dicts(parts.get("BUTTONS", {}).get("buttons"))
    header_text = _text(header, "text") if _format(header) == "TEXT" else ""
    slots = [
        *_text_slots(Part.HEADER, header_text, _examples(header, "header_text")),
        *_text_slots(Part.BODY, _text(body, "text"), _examples(body, "body_text")),
        *_button_slots(buttons),
    ]
    return TemplateShape(
        header=header_text,
        body=_text(body, "text"),
        footer=_text(parts.get("FOOTER", {}), "text"),
        buttons=tuple(
            ShapeButton(_kind(button), _text(button, "text"), _text(button, "url"))
            for button in buttons
        ),
        slots=tuple(slots),
        obstacle=_obstacle(parts, buttons),
        media=media if (media := _format(header).lower()) in HEADER_MEDIA else "",
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; a variable without one stays as it is."""
    return VARIABLE.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def _obstacle(parts: Mapping[str, Any], buttons: list[dict[str, Any]]) -> Obstacle | None:
    is_known = set(parts) <= _KNOWN_PARTS and {_kind(one) for one in buttons} <= _KNOWN_BUTTONS
    if not is_known or not _text(parts.get("BODY", {}), "text"):
        return Obstacle.SPECIAL
    return Obstacle.MEDIA if _format(parts.get("HEADER", {})) != "TEXT" else None


def _text_slots(part: Part, text: str, examples: Mapping[str, str]) -> Iterable[Slot]:
    """Numbered ones in the order of their numbers, named ones as they come."""
    found: dict[str, Slot] = {}
    for match in VARIABLE.finditer(text):
        name = match.group(1)
        slot = Slot(
            key=f"{part}-{name}",
            part=part,
            name=name,
            before=text[: match.start()],
            example=examples.get(name, ""),
        )
        found.setdefault(name, slot)
    if all(name.isdigit() for name in found):
        return sorted(found.values(), key=lambda slot: int(slot.name))
    return found.values()


def _button_slots(buttons: list[dict[str, Any]]) -> Iterable[Slot]:
    for index, button in enumerate(buttons):
        url = _text(button, "url")
        if _kind(button) == "COPY_CODE" or VARIABLE.search(url):
            yield Slot(
                key=f"{Part.BUTTON}-{index}",
                part=Part.BUTTON,
                name=str(index),
                before=VARIABLE.sub("", url),
                label=_text(button, "text"),
            )


def _examples(component: Mapping[str, Any], name: str) -> dict[str, str]:
    """By name: numbered examples are a list of values (of a body, a list of lists)."""
    example = component.get("example")
    if not isinstance(example, dict):
        return {}
    named = _dicts(example.get(f"{name}_named_params"))
    if named:
        return {_text(one, "param_name"): _text(one, "example") for one in named}
    listed = example.get(name)
    if isinstance(listed, list) and listed and isinstance(listed[0], list):
        listed = listed[0]
    values = listed if isinstance(listed, list) else []
    return {str(number): str(value) for number, value in enumerate(values, 1)}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _kind(button: Mapping[str, Any]) -> str:
    return _text(button, "type").upper()


def _format(header: Mapping[str, Any]) -> str:
    return _text(header, "format").upper() or "TEXT"
