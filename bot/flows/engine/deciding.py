"""Nodes that decide, remember and wait. What they change of the customer counts at once."""

import hashlib
from dataclasses import replace

from bot.flows.engine.conditions import holds
from bot.flows.engine.effects import ChangeTags, SetAttribute, StartFlow
from bot.flows.engine.walk import AwaitTime, Finish, Leave, Silent, Step, Walk
from bot.flows.graph.fields import NAME
from bot.flows.graph.kinds import Port

LONGEST_VALUE = 1000


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


class GoToNode(Silent):
    def enter(self, walk: Walk) -> Step:
        walk.effects.append(StartFlow(walk.data["flow"]))
        return Finish()
