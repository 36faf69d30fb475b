"""Texts with {{names}} filled in."""

import re

from bot.flows.engine.events import Facts
from bot.flows.engine.state import RunState, Value
from bot.flows.graph.bindings import PLACEHOLDER

_SPACES = re.compile(r"[ \t]{2,}")
_BLANK_LINES = re.compile(r"\n{3,}")


def value_of(name: str, state: RunState, facts: Facts) -> Value | None:
    """What a name stands for now; None when it has no value."""
    known: dict[str, Value] = {
        "customer.name": facts.customer,
        "customer.first_name": facts.first_name,
        "business.name": facts.business,
        "said": state.said,
    }
    if name in known:
        return known[name]
    if name.startswith("attribute."):
        value = facts.attributes.get(name.removeprefix("attribute."))
        return value if value is None or isinstance(value, str | int) else value.isoformat()
    return state.values.get(name)


def fill(text: str, state: RunState, facts: Facts) -> str:
    """`text` with every {{name}} replaced; one without a value leaves no gap behind."""

    def value(found: re.Match[str]) -> str:
        known = value_of(found[1], state, facts)
        return "" if known is None else written(known)

    if "{{" not in text:
        return text
    filled = PLACEHOLDER.sub(value, text)
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", filled)).strip()


def written(value: Value) -> str:
    """A value as a text shows it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)
