"""Trying a draft in a chat beside it: the engine that customers meet, and nothing kept.

The agenda answers with what is really free; requests to other servers are not made, the
owner says how they went. Whatever a rehearsal does is undone before it answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization
from bot.flows.engine import (
    Answered,
    AskDesk,
    CallHttp,
    ChangeTags,
    EffectDone,
    EffectFailed,
    Event,
    HandOver,
    Outcome,
    ReleaseHold,
    Send,
    SetAttribute,
    Started,
    StartFlow,
    Status,
    TimePassed,
    advance_run,
    start_run,
)
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.graph import Graph
from bot.flows.graph.house_kinds import HOUSE_NAMES
from bot.flows.graph.model import Node
from bot.flows.talk import Talk
from bot.gateways.content import Buttons, Content, ListMenu
from bot.services.flow_doing import REASONS
from bot.services.flow_runs import LEAVING, MOST_EVENTS
from bot.services.rehearsal_stage import Line, Stage, desk_of, facts_of, somebody
from bot.services.rehearsal_state import Rehearsal
from bot.services.words import words_for
from bot.understanding.intents import read_intent
from config.lib.logging import get_logger

log = get_logger(__name__)

EXAMPLE = "exemplo"
T = TypeVar("T")


def begin_rehearsal(
    *,
    organization: Organization,
    graph: Graph,
    draft: int,
    now: datetime,
    seed: int,
    with_visit: bool = False,
) -> Stage:
    """A customer nobody knows begins the flow, as its first trigger wants it begun.
    `with_visit`: somebody who has booked before. `seed` decides the random splits."""
    stage = Stage(organization, graph, Rehearsal(start_run(graph, seed=seed), draft), now)
    if graph.start not in graph.nodes:
        stage.say("wrong", _("Este fluxo ainda não tem um primeiro passo."))
        stage.rehearsal.state = replace(stage.state, status=Status.ENDED)
        return stage
    if with_visit and not _undone(desk_of(stage).note_a_visit):
        stage.say("note", _("Não há horário livre para simular um que já foi marcado."))
    said = _first_words(graph)
    stage.say("customer", said)
    _play(stage, Started(said))
    return stage


def go_on_with_rehearsal(
    *,
    organization: Organization,
    graph: Graph,
    draft: int,
    rehearsal: Rehearsal,
    act: str,
    said: str,
    now: datetime,
) -> Stage:
    """`act` is "say" (`said` was written), "tap" (its id), "time" (whatever is waited for
    has come), "worked" or "failed" (the request that the flow made). The draft may have
    changed since: the conversation goes on in the new one where it can."""
    stage = Stage(organization, graph, rehearsal, now)
    if stage.state.is_over:
        return stage
    if rehearsal.draft != draft and stage.state.node not in graph.nodes:
        stage.say("wrong", _("O passo em que a conversa estava saiu do fluxo. Recomece."))
        return stage
    rehearsal.draft = draft
    event = _event(stage, act, said)
    if event is not None:
        _play(stage, event)
    return stage


def _event(stage: Stage, act: str, said: str) -> Event | None:
    state, title = stage.state, stage.rehearsal.taps.get(said, "")
    if act == "say" and said:
        stage.say("customer", said)
        if read_intent(said) in LEAVING and not _is_understood(stage):
            stage.say("note", _("Com essas palavras o cliente sai do fluxo: a equipe é chamada."))
            stage.rehearsal.state = replace(state, status=Status.HANDED_OVER)
            return None
        return Answered(said)
    if act == "tap" and title:
        stage.say("customer", title)
        return Answered(reply_id=said, reply_title=title, kind="BUTTON_REPLY")
    if act == "time" and state.wake_at is not None:
        ahead = max(timedelta(0), state.wake_at - stage.clock)
        stage.rehearsal.ahead_s += int(ahead.total_seconds()) + 1
        minutes = round(ahead.total_seconds() / 60)
        stage.say("note", _("Passaram %(count)s minutos.") % {"count": minutes})
        return TimePassed()
    if act == "worked" and state.pending:
        return EffectDone(state.pending, _example_answer(stage.graph.nodes[state.node]))
    if act == "failed" and state.pending:
        return EffectFailed(state.pending, "rehearsed")
    return None


def _is_understood(stage: Stage) -> bool:
    """Whether the conversation stands at a step that has a way for whatever is said."""
    node = stage.graph.nodes.get(stage.state.node)
    return node is not None and node.kind in HOUSE_NAMES


def _play(stage: Stage, event: Event) -> None:
    """What comes of an event, with all that the desk answers on the way."""
    events = [event]
    for _round in range(MOST_EVENTS):
        if not events:
            break
        outcome = _step(stage, events.pop())
        if outcome is None:
            break
        _note_way(stage, outcome)
        stage.rehearsal.state = outcome.state
        for effect in outcome.effects:
            if isinstance(effect, AskDesk):
                events.append(_asked(stage, effect))
            else:
                _show(stage, effect)


def _step(stage: Stage, event: Event) -> Outcome | None:
    """None: the step is so broken that the engine could not walk it."""
    try:
        return advance_run(
            stage.graph,
            stage.state,
            event,
            now=stage.clock,
            facts=facts_of(stage),
            t=words_for(stage.organization, somebody(stage)),
        )
    except Exception:
        log.exception("rehearsal_step_failed", node=stage.state.node)
        text = _("A conversa não consegue seguir: falta preencher algo nos passos daqui.")
        stage.say("wrong", text, stage.state.node)
        stage.rehearsal.state = replace(stage.state, status=Status.ENDED)
        return None


def _note_way(stage: Stage, outcome: Outcome) -> None:
    after = outcome.state.node
    for node_id, port in outcome.left:
        if node_id:
            stage.rehearsal.gone(node_id, port)
    names = [*(node_id for node_id, _port in outcome.left), after]
    for node_id in names:
        if node_id and (outcome.left or node_id != stage.state.node):
            stage.rehearsal.visited(node_id)
            stage.entered.append(node_id)


def _asked(stage: Stage, effect: AskDesk) -> Event:
    desk = desk_of(stage)
    words = words_for(stage.organization, somebody(stage))
    talk = Talk(desk, words, stage.clock, desk.profile())
    try:
        return EffectDone(effect.id, _undone(lambda: answer_desk(talk, effect)))
    except Exception:
        log.exception("rehearsal_desk_failed", act=effect.act)
        return EffectFailed(effect.id, "desk")


def _undone(act: Callable[[], T]) -> T:
    """What the act answers; whatever it wrote is as if it had not been."""
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    return answer


def _show(stage: Stage, effect: Any) -> None:
    match effect:
        case Send(content=content):
            _could_tap(stage, content)
            stage.lines.append(Line("bot", content=content, node=stage.state.node))
        case HandOver(reason=reason):
            if reason and reason in REASONS:
                stage.say("wrong", REASONS[reason], stage.state.node)
            else:
                called = _("A equipe é chamada: %(reason)s") if reason else _("A equipe é chamada.")
                stage.say("note", called % {"reason": reason} if reason else called)
        case StartFlow(flow=slug):
            stage.say("note", _("A conversa continua no fluxo “%(name)s”.") % {"name": slug})
        case SetAttribute(key=key, value=value):
            stage.rehearsal.attributes[key] = value
            values = {"name": key, "value": value}
            stage.say("note", _("Anotado no cliente: %(name)s = %(value)s") % values)
        case ChangeTags(add=add, remove=remove):
            kept = [tag for tag in stage.rehearsal.tags if tag not in (*add, *remove)]
            stage.rehearsal.tags = [*kept, *add]
            named = ", ".join([*(f"+ {tag}" for tag in add), *(f"− {tag}" for tag in remove)])
            stage.say("note", _("Etiquetas do cliente: %(names)s") % {"names": named})
        case ReleaseHold(hold_id=hold_id):
            stage.rehearsal.book.held.pop(hold_id, None)
        case CallHttp(method=method, url=url):
            text = _("Aqui o robô pede %(what)s. No teste nada é enviado: como foi?")
            stage.say("note", text % {"what": f"{method} {url}"}, stage.state.node)
        case _:
            text = _("Aqui o robô faz algo fora da conversa. No teste nada é feito.")
            stage.say("note", text, stage.state.node)


def _could_tap(stage: Stage, content: Content) -> None:
    if isinstance(content, Buttons):
        for button in content.buttons:
            stage.rehearsal.could_tap(button.id, button.title)
    if isinstance(content, ListMenu):
        for row in content.rows:
            stage.rehearsal.could_tap(row.id, row.title)


def _example_answer(node: Node) -> Mapping[str, Any]:
    """What a server could have said, with something wherever the step looks for a value."""
    answer: dict[str, Any] = {}
    for one in sorted(node.data.get("save", []), key=lambda one: -len(one["path"])):
        *before, last = one["path"].split(".")
        inner = answer
        for key in before:
            inner = inner.setdefault(key, {})
        inner.setdefault(last, EXAMPLE)
    return {"status": 200, "json": answer}


def _first_words(graph: Graph) -> str:
    for trigger in graph.triggers:
        if trigger.kind == "keyword" and trigger.data["words"]:
            return str(trigger.data["words"][0]["word"])
    return _("Oi")
