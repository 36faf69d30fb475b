"""From a template and its values to what is sent, and what WhatsApp allows of them. Pure.

Limits: Cloud API, templates (a value without line break, tab or more than four spaces in a
row; the filled body 1024 characters, the header 60, a link 2000, a code 20).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.gateways.limits import BUTTONS_BODY_LIMIT, HEADER_LIMIT
from bot.gateways.template import BUTTON_VALUES, Template, TemplateParameter
from bot.template_shape import Part, Slot, TemplateShape, fill

_BROKEN = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029]| {5,}")
_SPACE = re.compile(r"\s")


class Fault(StrEnum):
    """What is wrong with a value."""

    EMPTY = "EMPTY"
    BROKEN = "BROKEN"  # a line break, a tab or more than four spaces in a row
    SPACED = "SPACED"  # a link or a code with a space
    TOO_LONG = "TOO_LONG"


@dataclass(frozen=True, slots=True)
class ValueFault:
    """`key` is the slot's; `limit` how long the filled text may be, for TOO_LONG."""

    key: str
    fault: Fault
    limit: int = 0


def faults_of(shape: TemplateShape, values: Mapping[str, str]) -> list[ValueFault]:
    """One for each value (by the slot's key) that WhatsApp would refuse; a text that gets
    too long is the fault of its longest value."""
    found = [
        ValueFault(slot.key, fault)
        for slot in shape.slots
        if (fault := _fault(slot, values.get(slot.key, "")))
    ]
    return found or [
        *_too_long(shape, Part.HEADER, HEADER_LIMIT, values),
        *_too_long(shape, Part.BODY, BUTTONS_BODY_LIMIT, values),
        *_buttons_too_long(shape, values),
    ]


def filled(
    shape: TemplateShape, *, name: str, language: str, values: Mapping[str, str]
) -> Template:
    """The message; `values` by the slots' keys, without faults."""
    buttons = tuple(
        (int(slot.name), _sub_type(shape, slot), values[slot.key])
        for slot in shape.slots_of(Part.BUTTON)
    )
    return Template(
        name=name,
        language=language,
        header=_parameters(shape, Part.HEADER, values),
        body=_parameters(shape, Part.BODY, values),
        buttons=buttons,
        preview=rendered(shape, values),
        titles=tuple(button.title for button in shape.buttons),
    )


def rendered(shape: TemplateShape, values: Mapping[str, str]) -> str:
    """Header, body and footer as people read them; a variable without a value stays."""
    parts = (part_text(shape, Part.HEADER, values), part_text(shape, Part.BODY, values))
    return "\n\n".join(part for part in (*parts, shape.footer) if part)


def part_text(shape: TemplateShape, part: Part, values: Mapping[str, str]) -> str:
    """The header or the body with its values, by the slots' keys."""
    text = shape.header if part == Part.HEADER else shape.body
    return fill(
        text, {slot.name: values[slot.key] for slot in shape.slots_of(part) if slot.key in values}
    )


def _fault(slot: Slot, value: str) -> Fault | None:
    if not value.strip():
        return Fault.EMPTY
    if _BROKEN.search(value):
        return Fault.BROKEN
    if slot.part == Part.BUTTON and _SPACE.search(value):
        return Fault.SPACED
    return None


def _too_long(
    shape: TemplateShape, part: Part, limit: int, values: Mapping[str, str]
) -> list[ValueFault]:
    slots = shape.slots_of(part)
    if not slots or len(part_text(shape, part, values)) <= limit:
        return []
    longest = max(slots, key=lambda slot: len(values[slot.key]))
    return [ValueFault(longest.key, Fault.TOO_LONG, limit)]


def _buttons_too_long(shape: TemplateShape, values: Mapping[str, str]) -> list[ValueFault]:
    found = []
    for slot in shape.slots_of(Part.BUTTON):
        limit = BUTTON_VALUES[_sub_type(shape, slot)]
        if len(slot.before) + len(values[slot.key]) > limit:
            found.append(ValueFault(slot.key, Fault.TOO_LONG, limit))
    return found


def _sub_type(shape: TemplateShape, slot: Slot) -> str:
    return "copy_code" if shape.buttons[int(slot.name)].kind == "COPY_CODE" else "url"


def _parameters(
    shape: TemplateShape, part: Part, values: Mapping[str, str]
) -> tuple[TemplateParameter, ...]:
    return tuple(
        TemplateParameter(values[slot.key], "" if slot.name.isdigit() else slot.name)
        for slot in shape.slots_of(part)
    )
