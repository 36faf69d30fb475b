"""Nodes that decide, remember and wait. What they change of the customer counts at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.flows.engine.conditions import holds
from bot.flows.engine.effects import CallFlow, ChangeTags, SetAttribute, StartFlow
from bot.flows.engine.walk import (
    AwaitEffect,
    AwaitMoment,
    AwaitTime,
    Finish,
    Leave,
    Silent,
    Step,
    Walk,
)
from bot.flows.graph.fields import CLOCK, NAME
from bot.flows.graph.kinds import Port

LONGEST_VALUE = 1000
LONGEST_WAIT = timedelta(days=400)
MORNING = time(9)


class ConditionNode(Silent):
    def enter(self, walk: Walk) -> Step:
        for rule in walk.data["rules"]:
            if holds(rule, walk.state, walk.facts, walk.now):
                return Leave(rule["port"])
        return Leave(Port.OTHERWISE)


class SplitNode(Silent):
    """By the run's seed and the node: a run that comes by again goes the same way."""

    def enter(self, walk: Walk) -> Step:
        branches = walk.data["branches"]
        seed = f"{walk.state.seed}:{walk.state.node}".encode()
        drawn = int.from_bytes(hashlib.sha256(seed).digest()[:8])
        rest = drawn % sum(branch["weight"] for branch in branches)
        for branch in branches:
            rest -= branch["weight"]
            if rest < 0:
                return Leave(branch["port"])
        raise AssertionError("the weights add up")


class SetNode(Silent):
    def enter(self, walk: Walk) -> Step:
        for one in walk.data["assignments"]:
            value = walk.fill(one["value"], LONGEST_VALUE)
            if one["target"] == "attribute":
                walk.effects.append(SetAttribute(one["name"], value))
                known = {**walk.facts.attributes, one["name"]: value}
                walk.facts = replace(walk.facts, attributes=known)
            elif NAME.fullmatch(one["name"]):
                walk.set(one["name"], value)
            else:
                return Leave(Port.ERROR)
        return Leave(Port.DONE)


class TagNode(Silent):
    def enter(self, walk: Walk) -> Step:
        add = tuple(tag["name"] for tag in walk.data["add"])
        remove = tuple(tag["name"] for tag in walk.data["remove"])
        walk.effects.append(ChangeTags(add, remove))
        walk.facts = replace(walk.facts, tags=walk.facts.tags.difference(remove) | set(add))
        return Leave(Port.DONE)


class WaitNode(Silent):
    def enter(self, walk: Walk) -> Step:
        return AwaitTime(walk.data["minutes"])


class WaitUntilNode(Silent):
    """Left by NONE where there is no such moment, or it has passed."""

    def enter(self, walk: Walk) -> Step:
        until = walk.data["until"]
        if until == "opening":
            if walk.facts.is_open:
                return Leave(Port.DONE)
            return _until(walk, walk.facts.opens_at)
        if until == "time":
            return _until(walk, _next_clock(walk, walk.data["time"]))
        return _until(walk, _on_date(walk))


def _until(walk: Walk, at: datetime | None) -> Step:
    if at is None or not walk.now < at <= walk.now + LONGEST_WAIT:
        return Leave(Port.NONE)
    return AwaitMoment(at)


def _next_clock(walk: Walk, clock: str) -> datetime | None:
    """When the wall clock shows this next."""
    if not CLOCK.fullmatch(clock):
        return None
    today = datetime.combine(walk.local.date(), time.fromisoformat(clock), walk.facts.zone)
    return today if today > walk.now else today + timedelta(days=1)


def _on_date(walk: Walk) -> datetime | None:
    """The day that a variable holds, some days before or after, at the time of the node, of
    the variable, or when most people are awake."""
    zone, clock = walk.facts.zone, walk.data["time"]
    try:
        given = datetime.fromisoformat(walk.fill(walk.data["date"]))
        local = given.astimezone(zone) if given.tzinfo else given
        day = local.date() + timedelta(days=walk.data["days"])
        usual = local.time() if local.time() != time(0) else MORNING
        at = time.fromisoformat(clock) if CLOCK.fullmatch(clock) else usual
        return datetime.combine(day, at, zone)
    except (ValueError, OverflowError):
        return None


class GoToNode(Silent):
    """Without a return this run ends there."""

    def enter(self, walk: Walk) -> Step:
        if walk.data["returns"]:
            return AwaitEffect(CallFlow(walk.next_effect_id(), walk.data["flow"]))
        walk.effects.append(StartFlow(walk.data["flow"]))
        return Finish()

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        """What the other flow has set; what it has not is empty."""
        brought = result.get("values")
        values = brought if isinstance(brought, Mapping) else {}
        for one in walk.data["gets"]:
            value = values.get(one["variable"], "")
            walk.set(one["variable"], value if isinstance(value, str | int) else "")
        return Leave(Port.DONE)
