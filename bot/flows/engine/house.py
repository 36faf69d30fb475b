"""Nodes of the built-in conversation: understanding what was said, and asking as the desk does.

The desk answers each thought of the customer with a turn: what it says, and which question is
open then. The node that asks this question says it; a node on the way there passes it on. The
turn waits in the booking under "turn", the state of the conversation under "house".
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.flows.asking import (
    CANCEL,
    CHAIN,
    CONFIRM,
    DONE,
    MENU,
    PARTINGS,
    USUAL,
    VISITS,
    WANTS,
    can_skip,
)
from bot.flows.engine.desk import ask_desk, at_phase, choose, forget
from bot.flows.engine.events import Answered
from bot.flows.engine.walk import AwaitAnswer, Leave, Silent, Step, Walk
from bot.flows.graph.house_kinds import WANTED
from bot.flows.graph.kinds import Port
from bot.flows.rendering import bold, clip
from bot.flows.state import Goal
from bot.gateways.content import (
    Buttons,
    Content,
    ContentInvalid,
    ListMenu,
    Text,
    content_from_dict,
)
from bot.gateways.limits import BUTTONS_BODY_LIMIT, TEXT_LIMIT

HOUSE, TURN = "house", "turn"
ENDING = (CONFIRM, VISITS, CANCEL)


@dataclass(frozen=True, slots=True)
class Answer:
    """A turn as the desk gave it: `to` is the question that is open, or what is wanted."""

    to: str
    goal: str
    replies: tuple[Content, ...]

    @property
    def port(self) -> str:
        """By which way `understand` is left."""
        if self.to in CHAIN:
            return "reschedule" if self.goal == Goal.MOVE else "book"
        return self.to if self.to in WANTED else DONE


class UnderstandNode(Silent):
    """Reads what was said, unless the node before has done so, and leaves by what it asks for.
    What a way has its own words for is not said here."""

    def enter(self, walk: Walk) -> Step:
        given = _given(walk)
        return converse(walk, _heard(walk)) if given is None else self._leave(walk, given)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        return self._leave(walk, keep_turn(walk, result))

    def _leave(self, walk: Walk, given: Answer) -> Step:
        if given.port == DONE or given.to in WANTS:
            said = given.replies[:-1] if given.to in PARTINGS else given.replies
            say_turn(walk, said)
        return Leave(given.port)


class FrontDeskNode(Silent):
    """One question of the desk; it may be answered with anything that can be said at all."""

    def enter(self, walk: Walk) -> Step:
        at_phase(walk, "enter")
        given = _given(walk)
        return self._ask(walk) if given is None else self._go(walk, given)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        at_phase(walk, "answer")
        return converse(walk, answer)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        return self._go(walk, keep_turn(walk, result))

    def _ask(self, walk: Walk, skips: str = "") -> Step:
        asks, house = walk.data["asks"], walk.state.booking.get(HOUSE, "{}")
        return ask_desk(walk, "ask", asks=asks, skips=skips, house=house)

    def _go(self, walk: Walk, given: Answer) -> Step:
        asks = walk.data["asks"]
        if given.to == asks:
            say_turn(walk, _in_own_words(walk, given.replies))
            return AwaitAnswer(walk.data["idle_minutes"])
        if given.to == DONE and asks in ENDING:
            say_turn(walk, given.replies)
            return Leave(Port.DONE)
        if asks in CHAIN and given.to in CHAIN:
            if CHAIN.index(given.to) > CHAIN.index(asks):
                return Leave(Port.DONE)
            if walk.state.phase == "enter" and can_skip(given.to):
                return self._ask(walk, skips=given.to)
        return Leave(Port.OTHERWISE)


def converse(walk: Walk, heard: Answered) -> Step:
    """What the built-in rules make of it, as a turn of the desk."""
    return ask_desk(
        walk,
        "converse",
        house=walk.state.booking.get(HOUSE, "{}"),
        text=heard.text,
        reply_id=heard.reply_id,
        reply_title=heard.reply_title,
        kind=heard.kind,
    )


def _heard(walk: Walk) -> Answered:
    return walk.heard or Answered(walk.state.said)


def keep_turn(walk: Walk, result: Mapping[str, Any]) -> Answer:
    """Remember the turn until a node says it, within the same moment."""
    choose(
        walk,
        **{
            HOUSE: json.dumps(result.get("house", {})),
            TURN: json.dumps(
                {
                    "at": walk.now.isoformat(),
                    "to": str(result.get("to", DONE)),
                    "goal": str(result.get("goal", "")),
                    "replies": result.get("replies", []),
                }
            ),
        },
    )
    return _given(walk) or Answer(DONE, "", ())


def _given(walk: Walk) -> Answer | None:
    """The turn of this very moment; an earlier one is no answer to anything."""
    kept = walk.state.booking.get(TURN, "")
    return _read_turn(kept, walk.now.isoformat()) if kept else None


@lru_cache(maxsize=64)
def _read_turn(kept: str, at: str) -> Answer | None:
    """Every step on the way reads the same one."""
    try:
        turn = json.loads(kept)
        if turn["at"] != at:
            return None
        replies = tuple(content_from_dict(one) for one in turn["replies"])
        return Answer(turn["to"], turn["goal"], replies)
    except (ValueError, TypeError, LookupError, ContentInvalid):
        return None


def say_turn(walk: Walk, replies: tuple[Content, ...]) -> None:
    """Say these of the turn; then it is no answer to anything any more."""
    for content in replies:
        walk.say(content)
    forget(walk, TURN)


def _in_own_words(walk: Walk, replies: tuple[Content, ...]) -> tuple[Content, ...]:
    """With the node's texts where the usual ones would stand, in the language of the flow."""
    if not replies or walk.facts.locale != walk.graph.locale:
        return replies
    *before, last = replies
    match last:
        case Buttons(body=body):
            return (*before, replace(last, body=clip(_own(walk, body), BUTTONS_BODY_LIMIT)))
        case Text(body=body) | ListMenu(body=body):
            return (*before, replace(last, body=clip(_own(walk, body), TEXT_LIMIT)))
    return replies


def _own(walk: Walk, body: str) -> str:
    data = walk.data
    text, greeting = walk.fill(data["text"]), walk.fill(data["greeting"])
    for usual in _greetings(walk) if greeting else ():
        body = body.replace(usual, greeting, 1)
    if text and data["asks"] in USUAL:
        return body.replace(walk.t(USUAL[data["asks"]]), text, 1)
    return f"{text}\n\n{body}" if text else body


def _greetings(walk: Walk) -> tuple[str, ...]:
    if walk.data["asks"] != MENU:
        return ()
    business, name = bold(walk.facts.business), walk.facts.first_name
    return (
        walk.t("Oi, {name}! Aqui é {business}.", name=name, business=business),
        walk.t("Oi! Aqui é {business}.", business=business),
    )
