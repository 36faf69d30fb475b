"""What comes of an event in a rehearsal: through the draft, into other flows and back.

Walks as bot.services.flow_runs does, and keeps to the same limits.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.flows.engine import (
    Answered,
    AskDesk,
    CallFlow,
    Effect,
    EffectDone,
    EffectFailed,
    Event,
    Outcome,
    SendTemplate,
    Started,
    StartFlow,
    Status,
    advance_run,
    start_run,
)
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.engine.state import Value
from bot.flows.graph import Graph
from bot.flows.graph.house_kinds import HOUSE_NAMES
from bot.flows.state import State
from bot.flows.talk import Talk
from bot.selectors.flow_references import DEEPEST
from bot.selectors.rehearsal_flows import PlayedFlow
from bot.services import rehearsal_words as words
from bot.services.flow_runs import MOST_EVENTS, MOST_FLOWS
from bot.services.house_runs import HOUSE
from bot.services.rehearsal_shows import show
from bot.services.rehearsal_stage import Stage, desk_of, facts_of, somebody, undone
from bot.services.rehearsal_templates import rehearse_template
from bot.services.words import words_for
from config.lib.logging import get_logger

log = get_logger(__name__)


def begin(
    stage: Stage,
    slug: str,
    said: str,
    *,
    heard: Answered | None = None,
    values: Mapping[str, Value] = MappingProxyType({}),
) -> None:
    """The flow with this slug, empty for the draft that is shown, begins with these words."""
    stage.begun += 1
    stage.rehearsal.flow = slug
    graph = stage.walked
    # Another seed than the run before, so that a flow that begins anew splits anew.
    state = start_run(graph, seed=stage.state.seed + 1)
    stage.rehearsal.state = replace(state, values={**state.values, **values})
    if not _is_of_the_house(graph):
        stage.rehearsal.house = State.from_dict(stage.rehearsal.house).fresh().to_dict()
    play(stage, Started(said, heard))


def play(stage: Stage, event: Event) -> None:
    """What comes of an event, with all that is answered on the way."""
    _take_house(stage)
    events = [event]
    leads: StartFlow | CallFlow | None = None
    for _round in range(MOST_EVENTS):
        if not events:
            break
        outcome = _step(stage, events.pop())
        if outcome is None:
            return
        _note_way(stage, outcome)
        stage.rehearsal.state = outcome.state
        for effect in outcome.effects:
            if isinstance(effect, StartFlow | CallFlow):
                leads = effect
            elif (answer := _carry_out(stage, effect)) is not None:
                events.append(answer)
    _keep_house(stage)
    if stage.state.status == Status.WAITING_TIME and stage.state.wake_at is not None:
        stage.say("note", words.waits_until(stage.organization, stage.state.wake_at))
    _lead_on(stage, leads)


def _step(stage: Stage, event: Event) -> Outcome | None:
    """None: the step is so broken that the engine could not walk it."""
    try:
        return advance_run(
            stage.walked,
            stage.state,
            event,
            now=stage.clock,
            facts=facts_of(stage),
            t=words_for(stage.organization, somebody(stage)),
        )
    except Exception:
        log.exception("rehearsal_step_failed", node=stage.state.node)
        stage.break_off(words.cannot_be_walked())
        return None


def _carry_out(stage: Stage, effect: Effect) -> Event | None:
    """Show what would be done; the answer where there is one at once."""
    if isinstance(effect, AskDesk):
        return _asked(stage, effect)
    if isinstance(effect, SendTemplate):
        return rehearse_template(stage, effect)
    show(stage, effect)
    return None


def _asked(stage: Stage, effect: AskDesk) -> Event:
    desk = desk_of(stage)
    talk = Talk(desk, words_for(stage.organization, somebody(stage)), stage.clock, desk.profile())
    try:
        return EffectDone(effect.id, undone(lambda: answer_desk(talk, effect)))
    except Exception:
        log.exception("rehearsal_desk_failed", act=effect.act)
        return EffectFailed(effect.id, "desk")


def _note_way(stage: Stage, outcome: Outcome) -> None:
    """The steps of the draft that were met; those of other flows have no place on its board."""
    if not stage.is_at_home:
        return
    after = outcome.state.node
    for node_id, port in outcome.left:
        if node_id:
            stage.rehearsal.gone(node_id, port)
    names = [*(node_id for node_id, _port in outcome.left), after]
    for node_id in names:
        if node_id and (outcome.left or node_id != stage.state.node):
            stage.rehearsal.visited(node_id)
            stage.entered.append(node_id)


def _lead_on(stage: Stage, leads: StartFlow | CallFlow | None) -> None:
    """To the flow that this one leads to, or back to the one that waits for it."""
    if isinstance(leads, CallFlow):
        _call(stage, leads)
    elif leads is not None:
        _follow(stage, leads.flow)
    elif stage.state.status == Status.ENDED and stage.rehearsal.callers:
        _return(stage)


def _follow(stage: Stage, slug: str) -> None:
    """The flow that another one led to; one that is not there is a person's business."""
    is_round = stage.begun >= MOST_FLOWS
    name = "" if is_round else _name_of(stage, slug)
    if not name:
        stage.break_off(words.goes_round() if is_round else words.no_such_flow(slug))
        return
    stage.say("note", words.goes_on_in(name))
    begin(stage, _place_of(stage, slug), stage.state.said)


