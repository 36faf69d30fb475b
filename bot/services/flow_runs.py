"""Flows in conversations: who begins one, going on with it, waking it, and doing what it wants.

Runs inside the turn's transaction, under the conversation's lock. `conversation.flow_run` is
the run that is under way: whoever starts the conversation anew ends the run by clearing it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from bot.enums import FlowRunStatus
from bot.flows import ids
from bot.flows.engine import (
    Answered,
    AskAssistant,
    AskDesk,
    CallFlow,
    CallHttp,
    Effect,
    EffectDone,
    EffectFailed,
    Event,
    Notify,
    Outcome,
    Refused,
    RunState,
    Send,
    SendTemplate,
    Started,
    StartFlow,
    Status,
    TimePassed,
    advance_run,
    start_run,
)
from bot.flows.engine.state import Value
from bot.flows.graph import Graph, read_graph
from bot.flows.state import State
from bot.flows.talk import Incoming
from bot.flows.taps import is_known
from bot.models import Conversation, FlowRun
from bot.selectors.flow_facts import facts_about
from bot.selectors.flow_references import DEEPEST
from bot.selectors.flow_triggers import Begun, flow_begun_by, flow_called, house_flow_for
from bot.services.assistant_turns import expect_assistant_in_flow
from bot.services.flow_calls import expect_call, expect_notice
from bot.services.flow_doing import ask_front_desk, call_person, do_effect
from bot.services.flow_sendings import keep_sending
from bot.services.flow_templates import send_flow_template
from bot.services.flow_tracks import note_steps
from bot.services.house_runs import (
    has_proposed,
    is_at_the_desk,
    is_of_the_house,
    keep_house,
    speaks_to,
    with_house,
)
from bot.services.ownership import bot_answers
from bot.services.words import words_for
from bot.understanding.intents import Intent, read_intent
from config.lib.logging import get_logger

log = get_logger(__name__)

MOST_EVENTS = 50  # of one run in one turn: what the desk answers
MOST_FLOWS = 20  # begun in one turn
LEAVING = frozenset({Intent.HUMAN, Intent.STOP})


@dataclass(slots=True)
class _Turn:
    """One conversation in one turn, with what every step needs."""

    conversation: Conversation
    now: datetime
    flows_begun: int = 0


def answer_by_flow(conversation: Conversation, incoming: Incoming, now: datetime) -> bool:
    """Give one thought of the customer to the flow under way, or to one that it begins;
    False when no flow wants it. The caller holds the conversation's lock and saves it."""
    turn = _Turn(conversation, now)
    run = run_under_way(conversation)
    if run is not None:
        if _is_for_the_desk(incoming):
            return False
        if not leaves(conversation, run, incoming):
            _advance(turn, run, _heard(incoming))
            return True
        _end(turn, run, FlowRunStatus.LEFT)
    begun = flow_begun_by(conversation, incoming) or house_flow_for(conversation, incoming)
    if begun is None:
        return False
    _begin(turn, begun, incoming.text or incoming.reply_title, heard=_heard(incoming))
    return True


def begin_unread(conversation: Conversation, incoming: Incoming, now: datetime) -> bool:
    """Begin the flow for what nothing else understood; False when there is none."""
    begun = flow_begun_by(conversation, incoming, is_unread=True)
    if begun is None:
        return False
    _begin(_Turn(conversation, now), begun, incoming.text)
    return True


def begin_run(
    conversation: Conversation, begun: Begun, values: Mapping[str, str], now: datetime
) -> FlowRun:
    """Time begins the flow, with these values; one that was under way is left. The caller
    holds the conversation's lock and saves it."""
    run = _begin(_Turn(conversation, now), begun, "", values=values)
    wake_run(conversation, now)
    return run


def wake_run(conversation: Conversation, now: datetime) -> None:
    """Tell the run under way that its time has come, if it has, and look again when the next
    one comes. The caller saves the conversation."""
    run = run_under_way(conversation)
    if run is None:
        return
    if run.wake_at is not None and run.wake_at <= now:
        _advance(_Turn(conversation, now), run, TimePassed())
        run = run_under_way(conversation)
    wake_at = run.wake_at if run else None
    due_at = conversation.turn_due_at
    if wake_at is not None and (due_at is None or wake_at < due_at):
        conversation.turn_due_at = wake_at


