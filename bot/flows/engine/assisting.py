"""The node where the organization's assistant talks with the customer.

What the assistant proposes is shown and agreed to at the desk, by the rules of the built-in
conversation: while that is open, the desk hears the customer first.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.flows.asking import CANCEL, CHAIN, DONE, VISITS
from bot.flows.engine.desk import at_phase, choose, forget
from bot.flows.engine.effects import AskAssistant, ReleaseHold
from bot.flows.engine.events import Answered
from bot.flows.engine.house import HOUSE, TURN, converse, keep_turn, say_turn
from bot.flows.engine.walk import AwaitAnswer, AwaitEffect, Leave, Silent, Step, Walk
from bot.flows.graph.kinds import Port
from bot.flows.state import State
from bot.gateways.content import Text
from bot.gateways.limits import TEXT_LIMIT

TALKING, ASKING, PROPOSED = "talking", "asking", "proposed"
SHOWING, EXPLAINING = "showing", "explaining"  # by the desk: a proposal, what can't be read
ANSWERS = "assisted"
OPEN = (*CHAIN, VISITS, CANCEL)
PEOPLE = ("human", "lost")


class AssistantNode(Silent):
    """With a text it speaks first; without one the assistant answers what was said last."""

    def enter(self, walk: Walk) -> Step:
        choose(walk, **{ANSWERS: "0"})
        if walk.data["text"].strip():
            walk.say(Text(walk.fill(walk.data["text"])))
            return _talk(walk)
        if walk.heard is not None:
            return _hear(walk, walk.heard)
        return _ask(walk) if walk.state.said.strip() else _talk(walk)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        if walk.state.phase == PROPOSED:
            at_phase(walk, SHOWING)
            return converse(walk, answer)
        return _hear(walk, answer)

    def overheard(self, walk: Walk, answer: Answered) -> Step | None:
        """The customer goes on before the answer has come: all of it is asked anew."""
        if walk.state.phase != ASKING:
            return None
        said = (answer.text or answer.reply_title)[:1000]
        walk.state = replace(walk.state, said=said or walk.state.said)
        return _ask(walk)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        if walk.state.phase != ASKING:
            return _of_the_desk(walk, result)
        choose(walk, **{ANSWERS: str(_answers(walk) + 1)})
        if tap := str(result.get("tap", "")):
            _drop_open_question(walk)
            at_phase(walk, SHOWING)
            return converse(walk, Answered(reply_id=tap))
        if result.get("to") == Port.HANDED_OVER:
            return Leave(Port.HANDED_OVER)
        text = str(result.get("text", "")).strip()
        if not text:
            return Leave(Port.ERROR)
        walk.say(Text(text[:TEXT_LIMIT]))
        return Leave(Port.DONE) if result.get("is_last") is True else _talk_on(walk)


def _hear(walk: Walk, answer: Answered) -> Step:
    """What can't be read as text the desk answers: it says what it can't do."""
    if (answer.text or answer.reply_title).strip():
        return _ask(walk)
    at_phase(walk, EXPLAINING)
    return converse(walk, answer)


def _ask(walk: Walk) -> Step:
    if _answers(walk) >= walk.data["turns"]:
        return Leave(Port.DONE)
    at_phase(walk, ASKING)
    effect = AskAssistant(walk.next_effect_id(), walk.state.said, walk.data["instruction"])
    return AwaitEffect(effect)


def _of_the_desk(walk: Walk, result: Mapping[str, Any]) -> Step:
    """The proposal and what the customer says to it, in the desk's words; what the desk does
    not understand is the assistant's again, and the proposal is off."""
    was_proposed = walk.state.phase == SHOWING
    turn = keep_turn(walk, result)
    if turn.to in PEOPLE:
        forget(walk, TURN)
        return Leave(Port.HANDED_OVER)
    if was_proposed and result.get("is_unread") is True:
        forget(walk, TURN)
        _drop_open_question(walk)
        return _ask(walk)
    say_turn(walk, turn.replies)
    if was_proposed and turn.to in OPEN:
        at_phase(walk, PROPOSED)
        return AwaitAnswer(walk.data["idle_minutes"])
    _drop_open_question(walk)
    if was_proposed and turn.to == DONE:
        return Leave(Port.DONE)
    return _talk_on(walk)


def _talk_on(walk: Walk) -> Step:
    return Leave(Port.DONE) if _answers(walk) >= walk.data["turns"] else _talk(walk)


def _talk(walk: Walk) -> Step:
    at_phase(walk, TALKING)
    return AwaitAnswer(walk.data["idle_minutes"])


def _answers(walk: Walk) -> int:
    return int(walk.state.booking.get(ANSWERS, "0"))


def _drop_open_question(walk: Walk) -> None:
    """A "sim" must never agree to what was shown before something else was said."""
    state = State.from_dict(json.loads(walk.state.booking.get(HOUSE, "{}")))
    if state.hold_id:
        walk.effects.append(ReleaseHold(state.hold_id))
    choose(walk, **{HOUSE: json.dumps(state.fresh().to_dict())})
