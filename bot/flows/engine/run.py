"""One step of a flow: `advance_run(graph, state, event) -> Outcome`. Pure and deterministic.

A run always ends up waiting (for an answer, a moment, an effect), ended, or handed to a
person. What can't go on (a way that leads nowhere, a value that broke a node, more than
`MOST_NODES_AT_ONCE` nodes for one event) is handed to a person: never silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.flows.engine.assisting import AssistantNode
from bot.flows.engine.calling import HttpNode, WebhookNode
from bot.flows.engine.deciding import (
    ConditionNode,
    GoToNode,
    SetNode,
    SplitNode,
    TagNode,
    WaitNode,
    WaitUntilNode,
)
from bot.flows.engine.effects import CallFlow, Effect, HandOver, ReleaseHold
from bot.flows.engine.events import (
    Answered,
    EffectDone,
    EffectFailed,
    Event,
    Facts,
    Refused,
    Started,
    TimePassed,
)
from bot.flows.engine.house import FrontDeskNode, UnderstandNode
from bot.flows.engine.picking import (
    PickServiceNode,
    PickSlotNode,
    PickStaffNode,
    PricesNode,
    ServicesNode,
)
from bot.flows.engine.showing import ContactNode, FileNode, LocationNode
from bot.flows.engine.speaking import (
    ButtonsNode,
    EndNode,
    HandOverNode,
    ListNode,
    MessageNode,
    QuestionNode,
)
from bot.flows.engine.state import RunState, Status
from bot.flows.engine.templates import TemplateNode
from bot.flows.engine.visiting import (
    CancelNode,
    ConfirmBookingNode,
    MyAppointmentsNode,
    RescheduleNode,
)
from bot.flows.engine.walk import (
    AwaitAnswer,
    AwaitEffect,
    AwaitMoment,
    AwaitTime,
    Finish,
    Leave,
    Step,
    Walk,
)
from bot.flows.graph.kinds import Port
from bot.flows.graph.model import Graph
from bot.flows.words import Words

MOST_NODES_AT_ONCE = 100
EFFECT_WAITS = timedelta(minutes=2)  # then it counts as failed

HANDLERS: Mapping[str, Any] = {
    "message": MessageNode(),
    "file": FileNode(),
    "location": LocationNode(),
    "contact": ContactNode(),
    "template": TemplateNode(),
    "question": QuestionNode(),
    "buttons": ButtonsNode(),
    "list": ListNode(),
    "condition": ConditionNode(),
    "split": SplitNode(),
    "set": SetNode(),
    "tag": TagNode(),
    "wait": WaitNode(),
    "wait_until": WaitUntilNode(),
    "services": ServicesNode(),
    "prices": PricesNode(),
    "pick_service": PickServiceNode(),
    "pick_staff": PickStaffNode(),
    "pick_slot": PickSlotNode(),
    "confirm_booking": ConfirmBookingNode(),
    "my_appointments": MyAppointmentsNode(),
    "reschedule": RescheduleNode(),
    "cancel": CancelNode(),
    "http": HttpNode(),
    "webhook": WebhookNode(),
    "assistant": AssistantNode(),
    "hand_over": HandOverNode(),
    "go_to": GoToNode(),
    "end": EndNode(),
    "understand": UnderstandNode(),
    "front_desk": FrontDeskNode(),
}

# By which way a node is left whose question was not answered, its first that there is.
_UNREAD = (Port.FAILED, Port.NO_MATCH, Port.DECLINED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state to keep, and what to do, in order. An awaited effect is always the last.
    `left` are the nodes that were left on the way, in order, each with its port."""

    state: RunState
    effects: tuple[Effect, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def start_run(graph: Graph, *, seed: int) -> RunState:
    """A run that has not begun; the initial values are in it."""
    values = {one.name: one.initial for one in graph.variables if one.initial is not None}
    return RunState(seed=seed, values=values)


def advance_run(
    graph: Graph, state: RunState, event: Event, *, now: datetime, facts: Facts, t: Words
) -> Outcome:
    """What the event leads to. An event that the state does not wait for (an effect that was
    given up, a second wake-up) changes nothing. `t` is the customer's language. Never raises
    for anything that `read_graph` and `RunState.from_dict` can read."""
    if state.is_over or (state.status == Status.NEW) != isinstance(event, Started):
        return Outcome(state)
    walk = Walk(graph, state, now, facts, t)
    step = _first_step(walk, event)
    if step is None:
        return Outcome(state)
    outcome = _follow(walk, step)
    held = state.booking.get("hold_id", "")
    if not held or held == outcome.state.booking.get("hold_id", ""):
        return outcome
    return replace(outcome, effects=(ReleaseHold(held), *outcome.effects))


def _first_step(walk: Walk, event: Event) -> Step | None:
    """What the node where the run stands makes of the event; None: nothing."""
    state = walk.state
    match event:
        case Started(said=said, heard=heard):
            walk.state = replace(state, said=said[:1000]).moved_on()
            walk.heard = heard
            return _enter(walk, walk.graph.start)
        case Answered() if state.status == Status.WAITING_ANSWER:
            walk.state = state.moved_on()
            return _answered(walk, event)
        case Answered() if state.status == Status.WAITING_EFFECT:
            walk.state = state.moved_on()
            step: Step | None = _handler(walk).overheard(walk, event)
            return step
        case TimePassed() if state.wake_at is not None and walk.now >= state.wake_at:
            walk.state = state.moved_on()
            return _timed(walk)
        case EffectDone(effect_id=effect_id, result=result) if effect_id == state.pending:
            if walk.node.kind == "go_to":  # the customer was in another flow
                walk.state = state.moved_on()
            return _handler(walk).done(walk, result) if effect_id else None
        case EffectFailed(effect_id=effect_id) if effect_id and effect_id == state.pending:
            return _broken(walk)
        case Refused(node=node, heard=heard) if heard == state.heard:
            return _refused(walk, node)
    return None


def _refused(walk: Walk, node_id: str) -> Step | None:
    """Back to the node that sent it, and on by its way for errors."""
    node = walk.graph.nodes.get(node_id)
    if node is None or Port.ERROR not in node.ports:
        return None
    walk.state = replace(walk.state.moved_on(), node=node_id, phase="", offered=(), pending="")
    return Leave(Port.ERROR)


def _answered(walk: Walk, answer: Answered) -> Step:
    walk.state = replace(walk.state, said=(answer.text or answer.reply_title)[:1000])
    walk.heard = answer
    handler = _handler(walk)
    step: Step | None = handler.answered(walk, answer)
    if step is not None:
        walk.state = replace(walk.state, retries=0)
        return step
    if walk.state.retries < walk.data["retries"]:
        walk.state = replace(walk.state, retries=walk.state.retries + 1)
        again: Step = handler.again(walk)
        return again
    ports = walk.node.ports
    return Leave(next(port for port in _UNREAD if port in ports))


def _timed(walk: Walk) -> Step:
    if walk.state.status == Status.WAITING_EFFECT:
        return _broken(walk)
    return Leave(Port.DONE if walk.state.status == Status.WAITING_TIME else Port.IDLE)


def _broken(walk: Walk) -> Step:
    """What was asked for has failed: its own branch, or a person."""
    if Port.ERROR in walk.node.ports:
        return Leave(Port.ERROR)
    return _give_up(walk, "effect_failed")


def _enter(walk: Walk, node_id: str) -> Step:
    if node_id not in walk.graph.nodes:
        return _give_up(walk, "dead_end")
    walk.state = walk.state.entering(node_id)
    step: Step = _handler(walk).enter(walk)
    return step


def _handler(walk: Walk) -> Any:
    return HANDLERS[walk.node.kind]


def _follow(walk: Walk, step: Step) -> Outcome:
    """Walk on until something has to be waited for."""
    entered = 0
    while isinstance(step, Leave):
        entered += 1
        if entered > MOST_NODES_AT_ONCE:
            step = _give_up(walk, "loop")
        else:
            walk.left.append((walk.state.node, step.port))
            step = _enter(walk, walk.node.next.get(step.port, ""))
    return Outcome(_settled(walk, step), tuple(walk.effects), tuple(walk.left))


def _settled(walk: Walk, step: Step) -> RunState:
    state = walk.state
    match step:
        case AwaitAnswer(minutes=minutes):
            wake_at = walk.now + timedelta(minutes=minutes)
            return replace(state, status=Status.WAITING_ANSWER, wake_at=wake_at, pending="")
        case AwaitTime(minutes=minutes):
            wake_at = walk.now + timedelta(minutes=minutes)
            return replace(state, status=Status.WAITING_TIME, wake_at=wake_at, pending="")
        case AwaitMoment(at=at):
            return replace(state, status=Status.WAITING_TIME, wake_at=at, pending="")
        case AwaitEffect(effect=effect):
            walk.effects.append(effect)
            is_flow = isinstance(effect, CallFlow)  # it may take days, and ends by itself
            until = None if is_flow else walk.now + EFFECT_WAITS
            return replace(state, status=Status.WAITING_EFFECT, wake_at=until, pending=effect.id)
        case Finish(handed_over=handed_over):
            status = Status.HANDED_OVER if handed_over else Status.ENDED
            return replace(state, status=status, wake_at=None, pending="", offered=())
    raise AssertionError(step)


def _give_up(walk: Walk, reason: str) -> Step:
    walk.effects.append(HandOver(reason))
    return Finish(handed_over=True, reason=reason)
