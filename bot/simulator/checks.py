"""What the Graph API refuses of a send, in its order and words."""

import re
from typing import Any

from bot.simulator.errors import GraphError
from bot.simulator.rendering import filled, parameters_of, text_of, words_of
from bot.simulator.state import Number, State, Template

_BAD_VALUE = re.compile(r"[\n\t]| {5,}")
_USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_PLACEHOLDER = re.compile(r"\{\{\w+\}\}")
MEDIA = frozenset({"image", "video", "audio", "document", "sticker"})
_WORDS = frozenset({"text", "currency", "date_time"})
TYPES = MEDIA | {"text", "interactive", "template", "location", "contacts", "reaction"}


def check_body(body: dict[str, Any]) -> dict[str, Any]:
    """The parts that every send has."""
    if body.get("messaging_product") != "whatsapp":
        raise GraphError(
            100,
            message="(#100) The parameter messaging_product is required.",
        )
    if body.get("status") == "read":
        return body
    if not body.get("to") and not body.get("recipient"):
        raise GraphError(100, message="(#100) The parameter to is required.")
    kind = body.get("type", "text")
    if not isinstance(kind, str) or kind not in TYPES:
        raise GraphError(100, message=f"(#100) Param type must be one of {sorted(TYPES)}")
    if not isinstance(body.get(kind), dict | list):
        raise GraphError(131008, f"Required parameter is missing: {kind}")
    return body


def check_recipient(number: Number, body: dict[str, Any]) -> str:
    """The address that a message goes to. Raises GraphError 131009 or 131021."""
    address = str(body.get("to") or body.get("recipient"))
    digits = "".join(character for character in address if character.isdigit())
    if body.get("to") and not 7 <= len(digits) <= 15:
        raise GraphError(131009, "The phone number is malformed")
    if not body.get("to") and not _USER_ID.fullmatch(address):
        raise GraphError(131009, "The user id is malformed")
    if digits and digits == "".join(c for c in number.display if c.isdigit()):
        raise GraphError(131021)
    return address


def check_content(state: State, waba_id: str, body: dict[str, Any]) -> None:
    kind = body.get("type", "text")
    content = body[kind]
    if kind == "text":
        _text("text['body']", content.get("body"), 4096)
    elif kind == "interactive":
        _interactive(content)
    elif kind == "template":
        check_template(state, waba_id, content)
    elif kind in MEDIA and bool(content.get("id")) == bool(content.get("link")):
        raise GraphError(131008, f"{kind} needs either an id or a link")


def _text(name: str, value: Any, limit: int) -> None:
    if not isinstance(value, str):
        raise GraphError(100, message=f"(#100) Param {name} must be a string.")
    if not value:
        raise GraphError(100, message=f"(#100) The parameter {name} is required.")
    if len(value) > limit:
        raise GraphError(
            100, message=f"(#100) Param {name} must be at most {limit} characters long."
        )


def _interactive(content: dict[str, Any]) -> None:
    kind, action = content.get("type"), content.get("action")
    if kind not in {"button", "list", "cta_url", "location_request_message", "flow"}:
        raise GraphError(131009, f"Invalid interactive type: {kind}")
    if not isinstance(action, dict):
        raise GraphError(131008, "Required parameter is missing: action")
    body = (content.get("body") or {}).get("text")
    _sized("Body text", body, 4096 if kind == "list" else 1024)
    _sized("Footer text", (content.get("footer") or {}).get("text", "-"), 60)
    if kind == "button":
        _buttons(action.get("buttons") or [])
    elif kind == "list":
        _list(action)


def _sized(name: str, value: Any, limit: int) -> None:
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        raise GraphError(131009, f"{name} length invalid. Min length: 1, Max length: {limit}")


def _buttons(buttons: list[Any]) -> None:
    if not 1 <= len(buttons) <= 3:
        raise GraphError(
            131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3"
        )
    replies = [button.get("reply") or {} for button in buttons]
    for reply in replies:
        _sized("Button title", reply.get("title"), 20)
        _sized("Button id", reply.get("id"), 256)
    if len({reply["title"] for reply in replies}) < len(replies):
        raise GraphError(131009, "Duplicate button titles are not allowed")


