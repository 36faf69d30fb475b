"""A template as a person writes it, and as the provider takes it. Pure.

Meta's documentation of templates, components: texts with variables in double braces, one
example for each, at most ten buttons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.template_shape import VARIABLE, Part, ShapeButton, Slot, TemplateShape, shape_of

MEDIA_HEADERS = ("IMAGE", "VIDEO", "DOCUMENT")
COPY_CODE_TITLE = "Copiar código"  # Meta writes this button's title itself
_VALUES = {"URL": "url", "PHONE_NUMBER": "phone_number", "COPY_CODE": "example"}


@dataclass(frozen=True, slots=True)
class DraftButton:
    """`value`: the link, the phone, the sample of the code; "" for a quick reply."""

    kind: str
    text: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """`header_kind` is "", "TEXT" or one of MEDIA_HEADERS, with the `header_handle` of its
    sample; `examples` are by slot key, of a link only what takes the variable's place."""

    name: str
    language: str
    category: str
    body: str
    header_kind: str = ""
    header_text: str = ""
    header_handle: str = ""
    footer: str = ""
    buttons: tuple[DraftButton, ...] = ()
    examples: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_named(self) -> bool:
        return any(not name.isdigit() for name in VARIABLE.findall(self.header_text + self.body))

    @property
    def shape(self) -> TemplateShape:
        """With the variables that are in the texts now."""
        return shape_of(_parts(self))


def components_of(draft: TemplateDraft) -> list[dict[str, Any]]:
    """As POST /{account}/message_templates takes them, with the examples."""
    parts, shape = _parts(draft), draft.shape
    for part in parts:
        if part["type"] == "HEADER" and part["format"] == "TEXT":
            part.update(_example("header_text", shape.slots_of(Part.HEADER), draft, nested=False))
        elif part["type"] == "HEADER" and draft.header_handle:
            part["example"] = {"header_handle": [draft.header_handle]}
        elif part["type"] == "BODY":
            part.update(_example("body_text", shape.slots_of(Part.BODY), draft, nested=True))
        elif part["type"] == "BUTTONS":
            for slot in shape.slots_of(Part.BUTTON):
                button = part["buttons"][int(slot.name)]
                if button["type"] == "URL" and (value := draft.examples.get(slot.key)):
                    button["example"] = [slot.before + value]
    return parts


def draft_of(
    *, name: str, language: str, category: str, components: object, header_handle: str = ""
) -> TemplateDraft:
    """What a person may go on writing; `header_handle` where we know the sample's."""
    shape = shape_of(components)
    header = _header_of(components)
    kind = str(header.get("format") or "TEXT").upper() if header else ""
    listed = _listed_buttons(components)
    return TemplateDraft(
        name=name,
        language=language,
        category=category,
        header_kind=kind,
        header_text=shape.header,
        header_handle=header_handle,
        body=shape.body,
        footer=shape.footer,
        buttons=tuple(
            _button_of(one, data) for one, data in zip(shape.buttons, listed, strict=True)
        ),
        examples={
            slot.key: example
            for slot in shape.slots
            if (example := slot.example or _link_example(slot, listed))
        },
    )


def _parts(draft: TemplateDraft) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    if draft.header_kind == "TEXT":
        parts.append({"type": "HEADER", "format": "TEXT", "text": draft.header_text})
    elif draft.header_kind:
        parts.append({"type": "HEADER", "format": draft.header_kind})
    parts.append({"type": "BODY", "text": draft.body})
    if draft.footer:
        parts.append({"type": "FOOTER", "text": draft.footer})
    if draft.buttons:
        parts.append({"type": "BUTTONS", "buttons": [_button(one) for one in draft.buttons]})
    return parts


def _button(button: DraftButton) -> dict[str, Any]:
    titled = {} if button.kind == "COPY_CODE" else {"text": button.text}
    valued = {_VALUES[button.kind]: button.value} if button.kind in _VALUES else {}
    return {"type": button.kind} | titled | valued


def _example(
    name: str, slots: tuple[Slot, ...], draft: TemplateDraft, *, nested: bool
) -> dict[str, Any]:
    values = [draft.examples.get(slot.key, "") for slot in slots]
    if not any(values):
        return {}
    if draft.is_named:
        named = [
            {"param_name": slot.name, "example": value}
            for slot, value in zip(slots, values, strict=True)
        ]
        return {"example": {f"{name}_named_params": named}}
    return {"example": {name: [values] if nested else values}}


def _header_of(components: object) -> Mapping[str, Any]:
    return next((part for part in _dicts(components) if _type(part) == "HEADER"), {})


def _listed_buttons(components: object) -> list[dict[str, Any]]:
    part = next((one for one in _dicts(components) if _type(one) == "BUTTONS"), {})
    return _dicts(part.get("buttons"))


def _button_of(button: ShapeButton, data: Mapping[str, Any]) -> DraftButton:
    value = data.get(_VALUES.get(button.kind, ""), "")
    if isinstance(value, list):  # an example comes back as a list
        value = value[0] if value else ""
    return DraftButton(button.kind, button.title, str(value or ""))


def _link_example(slot: Slot, buttons: list[dict[str, Any]]) -> str:
    if slot.part != Part.BUTTON:
        return ""
    example = buttons[int(slot.name)].get("example")
    first = str(example[0]) if isinstance(example, list) and example else ""
    return first.removeprefix(slot.before)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _type(part: Mapping[str, Any]) -> str:
    return str(part.get("type") or "").upper()