def go_on_after(
    conversation: Conversation,
    run_id: UUID,
    event: EffectDone | EffectFailed | Refused,
    now: datetime,
) -> None:
    """Give the run what it waits for, or news of what it has sent, unless it is over or left.
    Saves the conversation, which the caller has locked; a person who answers is not
    interrupted."""
    run = run_under_way(conversation)
    if run is None or run.pk != run_id or not bot_answers(conversation):
        return
    _advance(_Turn(conversation, now), run, event)
    wake_run(conversation, now)
    conversation.save()


def run_under_way(conversation: Conversation) -> FlowRun | None:
    if conversation.flow_run_id is None:
        return None
    run: FlowRun | None = (
        FlowRun.objects.filter(pk=conversation.flow_run_id, ended_at__isnull=True)
        .select_related("version")
        .first()
    )
    return run


def _is_for_the_desk(incoming: Incoming) -> bool:
    """The button of a reminder is answered without leaving the flow."""
    return ids.parse(incoming.reply_id).verb == ids.CONFIRM


def leaves(conversation: Conversation, run: FlowRun, incoming: Incoming) -> bool:
    """Out of the flow: a button of the built-in conversation, "atendente", "parar". A step of
    the built-in conversation understands these, and is left for another flow alone."""
    if is_at_the_desk(run):
        return not speaks_to(run, conversation) or bool(flow_begun_by(conversation, incoming))
    if incoming.reply_id and is_known(incoming.reply_id):
        return not has_proposed(run)
    return not incoming.reply_id and read_intent(incoming.text) in LEAVING


def _heard(incoming: Incoming) -> Answered:
    return Answered(incoming.text, incoming.reply_id, incoming.reply_title, incoming.kind)


def _begin(
    turn: _Turn,
    begun: Begun,
    said: str,
    *,
    heard: Answered | None = None,
    parent: FlowRun | None = None,
    values: Mapping[str, Value] = MappingProxyType({}),
) -> FlowRun:
    """A run of the flow's published version, which knows these values; one that was left
    lying is over. With a `parent`, that goes on when this one has ended."""
    turn.flows_begun += 1
    conversation, now = turn.conversation, turn.now
    if parent is None:
        FlowRun.objects.filter(conversation=conversation, ended_at__isnull=True).update(
            ended_at=now, wake_at=None, status=FlowRunStatus.LEFT
        )
    graph, _problems = read_graph(begun.version.graph)
    run = FlowRun(
        organization_id=conversation.organization_id,
        conversation=conversation,
        version=begun.version,
        trigger=begun.trigger,
        parent=parent,
        started_at=now,
    )
    # Never the same for two runs, and the same whenever this one looks again.
    state = start_run(graph, seed=run.pk.int & 0x7FFF_FFFF)
    state = replace(state, values={**state.values, **values})
    run.state, run.status = state.to_dict(), FlowRunStatus.NEW
    run.save(force_insert=True)
    conversation.flow_run = run
    if not is_of_the_house(begun.version):
        conversation.flow_state = State.from_dict(conversation.flow_state).fresh().to_dict()
    _advance(turn, run, Started(said, heard))
    return run


def _advance(turn: _Turn, run: FlowRun, event: Event) -> None:
    graph, _problems = read_graph(run.version.graph)
    try:
        state = RunState.from_dict(run.state)
    except (KeyError, TypeError, ValueError):
        log.warning("flow_state_broken", run_id=str(run.pk))
        _end(turn, run, FlowRunStatus.BROKEN)
        call_person(turn.conversation, "effect_failed", turn.now)
        return
    state = with_house(state, run, turn.conversation)
    events: list[Event] = [event]
    leads: StartFlow | CallFlow | None = None
    for _ in range(MOST_EVENTS):
        if not events:
            break
        outcome = _step(turn, graph, state, events.pop())
        note_steps(run, state, outcome, turn.now)
        state = outcome.state
        for effect in outcome.effects:
            if isinstance(effect, StartFlow | CallFlow):
                leads = effect
            elif (answer := _carry_out(turn, run, graph, state, effect)) is not None:
                events.append(answer)
    _keep(turn, run, state)
    _lead_on(turn, run, state, leads)


def _step(turn: _Turn, graph: Graph, state: RunState, event: Event) -> Outcome:
    organization, customer = turn.conversation.organization, turn.conversation.customer
    return advance_run(
        graph,
        state,
        event,
        now=turn.now,
        facts=facts_about(organization, customer, turn.now),
        t=words_for(organization, customer),
    )