def _list(action: dict[str, Any]) -> None:
    _sized("Button", action.get("button"), 20)
    sections = action.get("sections") or []
    rows = [row for section in sections for row in section.get("rows") or []]
    if not rows or any(not section.get("rows") for section in sections):
        raise GraphError(131009, "Section must have at least one row")
    if len(rows) > 10:
        raise GraphError(131009, "Total row count exceed max allowed count: 10")
    for section in sections:
        if len(sections) > 1:
            _sized("Section title", section.get("title"), 24)
    for row in rows:
        if len(str(row.get("title") or "")) > 24:
            raise GraphError(131009, "Row title is too long. Max length is 24")
        _sized("Row title", row.get("title"), 24)
        _sized("Row id", row.get("id"), 200)
        if len(str(row.get("description") or "")) > 72:
            raise GraphError(131009, "Row description is too long. Max length is 72")
    if len({row["id"] for row in rows}) < len(rows):
        raise GraphError(131009, "Duplicate row ids are not allowed")


def find_template(state: State, waba_id: str, content: dict[str, Any]) -> Template:
    """The one of that name and language. Raises GraphError 132001."""
    name = content.get("name")
    language = (content.get("language") or {}).get("code")
    for known in state.templates.values():
        is_known = (known.waba_id, known.name, known.language) == (waba_id, name, language)
        if is_known and known.status not in {"PENDING", "REJECTED"}:
            return known
    raise GraphError(132001, f"template name ({name}) does not exist in {language}")


def check_template(state: State, waba_id: str, content: dict[str, Any]) -> None:
    """Raises GraphError unless the template can be sent with these values."""
    template = find_template(state, waba_id, content)
    if template.status == "PAUSED":
        raise GraphError(132015)
    if template.status == "DISABLED":
        raise GraphError(132016)
    given = content.get("components") or []
    _check_header(template, given)
    for part in ("header", "body"):
        _check_part(template, part, given)
    _check_links(template, given)
    if len(filled(template, given)) > 1024:
        raise GraphError(132005, "body: the text is longer than 1024 characters")


def _check_part(template: Template, part: str, given: list[Any]) -> None:
    names = _names(template, part)
    parameters = [p for p in parameters_of(given, part) if p.get("type") in _WORDS]
    if len(parameters) != len(names):
        raise GraphError(
            132000,
            f"{part}: number of localizable_params ({len(parameters)}) does not match the "
            f"expected number of params ({len(names)})",
        )
    if template.parameter_format == "NAMED":
        told = {str(parameter.get("parameter_name") or "") for parameter in parameters}
        if told != names:
            missing = sorted(names - told)[0]
            raise GraphError(132012, f"{part}: Parameter name is missing or wrong: {missing}")
    for value in map(words_of, parameters):
        if not value:
            raise GraphError(131008, "Required parameter is missing: text")
        if _BAD_VALUE.search(value):
            raise GraphError(
                132018,
                "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
            )


def _check_header(template: Template, given: list[Any]) -> None:
    """A header with media wants the same kind of media."""
    header = next((c for c in template.components if c["type"].upper() == "HEADER"), {})
    expected = str(header.get("format") or "TEXT").upper()
    if expected == "TEXT":
        return
    values = [
        p for c in given if str(c.get("type")).lower() == "header" for p in c.get("parameters", [])
    ]
    kinds = [str(value.get("type")).upper() for value in values]
    if kinds != [expected]:
        found = kinds[0] if kinds and kinds[0] != "TEXT" else "UNKNOWN"
        raise GraphError(132012, f"header: Format mismatch, expected {expected}, received {found}")


def _check_links(template: Template, given: list[Any]) -> None:
    """A link with a placeholder wants its value."""
    filled = {
        str(c.get("index"))
        for c in given
        if str(c.get("type")).lower() == "button" and c.get("parameters")
    }
    buttons = [
        button
        for component in template.components
        if component["type"].upper() == "BUTTONS"
        for button in component.get("buttons") or []
    ]
    for index, button in enumerate(buttons):
        if _PLACEHOLDER.search(str(button.get("url") or "")) and str(index) not in filled:
            raise GraphError(
                131008, f"buttons: Button at index {index} of type Url requires a parameter"
            )


def _names(template: Template, part: str) -> set[str]:
    return {mark.strip("{}") for mark in _PLACEHOLDER.findall(text_of(template, part))}
