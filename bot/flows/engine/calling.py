"""Nodes that ask other servers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.flows.engine.effects import CallHttp, Notify, Secret
from bot.flows.engine.state import Value
from bot.flows.engine.texts import value_of, written
from bot.flows.engine.walk import AwaitEffect, Leave, Silent, Step, Walk
from bot.flows.graph.bindings import HIDDEN, PLACEHOLDER
from bot.flows.graph.kinds import Port

LONGEST_URL = 2000
LONGEST_HEADER = 500
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
            headers=tuple((one["name"], _pieces(walk, one["value"])) for one in data["headers"]),
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


class WebhookNode(Silent):
    """Nobody waits for what the server says."""

    def enter(self, walk: Walk) -> Step:
        data = walk.data
        values = tuple((one["name"], walk.fill(one["value"], 1000)) for one in data["send"])
        walk.effects.append(Notify(walk.next_effect_id(), _address(walk, data["url"]), values))
        return Leave(Port.DONE)


def _pieces(walk: Walk, value: str) -> tuple[str | Secret, ...]:
    """A header's value: texts with their variables filled in, and secrets between them."""
    pieces: list[str | Secret] = []
    at = 0
    for found in PLACEHOLDER.finditer(value):
        if found[1].startswith(HIDDEN):
            pieces += [value[at : found.start()], Secret(found[1].removeprefix(HIDDEN))]
            at = found.end()
    pieces.append(value[at:])
    filled = [one if isinstance(one, Secret) else _filled(walk, one) for one in pieces]
    return tuple(one for one in filled if one)


def _filled(walk: Walk, text: str) -> str:
    """On one line; spaces at its ends stay, a secret may follow."""

    def value(found: Any) -> str:
        known = value_of(found[1], walk.state, walk.facts)
        return "" if known is None else " ".join(written(known).split())

    return PLACEHOLDER.sub(value, text)[:LONGEST_HEADER]


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
