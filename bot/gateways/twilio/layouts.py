"""Buttons and lists: Twilio sends them by a Content resource, which we keep as few layouts.

A layout has nothing but variables (Twilio, quick-reply and list-picker: every field may
have them), so that one serves every message of the same shape. Values may have no line
break: a layout has a variable for each line of the body.
"""

from dataclasses import dataclass
from typing import Any

from bot.gateways.content import Button, Buttons, ListMenu, Row
from bot.gateways.degrade import choices_of

BODY_LIMIT = 1024
MOST_VARIABLES = 100
LANGUAGE = "en"  # a layout has no words of its own
NAME = "zapenda_"


@dataclass(frozen=True, slots=True)
class Layout:
    """`name` says the whole shape; `values` are the variables of this one message."""

    name: str
    types: dict[str, Any]
    values: dict[str, str]

    def draft(self) -> dict[str, Any]:
        """The body that creates it; Twilio wants a sample of each variable."""
        samples = dict.fromkeys(self.values, "x")
        return {
            "friendly_name": self.name,
            "language": LANGUAGE,
            "variables": samples,
            "types": self.types,
        }


def layout_of(content: Buttons | ListMenu) -> Layout | None:
    """How to send it; None when it is too long for buttons or a list."""
    values: dict[str, str] = {}

    def variable(text: str) -> str:
        values[str(len(values) + 1)] = " ".join(text.split())
        return f"{{{{{len(values)}}}}}"

    lines = _body(content).split("\n")
    body = "\n".join(variable(line) if line.strip() else "" for line in lines)
    shape = "".join("x" if line.strip() else "o" for line in lines)
    if isinstance(content, Buttons):
        kind, inner = "quick-reply", _buttons(content, variable)
    else:
        kind, inner = "list-picker", _list(content, variable)
        shape += "_" + "".join("d" if row.description else "t" for row in content.rows)
    if len(_body(content)) > BODY_LIMIT or len(values) > MOST_VARIABLES or len(shape) > 200:
        return None
    name = f"{NAME}{kind}_{len(choices_of(content))}_{shape}"
    return Layout(name, {f"twilio/{kind}": {"body": body, **inner}}, values)


def _body(content: Buttons | ListMenu) -> str:
    head = f"*{content.header}*\n" if content.header else ""
    foot = f"\n_{content.footer}_" if content.footer else ""
    return head + content.body.strip() + foot


def _buttons(content: Buttons, variable: Any) -> dict[str, Any]:
    return {"actions": [_button(one, variable) for one in content.buttons]}


def _button(button: Button, variable: Any) -> dict[str, str]:
    return {"title": variable(button.title), "id": variable(button.id)}


def _list(content: ListMenu, variable: Any) -> dict[str, Any]:
    items = [_item(row, variable) for row in content.rows]
    return {"button": variable(content.button), "items": items}


def _item(row: Row, variable: Any) -> dict[str, str]:
    item = {"item": variable(row.title), "id": variable(row.id)}
    return item | ({"description": variable(row.description)} if row.description else {})
