"""What Meta refuses of a template at its creation, in its subcodes."""

import re
from typing import Any

from bot.simulator.errors import GraphError
from bot.simulator.state import State

_VARIABLE = r"\{\{\s*\w+\s*\}\}"
_KINDS = {"QUICK_REPLY": 10, "URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}
TOO_LONG, HEADER, BODY, FOOTER, BUTTONS = 2388040, 2388047, 2388072, 2388073, 2388060
TOO_MANY_VARIABLES, AT_THE_EDGE = 2388293, 2388299


def check_parts(state: State, components: list[dict[str, Any]]) -> None:
    """Raises GraphError 100 with the subcode of the first thing that is wrong."""
    for part in components:
        match str(part["type"]).upper():
            case "HEADER":
                _header(state, part)
            case "BODY":
                _body(str(part.get("text") or ""))
            case "FOOTER":
                _sized(part.get("text"), 60)
                _unless(re.search(_VARIABLE, str(part.get("text"))), FOOTER, "The footer is fixed.")
            case "BUTTONS":
                _buttons([one for one in part.get("buttons") or [] if isinstance(one, dict)])


def _header(state: State, part: dict[str, Any]) -> None:
    kind = str(part.get("format") or "TEXT").upper()
    if kind == "TEXT":
        _sized(part.get("text"), 60)
        many = len(re.findall(_VARIABLE, str(part.get("text")))) > 1
        _unless(many, HEADER, "The header takes one variable.")
    elif kind in {"IMAGE", "VIDEO", "DOCUMENT"}:
        handles = (part.get("example") or {}).get("header_handle") or [""]
        _unless(handles[0] not in state.handles, HEADER, "The header needs a sample.")


def _body(text: str) -> None:
    _sized(text, 1024)
    at_edge = re.match(r"\s*" + _VARIABLE, text) or re.search(_VARIABLE + r"\s*\Z", text)
    _unless(at_edge, AT_THE_EDGE, "Variables can't be at the start or end.")
    # The threshold is not published: as strict as is sure.
    few = len(re.findall(r"\w+", re.sub(_VARIABLE, "", text))) < len(re.findall(_VARIABLE, text))
    _unless(few, TOO_MANY_VARIABLES, "Too many variables for its length.")


def _buttons(buttons: list[dict[str, Any]]) -> None:
    kinds = [str(one.get("type")).upper() for one in buttons]
    is_crowded = len(kinds) > 10 or any(kinds.count(k) > most for k, most in _KINDS.items())
    _unless(is_crowded, BUTTONS, "Too many buttons.")
    replies = "".join("r" if kind == "QUICK_REPLY" else "o" for kind in kinds)
    _unless(re.search(r"ro+r|or+o", replies), BUTTONS, "Quick replies must stand together.")
    for one in buttons:
        _sized(one.get("text", ""), 25)
        url = str(one.get("url") or "")
        loose = re.search(_VARIABLE, url) and not re.search(_VARIABLE + r"\Z", url)
        _unless(loose, BUTTONS, "The variable of a link stands at its end.")


def _sized(value: Any, limit: int) -> None:
    _unless(not isinstance(value, str) or len(value) > limit, TOO_LONG, f"At most {limit}.")


def _unless(is_wrong: Any, subcode: int, words: str) -> None:
    if is_wrong:
        extra = {"error_user_title": "Invalid template", "error_user_msg": words}
        raise GraphError(100, message="Invalid parameter", subcode=subcode, extra=extra)
