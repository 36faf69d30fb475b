"""The same customer at the flow that is the built-in conversation, beside the hand-written one."""

import json
from copy import deepcopy
from dataclasses import replace

from bot.built_in_flow import built_in_graph
from bot.editable_texts import TEXTS
from bot.flows import Incoming, State
from bot.flows.engine import (
    Answered,
    AskDesk,
    EffectDone,
    Event,
    Facts,
    HandOver,
    RunState,
    Send,
    Started,
    Status,
    advance_run,
    start_run,
)
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.graph import read_graph
from bot.flows.talk import Talk
from bot.flows.words import Words
from bot.gateways.content import Content
from bot.tests.flows.memory_desk import PROFILE, MemoryDesk

GRAPH = read_graph(built_in_graph("pt-BR", {one.key: one.message for one in TEXTS}))[0]
MOST_EVENTS = 50


class GraphSide:
    """A run of the built-in flow that is given what the other side is given, at a desk that is
    a copy of the other's as it was before."""

    def __init__(self) -> None:
        self.run = start_run(GRAPH, seed=1)
        self.desk = MemoryDesk()
        self.replies: list[Content] = []
        self.left: list[tuple[str, str]] = []

    def hear(self, incoming: Incoming, *, desk: MemoryDesk, state: State, t: Words) -> State:
        """What the flow makes of it; `self.desk`, `self.replies` and `self.left` (the ways that
        were gone) show what came of it."""
        self.desk, self.replies, self.left = deepcopy(desk), [], []
        heard = Answered(incoming.text, incoming.reply_id, incoming.reply_title, incoming.kind)
        event: Event = heard
        if self.run.status != Status.WAITING_ANSWER:
            self.run = start_run(GRAPH, seed=1)
            event = Started(incoming.text or incoming.reply_title, heard)
        booking = {**self.run.booking, "house": json.dumps(state.to_dict())}
        self._walk(replace(self.run, booking=booking), event, t)
        return State.from_dict(json.loads(self.run.booking["house"]))

    def _walk(self, run: RunState, event: Event, t: Words) -> None:
        events = [event]
        now = self.desk.business.now
        facts = Facts(
            PROFILE.name, PROFILE.time_zone, locale=self.desk.locale, customer=self.desk.name
        )
        for _round in range(MOST_EVENTS):
            if not events:
                break
            outcome = advance_run(GRAPH, run, events.pop(), now=now, facts=facts, t=t)
            run = RunState.from_dict(json.loads(json.dumps(outcome.state.to_dict())))
            self.left += outcome.left
            for effect in outcome.effects:
                if isinstance(effect, AskDesk):
                    talk = Talk(self.desk, t, now, PROFILE)
                    events.append(EffectDone(effect.id, answer_desk(talk, effect)))
                elif isinstance(effect, Send):
                    self.replies.append(effect.content)
                elif isinstance(effect, HandOver):
                    self.desk.hand_over(effect.reason)
        self.run = run
