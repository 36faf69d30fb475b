"""Flows in conversations: who begins one, going on with it, waking it, and doing what it wants.

Runs inside the turn's transaction, under the conversation's lock. `conversation.flow_run` is
the run that is under way: whoever starts the conversation anew ends the run by clearing it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bot.enums import Author, FlowRunStatus, Owner
from bot.flows import ids
from bot.flows.desk import Profile
from bot.flows.engine import (
    Answered,
    AskDesk,
    CallHttp,
    ChangeTags,
    Effect,
    EffectDone,
    EffectFailed,
    Event,
    Facts,
    HandOver,
    Outcome,
    ReleaseHold,
    RunState,
    Send,
    SetAttribute,
    Started,
    StartFlow,
    TimePassed,
    advance_run,
    start_run,
)
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.graph import Graph, read_graph
from bot.flows.state import State
from bot.flows.talk import Incoming, Talk
from bot.flows.taps import is_known
from bot.models import Conversation, FlowRun, FlowStep
from bot.selectors.flow_facts import facts_about
from bot.selectors.flow_triggers import Begun, flow_begun_by, flow_called
from bot.services.flow_calls import expect_call
from bot.services.flow_effects import change_tags, set_attribute
from bot.services.front_desk import DatabaseFrontDesk
from bot.services.outbox import queue_message
from bot.services.ownership import hand_over
from bot.services.words import words_for
from bot.understanding.intents import Intent, read_intent
from config.lib.logging import get_logger

log = get_logger(__name__)

MOST_EVENTS = 50  # of one turn: what the desk answers, flows that lead to flows
MOST_FLOWS = 5
LEAVING = frozenset({Intent.HUMAN, Intent.STOP})
REASONS = {
    "": "O fluxo chamou uma pessoa.",
    "loop": "O fluxo andou em círculos.",
    "dead_end": "O fluxo chegou a um caminho sem continuação.",
    "effect_failed": "O fluxo não conseguiu fazer o que queria.",
}


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
    run = _run_under_way(conversation)
    if run is not None:
        if _is_for_the_desk(incoming):
            return False
        if not _leaves(incoming):
            answer = Answered(incoming.text, incoming.reply_id, incoming.reply_title, incoming.kind)
            _advance(turn, run, answer)
            return True
        _end(turn, run, FlowRunStatus.LEFT)
    begun = flow_begun_by(conversation, incoming)
    if begun is None:
        return False
    _begin(turn, begun, incoming.text or incoming.reply_title)
    return True


def begin_unread(conversation: Conversation, incoming: Incoming, now: datetime) -> bool:
    """Begin the flow for what nothing else understood; False when there is none."""
    begun = flow_begun_by(conversation, incoming, is_unread=True)
    if begun is None:
        return False
    _begin(_Turn(conversation, now), begun, incoming.text)
    return True


def wake_run(conversation: Conversation, now: datetime) -> None:
    """Tell the run under way that its time has come, if it has, and look again when the next
    one comes. The caller saves the conversation."""
    run = _run_under_way(conversation)
    if run is None:
        return
    if run.wake_at is not None and run.wake_at <= now:
        _advance(_Turn(conversation, now), run, TimePassed())
        run = _run_under_way(conversation)
    wake_at = run.wake_at if run else None
    due_at = conversation.turn_due_at
    if wake_at is not None and (due_at is None or wake_at < due_at):
        conversation.turn_due_at = wake_at


def go_on_after(
    conversation: Conversation, run_id: UUID, event: EffectDone | EffectFailed, now: datetime
) -> None:
    """Give the run what it waits for, unless it is over or left. Saves the conversation,
    which the caller has locked; a person who answers is not interrupted."""
    run = _run_under_way(conversation)
    if run is None or run.pk != run_id or conversation.owner != Owner.BOT:
        return
    _advance(_Turn(conversation, now), run, event)
    wake_run(conversation, now)
    conversation.save()


def _run_under_way(conversation: Conversation) -> FlowRun | None:
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


def _leaves(incoming: Incoming) -> bool:
    """A button of the built-in conversation, "atendente", "parar": out of any flow."""
    if incoming.reply_id and is_known(incoming.reply_id):
        return True
    return not incoming.reply_id and read_intent(incoming.text) in LEAVING


def _begin(turn: _Turn, begun: Begun, said: str) -> None:
    """A run of the flow's published version; one that was left lying is over."""
    turn.flows_begun += 1
    conversation, now = turn.conversation, turn.now
    FlowRun.objects.filter(conversation=conversation, ended_at__isnull=True).update(
        ended_at=now, wake_at=None, status=FlowRunStatus.LEFT
    )
    graph, _problems = read_graph(begun.version.graph)
    run = FlowRun(
        organization_id=conversation.organization_id,
        conversation=conversation,
        version=begun.version,
        trigger=begun.trigger,
        started_at=now,
    )
    # Never the same for two runs, and the same whenever this one looks again.
    state = start_run(graph, seed=run.pk.int & 0x7FFF_FFFF)
    run.state, run.status = state.to_dict(), FlowRunStatus.NEW
    run.save(force_insert=True)
    conversation.flow_run = run
    conversation.flow_state = State.from_dict(conversation.flow_state).fresh().to_dict()
    _advance(turn, run, Started(said))


