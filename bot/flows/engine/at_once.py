"""The built-in conversation without a run: one thought of the customer, walked to its end.

Every question is one step of its graph. So where the conversation stands is the step that
asks what its state has open, and nothing but the state has to be kept between two thoughts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.asking import open_question
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.engine.effects import AskDesk, HandOver, Send
from bot.flows.engine.events import Answered, EffectDone, Event, Facts, Started
from bot.flows.engine.house import HOUSE
from bot.flows.engine.run import Outcome, advance_run, start_run
from bot.flows.engine.state import RunState, Status
from bot.flows.graph.model import Graph
from bot.flows.state import State
from bot.flows.talk import Incoming, Talk
from bot.gateways.content import Content


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the conversation makes of one thought: keep `state`, send `replies` (0 to 3) in
    order, and call a person where `person` says what for.

    `wants_more_time`: the text was not understood, and nothing was written at the desk; the
    caller may throw all this away, wait a little longer for the second half of the thought,
    and ask again with all of it. `is_unread`: nothing of the text was understood, so somebody
    else may answer instead. `left` are the steps that were left, in order, each with its port.
    """

    state: State
    replies: tuple[Content, ...] = ()
    person: str = ""
    wants_more_time: bool = False
    is_unread: bool = False
    left: tuple[tuple[str, str], ...] = ()


def converse(graph: Graph, talk: Talk, state: State, incoming: Incoming) -> Spoken:
    """The turn that `incoming` leads to in the built-in graph of the customer's language. What
    is done at the desk is done; the rest is up to the caller. Like the rules, it never raises
    for anything a customer can send; errors of the desk go through."""
    spoken, facts = Spoken(state), _facts(talk)
    run, event = _beginning(graph, state, incoming)
    while True:
        outcome = advance_run(graph, run, event, now=talk.now, facts=facts, t=talk.t)
        spoken, asked = _added(spoken, outcome)
        if asked is None:
            return spoken
        result = answer_desk(talk, asked)
        spoken = _turned(spoken, result)
        run, event = outcome.state, EffectDone(asked.id, result)


def _added(spoken: Spoken, outcome: Outcome) -> tuple[Spoken, AskDesk | None]:
    """With what the steps say; and what they ask the desk before they go on."""
    said = tuple(effect.content for effect in outcome.effects if isinstance(effect, Send))
    reasons = [effect.reason for effect in outcome.effects if isinstance(effect, HandOver)]
    asked = (effect for effect in outcome.effects if isinstance(effect, AskDesk))
    added = replace(
        spoken,
        replies=(*spoken.replies, *said),
        person=reasons[-1] if reasons else spoken.person,
        left=(*spoken.left, *outcome.left),
    )
    return added, next(asked, None)


def _turned(spoken: Spoken, result: Mapping[str, Any]) -> Spoken:
    """With what the rules at the desk have made of the thought."""
    return replace(
        spoken,
        state=State.from_dict(result["house"]),
        wants_more_time=result["wants_more_time"],
        is_unread=result["is_unread"],
    )


def _beginning(graph: Graph, state: State, incoming: Incoming) -> tuple[RunState, Event]:
    """Where the conversation stands, and what happens there."""
    heard = Answered(incoming.text, incoming.reply_id, incoming.reply_title, incoming.kind)
    booking = {HOUSE: json.dumps(state.to_dict())}
    node = open_question(state)
    if node in graph.nodes:
        return RunState(node, Status.WAITING_ANSWER, booking=booking), heard
    run = replace(start_run(graph, seed=0), booking=booking)
    return run, Started(incoming.text or incoming.reply_title, heard)


def _facts(talk: Talk) -> Facts:
    """All that the texts of the house may name."""
    return Facts(
        business=talk.profile.name,
        time_zone=talk.profile.time_zone,
        locale=talk.t.locale,
        customer=talk.desk.customer_name(),
    )
