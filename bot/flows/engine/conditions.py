"""Tests of a condition: what is compared, and how."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.flows.engine.events import Facts
from bot.flows.engine.state import RunState
from bot.flows.engine.texts import fill, value_of, written
from bot.understanding.normalize import normalize


def holds(rule: Mapping[str, Any], state: RunState, facts: Facts, now: datetime) -> bool:
    """Whether all, or any, of a rule's tests hold."""
    found = (_test(test, state, facts, now) for test in rule["tests"])
    return all(found) if rule["match"] == "all" else any(found)


def _test(test: Mapping[str, Any], state: RunState, facts: Facts, now: datetime) -> bool:
    wanted = fill(test["value"], state, facts)
    if test["of"] == "tag":
        has = test["name"].casefold() in {tag.casefold() for tag in facts.tags}
        return has != (test["op"] in ("is_not", "empty"))
    if test["of"] == "hours":
        return facts.is_open != (test["op"] in ("is_not", "empty"))
    actual = _actual(test, state, facts, now)
    return _COMPARISONS[test["op"]](actual, wanted)


def _actual(test: Mapping[str, Any], state: RunState, facts: Facts, now: datetime) -> str:
    local = now.astimezone(facts.zone)
    if test["of"] == "time":
        return f"{local:%H:%M}"
    if test["of"] == "weekday":
        return str(local.isoweekday())
    name = {
        "name": "customer.name",
        "attribute": f"attribute.{test['name']}",
    }.get(test["of"], test["name"])
    value = value_of(name, state, facts)
    return "" if value is None else written(value)


def _same(actual: str, wanted: str) -> bool:
    numbers = _number(actual), _number(wanted)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return normalize(actual) == normalize(wanted)


def _order(actual: str, wanted: str) -> int | None:
    """-1, 0 or 1; None where there is nothing to compare. Numbers as numbers, else as text
    (ISO dates and HH:MM are in order as text)."""
    first, second = _number(actual), _number(wanted)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    if not actual or not wanted:
        return None
    return (actual > wanted) - (actual < wanted)


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None  # also leaves out NaN


def _ordered(*fitting: int) -> Callable[[str, str], bool]:
    return lambda actual, wanted: _order(actual, wanted) in fitting


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "is": _same,
    "is_not": lambda actual, wanted: not _same(actual, wanted),
    "contains": lambda actual, wanted: normalize(wanted) in normalize(actual),
    "starts_with": lambda actual, wanted: normalize(actual).startswith(normalize(wanted)),
    "above": _ordered(1),
    "below": _ordered(-1),
    "at_least": _ordered(0, 1),
    "at_most": _ordered(-1, 0),
    "filled": lambda actual, wanted: bool(actual.strip()),
    "empty": lambda actual, wanted: not actual.strip(),
}
