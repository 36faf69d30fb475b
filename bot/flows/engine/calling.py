"""Nodes that ask other servers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.flows.engine.effects import CallHttp
from bot.flows.engine.state import Value
from bot.flows.engine.texts import value_of, written
from bot.flows.engine.walk import AwaitEffect, Leave, Silent, Step, Walk
from bot.flows.graph.bindings import PLACEHOLDER
from bot.flows.graph.kinds import Port

LONGEST_URL = 2000
LONGEST_SAVED = 1000


class HttpNode(Silent):
    """{{names}} in the address are written percent-encoded, so no value can change where
    the request goes or which parameters it has."""

    def enter(self, walk: Walk) -> Step:
        data = walk.data
        effect = CallHttp(
            id=walk.next_effect_id(),
            method=data["method"],
            url=_address(walk, data["url"]),
            headers=tuple((one["name"], walk.line(one["value"], 500)) for one in data["headers"]),
            body=walk.fill(data["body"], 8000),
            timeout_s=data["timeout_s"],
        )
        return AwaitEffect(effect)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        for one in walk.data["save"]:
            value = found_at(one["path"], result.get("json"))
            if value is None:
                return Leave(Port.ERROR)
            walk.set(one["variable"], value)
        return Leave(Port.DONE)


def _address(walk: Walk, url: str) -> str:
    def value(found: Any) -> str:
        known = value_of(found[1], walk.state, walk.facts)
        return "" if known is None else quote(written(known), safe="")

    return PLACEHOLDER.sub(value, url)[:LONGEST_URL]


def found_at(path: str, data: object) -> Value | None:
    """What lies at "items.0.name" in JSON; None unless it is a plain value."""
    for key in path.split("."):
        if isinstance(data, Mapping) and key in data:
            data = data[key]
        elif isinstance(data, list) and key.isdecimal() and int(key) < len(data):
            data = data[int(key)]
        else:
            return None
    if isinstance(data, bool | int):
        return data
    if isinstance(data, float):
        return str(data)
    return data[:LONGEST_SAVED] if isinstance(data, str) else None