def _advance(turn: _Turn, run: FlowRun, event: Event) -> None:
    graph, _problems = read_graph(run.version.graph)
    try:
        state = RunState.from_dict(run.state)
    except (KeyError, TypeError, ValueError):
        log.warning("flow_state_broken", run_id=str(run.pk))
        _end(turn, run, FlowRunStatus.BROKEN)
        _call_person(turn, "effect_failed")
        return
    events, following = [event], None
    for _ in range(MOST_EVENTS):
        if not events:
            break
        outcome = _step(turn, graph, state, events.pop())
        _note_steps(turn, run, state, outcome)
        state = outcome.state
        for effect in outcome.effects:
            if isinstance(effect, StartFlow):
                following = effect.flow
            elif isinstance(effect, AskDesk):
                events.append(_asked(turn, effect))
            elif isinstance(effect, CallHttp):
                expect_call(run=run, effect=effect, now=turn.now)
            else:
                _do(turn, effect)
    _keep(turn, run, state)
    if following is not None:
        _follow(turn, following, state.said)


def _step(turn: _Turn, graph: Graph, state: RunState, event: Event) -> Outcome:
    conversation = turn.conversation
    return advance_run(
        graph,
        state,
        event,
        now=turn.now,
        facts=_facts(conversation, turn.now),
        t=words_for(conversation.organization, conversation.customer),
    )


def _facts(conversation: Conversation, now: datetime) -> Facts:
    return facts_about(conversation.organization, conversation.customer, now)


def _keep(turn: _Turn, run: FlowRun, state: RunState) -> None:
    run.state, run.status = state.to_dict(), FlowRunStatus(state.status.value)
    run.wake_at = state.wake_at
    if state.is_over:
        run.ended_at = turn.now
        turn.conversation.flow_run = None
    run.save(update_fields=["state", "status", "wake_at", "ended_at"])


def _end(turn: _Turn, run: FlowRun, status: FlowRunStatus) -> None:
    run.status, run.ended_at, run.wake_at = status, turn.now, None
    run.save(update_fields=["status", "ended_at", "wake_at"])
    turn.conversation.flow_run = None


def _follow(turn: _Turn, slug: str, said: str) -> None:
    """The flow that another one led to; one that is not there is a person's business."""
    begun = flow_called(slug) if turn.flows_begun < MOST_FLOWS else None
    if begun is None:
        _call_person(turn, "dead_end")
    else:
        _begin(turn, begun, said)


def _asked(turn: _Turn, effect: AskDesk) -> Event:
    """What the desk answers; what it did before it broke is undone."""
    conversation = turn.conversation
    organization, customer = conversation.organization, conversation.customer
    desk = DatabaseFrontDesk(organization, customer, conversation, turn.now)
    profile: Profile = desk.profile()
    talk = Talk(desk, words_for(organization, customer), turn.now, profile)
    try:
        with transaction.atomic():
            return EffectDone(effect.id, answer_desk(talk, effect))
    except Exception:
        log.exception("flow_effect_failed", act=effect.act)
        return EffectFailed(effect.id, "desk")


def _do(turn: _Turn, effect: Effect) -> None:
    conversation, now = turn.conversation, turn.now
    match effect:
        case Send(content=content) if conversation.is_window_open(now):
            queue_message(conversation=conversation, content=content, author=Author.BOT, now=now)
        case HandOver(reason=reason):
            _call_person(turn, reason)
        case SetAttribute(key=key, value=value):
            set_attribute(customer=conversation.customer, key=key, value=value)
        case ChangeTags(add=add, remove=remove):
            change_tags(customer=conversation.customer, add=add, remove=remove)
        case ReleaseHold(hold_id=hold_id):
            organization, customer = conversation.organization, conversation.customer
            DatabaseFrontDesk(organization, customer, conversation, now).release(hold_id)


def _call_person(turn: _Turn, reason: str) -> None:
    words = REASONS.get(reason, reason)
    hand_over(conversation=turn.conversation, reason=words, now=turn.now)


def _note_steps(turn: _Turn, run: FlowRun, before: RunState, outcome: Outcome) -> None:
    """Close the step that was open, and write those that follow."""
    left = list(outcome.left)
    common = {"organization_id": run.organization_id, "run": run, "version": run.version}
    if left and before.node and left[0][0] == before.node:
        _node, port = left.pop(0)
        FlowStep.objects.filter(run=run, left_at__isnull=True).update(port=port, left_at=turn.now)
    steps = [
        FlowStep(**common, node_id=name, port=port, entered_at=turn.now, left_at=turn.now)
        for name, port in left
    ]
    after = outcome.state
    if after.node and (outcome.left or before.node != after.node):
        ended = turn.now if after.is_over else None
        steps.append(FlowStep(**common, node_id=after.node, entered_at=turn.now, left_at=ended))
    elif after.is_over:
        FlowStep.objects.filter(run=run, left_at__isnull=True).update(left_at=turn.now)
    FlowStep.objects.bulk_create(steps)