def _carry_out(
    turn: _Turn, run: FlowRun, graph: Graph, state: RunState, effect: Effect
) -> Event | None:
    """Do it; the answer where there is one at once."""

    def keep(node_id: str, message_id: UUID) -> None:
        keep_sending(run=run, graph=graph, state=state, node_id=node_id, message_id=message_id)

    match effect:
        case AskDesk():
            return ask_front_desk(turn.conversation, effect, turn.now)
        case SendTemplate():
            answer = send_flow_template(turn.conversation, effect, turn.now)
            if isinstance(answer, EffectDone):
                keep(state.node, UUID(answer.result["message"]))
            return answer
        case Send(node=node_id):
            if message := do_effect(turn.conversation, effect, turn.now):
                keep(node_id, message.pk)
        case AskAssistant():
            reason = expect_assistant_in_flow(run=run, effect=effect, now=turn.now)
            return EffectFailed(effect.id, reason) if reason else None
        case CallHttp():
            expect_call(run=run, effect=effect, now=turn.now)
        case Notify():
            expect_notice(run=run, effect=effect, now=turn.now)
        case _:
            do_effect(turn.conversation, effect, turn.now)
    return None


def _keep(turn: _Turn, run: FlowRun, state: RunState) -> None:
    keep_house(state, turn.conversation)
    run.state, run.status = state.to_dict(), FlowRunStatus(state.status.value)
    run.wake_at = state.wake_at
    if state.is_over:
        run.ended_at = turn.now
        turn.conversation.flow_run = None
    run.save(update_fields=["state", "status", "wake_at", "ended_at"])


def _end(turn: _Turn, run: FlowRun, status: FlowRunStatus) -> None:
    """Over before its end, and so is whoever waits for it."""
    FlowRun.objects.filter(conversation=run.conversation_id, ended_at__isnull=True).update(
        status=status, ended_at=turn.now, wake_at=None
    )
    turn.conversation.flow_run = None


def _lead_on(
    turn: _Turn, run: FlowRun, state: RunState, leads: StartFlow | CallFlow | None
) -> None:
    """To the flow that this one leads to, or back to the one that waits for it."""
    if isinstance(leads, CallFlow):
        _call(turn, run, leads, state.said)
    elif leads is not None:
        _follow(turn, run, leads.flow, state.said)
    elif state.status == Status.HANDED_OVER and run.parent_id is not None:
        _end(turn, run, FlowRunStatus.HANDED_OVER)
    elif state.status == Status.ENDED and run.parent_id is not None:
        _return(turn, run, state)


def _follow(turn: _Turn, run: FlowRun, slug: str, said: str) -> None:
    """The flow that another one led to; one that is not there is a person's business."""
    begun = flow_called(slug) if turn.flows_begun < MOST_FLOWS else None
    if begun is not None:
        _begin(turn, begun, said, parent=run.parent)
        return
    if run.parent_id is not None:
        _end(turn, run, FlowRunStatus.HANDED_OVER)
    call_person(turn.conversation, "dead_end", turn.now)


def _call(turn: _Turn, run: FlowRun, effect: CallFlow, said: str) -> None:
    """Walk another flow first; too deep, too many in one turn, or not there is an error."""
    begun = flow_called(effect.flow) if turn.flows_begun < MOST_FLOWS else None
    if turn.flows_begun > 2 * MOST_FLOWS:
        _end(turn, run, FlowRunStatus.BROKEN)
        call_person(turn.conversation, "loop", turn.now)
        return
    if begun is None or _depth(run) >= DEEPEST:
        turn.flows_begun += 1
        _advance(turn, run, EffectFailed(effect.id, "flow"))
        return
    run.status = FlowRunStatus.CALLING
    run.save(update_fields=["status"])
    _begin(turn, begun, said, parent=run, values=run.state["values"])


def _return(turn: _Turn, run: FlowRun, state: RunState) -> None:
    """The run that waited goes on with what this one knows."""
    parent = FlowRun.objects.select_related("version").get(pk=run.parent_id)
    if parent.ended_at is not None:
        return
    turn.conversation.flow_run = parent
    pending = str(parent.state.get("pending", ""))
    _advance(turn, parent, EffectDone(pending, {"values": dict(state.values)}))


def _depth(run: FlowRun) -> int:
    """How many runs wait for this one."""
    waiting = FlowRun.objects.filter(
        conversation=run.conversation_id, ended_at__isnull=True, status=FlowRunStatus.CALLING
    )
    return int(waiting.count())