def _call(stage: Stage, effect: CallFlow) -> None:
    """Walk another flow first; too deep, too many in one turn, or not there is an error."""
    if stage.begun > 2 * MOST_FLOWS:
        stage.break_off(words.goes_round())
        return
    is_deep = stage.begun >= MOST_FLOWS or len(stage.rehearsal.callers) >= DEEPEST
    name = "" if is_deep else _name_of(stage, effect.flow)
    if not name:
        stage.begun += 1
        stage.say("wrong", words.too_deep() if is_deep else words.no_such_flow(effect.flow))
        play(stage, EffectFailed(effect.id, "flow"))
        return
    stage.say("note", words.enters(name))
    state = stage.state
    stage.rehearsal.callers.append((stage.rehearsal.flow, state))
    begin(stage, _place_of(stage, effect.flow), state.said, values=state.values)


def _return(stage: Stage) -> None:
    """The run that waited goes on with what this one knows."""
    values = dict(stage.state.values)
    stage.rehearsal.flow, stage.rehearsal.state = stage.rehearsal.callers.pop()
    if stage.state.node not in stage.walked.nodes:
        stage.break_off(words.step_is_gone())
        return
    stage.say("note", words.comes_back(under_way(stage)))
    play(stage, EffectDone(stage.state.pending, {"values": values}))


def under_way(stage: Stage) -> str:
    """The name of the flow under way; empty for the draft that is shown."""
    played = stage.other(stage.rehearsal.flow) if not stage.is_at_home else None
    return played.name if played else ""


def _name_of(stage: Stage, slug: str) -> str:
    """Of a flow that can be walked; says so where customers could not get there yet."""
    if not slug:
        return ""
    played: PlayedFlow | None = stage.other(slug)
    if played is not None and not played.is_live and slug != stage.slug:
        stage.say("wrong", words.is_not_live(played.name))
    return played.name if played else ""


def _place_of(stage: Stage, slug: str) -> str:
    """A flow that leads to itself is walked as it is drawn now."""
    return "" if slug == stage.slug else slug


def _is_of_the_house(graph: Graph) -> bool:
    return any(node.kind in HOUSE_NAMES for node in graph.nodes.values())


def _take_house(stage: Stage) -> None:
    if _is_of_the_house(stage.walked):
        booking = {**stage.state.booking, HOUSE: json.dumps(stage.rehearsal.house)}
        stage.rehearsal.state = replace(stage.state, booking=booking)


def _keep_house(stage: Stage) -> None:
    if HOUSE in stage.state.booking:
        stage.rehearsal.house = json.loads(stage.state.booking[HOUSE])
