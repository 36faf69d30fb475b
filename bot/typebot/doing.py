"""Blocks of Typebot that decide, remember, wait and ask other servers."""

import math
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.typebot.steps import PERSON, Block, Reader, inside, records

OPERATORS = {
    "Equal to": "is",
    "Not equal": "is_not",
    "Contains": "contains",
    "Greater than": "above",
    "Less than": "below",
    "Is set": "filled",
    "Is empty": "empty",
    "Starts with": "starts_with",
}
KNOWN_VALUES = {"Empty": "", "Contact name": "{{customer.name}}"}
# What Typebot would work out: ours keeps texts as they are.
_CODE = re.compile(r"[;]|=>|\breturn\b|\w\(|\}\}\s*[-+*/%]|[-+*/%]\s*\{\{")
SHORTEST_S = 30  # a shorter pause is for show
LONGEST_MINUTES = 30 * 24 * 60
RULES, TESTS, HEADERS, SAVED = 10, 10, 20, 20
METHODS = ("GET", "POST")


def do(block: Block) -> bool:
    """Turn the block into a step, or see that it is none; False for a type not known."""
    reader = _READERS.get(block.type)
    if reader is not None:
        reader(block)
    return reader is not None


def _set(block: Block) -> None:
    options, name = block.options, block.variable(block.options.get("variableId"))
    kind, given = options.get("type") or "Custom", options.get("expressionToEvaluate")
    is_code = options.get("isCode") or _CODE.search(str(given or ""))
    if not name or is_code or (kind != "Custom" and kind not in KNOWN_VALUES):
        return block.lost("set", name=name or "?", value=str(kind if kind != "Custom" else given))
    value = block.text(given) if kind == "Custom" else KNOWN_VALUES[kind]
    assigned = {"target": "variable", "name": name, "value": value}
    block.add("set", {"assignments": [assigned]}, done=block.after, error=block.after)
    return None


def _condition(block: Block) -> None:
    rules, ways = [], {}
    for at, item in enumerate(block.items[:RULES], 1):
        content = inside(item, "content")
        compared = records(content, "comparisons")
        tests = [test for one in compared if (test := _test(block, one))]
        if not tests:
            block.lost("rule")
            continue
        match = "any" if content.get("logicalOperator") == "OR" else "all"
        rules.append({"port": f"r{at}", "match": match, "tests": tests[:TESTS]})
        ways[f"r{at}"] = block.way(item)
    if rules:
        block.add("condition", {"rules": rules}, **ways, otherwise=block.after)


def _test(block: Block, one: Mapping[str, Any]) -> dict[str, str] | None:
    name, operator = block.variable(one.get("variableId")), one.get("comparisonOperator")
    if not name or operator not in OPERATORS:
        block.lost("test", name=name or "?", value=str(operator))
        return None
    value = block.text(one.get("value"), 200)
    return {"of": "variable", "name": name, "op": OPERATORS[operator], "value": value}


def _split(block: Block) -> None:
    given = block.options.get("aPercent")
    percent = round(given) if isinstance(given, int | float) else 50
    first = min(99, max(1, percent))
    if first != percent:
        block.turned("never", value=percent)
    branches = [{"port": "a", "weight": first}, {"port": "b", "weight": 100 - first}]
    found = {str(one.get("path")): block.way(one) for one in block.items}
    block.add(
        "split",
        {"branches": branches},
        a=found.get("a", block.after),
        b=found.get("b", block.after),
    )


def _wait(block: Block) -> None:
    given = str(block.options.get("secondsToWaitFor", ""))
    if not given.isdecimal() or len(given) > 9:
        return block.lost("wait", value=given[:80])
    if int(given) < SHORTEST_S:
        return block.turned("short_wait", count=given)
    minutes = min(LONGEST_MINUTES, math.ceil(int(given) / 60))
    block.add("wait", {"minutes": minutes}, done=block.after)
    return None


def _redirect(block: Block) -> None:
    url = block.text(block.options.get("url"))
    if not url:
        return block.lost("redirect")
    block.turned("redirect", value=url)
    block.add("message", {"blocks": [{"text": url}]}, done=block.after)
    return None


def _http(block: Block) -> None:
    call = inside(block.options, "webhook")
    url, method = block.text(call.get("url"), 2000), str(call.get("method", "POST"))
    if not url or method not in METHODS:
        return block.lost("http", value=method if url else "")
    params = [one for one in records(call, "queryParams") if one.get("key")]
    if params:
        pairs = [(one["key"], block.text(one.get("value"))) for one in params]
        query = urlencode(pairs, safe="{}")
        url = f"{url}{'&' if '?' in url else '?'}{query}"
    headers = [
        {"name": str(one["key"])[:60], "value": block.text(one.get("value"), 500)}
        for one in records(call, "headers")
        if one.get("key") and one.get("value")
    ]
    data = {
        "method": method,
        "url": url,
        "headers": headers[:HEADERS],
        "body": block.text(call.get("body"), 8000),
        "save": _saved(block)[:SAVED],
        "timeout_s": 5,
    }
    block.turned("http")
    block.add("http", data, done=block.after, error=PERSON)
    return None


def _saved(block: Block) -> list[dict[str, str]]:
    """Typebot's paths begin at the answer ("data.name"), ours inside it."""
    saved = []
    for one in records(block.options, "responseVariableMapping"):
        path, name = str(one.get("bodyPath", "")), block.variable(one.get("variableId"))
        if name and path:
            inner = path.removeprefix("data.").replace("[", ".").replace("]", "")
            saved.append({"path": inner[:120], "variable": name})
    return saved


def _jump(block: Block) -> None:
    goal = block.options.get("blockId"), block.options.get("groupId")
    ref = ("block", str(goal[0])) if goal[0] else ("group", str(goal[1] or ""))
    block.book.alias["block", str(block.raw.get("id", ""))] = ref
    block.book.understood += 1


def _link(block: Block) -> None:
    if block.options.get("typebotId") == "current":
        return _jump(block)
    block.turned("link")
    block.add("go_to", {"flow": ""})
    return None


_READERS: dict[str, Reader] = {
    "Set variable": _set,
    "Condition": _condition,
    "AB test": _split,
    "Wait": _wait,
    "Redirect": _redirect,
    "Webhook": _http,
    "HTTP request": _http,
    "Jump": _jump,
    "Typebot link": _link,
}
