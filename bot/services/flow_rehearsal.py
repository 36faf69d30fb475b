"""Trying a draft in a chat beside it: the engine that customers meet, and nothing kept.

The agenda answers with what is really free; requests to other servers are not made, the
owner says how they went. Whatever a rehearsal does is undone before it answers.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organization
from bot.flows.engine import (
    Answered,
    EffectDone,
    EffectFailed,
    Event,
    Status,
    TimePassed,
    start_run,
)
from bot.flows.graph import Graph
from bot.flows.graph.kinds import Port
from bot.flows.graph.model import Node
from bot.flows.graph.triggers import SCHEDULED
from bot.flows.taps import is_known
from bot.services import rehearsal_words as words
from bot.services.flow_runs import LEAVING
from bot.services.rehearsal_play import begin, play
from bot.services.rehearsal_stage import Stage, desk_of, somebody, undone
from bot.services.rehearsal_state import Rehearsal
from bot.services.rehearsal_templates import send_what_was_asked
from bot.services.words import words_for
from bot.understanding.intents import Intent, read_intent
from config.lib.formatting import to_zone

EXAMPLE = "exemplo"
_ASSISTED = frozenset({"worked", "finished", "handed_over"})
ANSWERED_BY_OWNER = frozenset({"http", "template", "assistant"})  # kinds of steps


def begin_rehearsal(
    *,
    organization: Organization,
    slug: str,
    graph: Graph,
    draft: int,
    now: datetime,
    seed: int,
    with_visit: bool = False,
) -> Stage:
    """A customer nobody knows begins the flow, as its first trigger wants it begun; `slug` is
    the flow's. `with_visit`: somebody who has booked before. `seed` decides the random
    splits."""
    rehearsal = Rehearsal(start_run(graph, seed=seed), draft)
    stage = Stage(organization, slug, graph, rehearsal, now)
    if graph.start not in graph.nodes:
        stage.break_off(_("Este fluxo ainda não tem um primeiro passo."))
        return stage
    trigger = graph.triggers[0].kind if graph.triggers else ""
    has_visit = with_visit or trigger == "appointment"
    if has_visit and not undone(desk_of(stage).note_a_visit):
        stage.say("note", _("Não há horário livre para simular um que já foi marcado."))
    if trigger in SCHEDULED:
        stage.say("note", _("Ninguém escreveu: este fluxo começa sozinho, na hora marcada."))
        begin(stage, "", "", values=_of_the_visit(stage))
        return stage
    _hear(stage, _first_words(graph))
    return stage


def go_on_with_rehearsal(
    *,
    organization: Organization,
    slug: str,
    graph: Graph,
    draft: int,
    rehearsal: Rehearsal,
    act: str,
    said: str,
    now: datetime,
) -> Stage:
    """`act` is "say" (`said` was written), "tap" (its id), "time" (whatever is waited for
    has come), "worked" or "failed" (what the flow asked of others), "finished" or
    "handed_over" (what the assistant did). The draft may have
    changed since: the conversation goes on in the new one where it can."""
    stage = Stage(organization, slug, graph, rehearsal, now)
    if stage.is_over:
        return stage
    if not stage.state.is_over and stage.state.node not in stage.walked.nodes:
        stage.break_off(words.step_is_gone())
        return stage
    rehearsal.draft = draft
    title = rehearsal.taps.get(said, "")
    if act == "say" and said:
        _hear(stage, said)
    elif act == "tap" and title:
        _hear(stage, title, tapped=said)
    elif (event := _event(stage, act)) is not None:
        play(stage, event)
    return stage


def waits_for(stage: Stage) -> str:
    """The kind of the step that waits for the owner's word; empty while none does."""
    node = stage.walked.nodes.get(stage.state.node)
    is_waiting = node is not None and stage.state.status == Status.WAITING_EFFECT
    return node.kind if node and is_waiting and node.kind in ANSWERED_BY_OWNER else ""


def _hear(stage: Stage, said: str, tapped: str = "") -> None:
    """The customer has written this, or tapped what is called so."""
    stage.say("customer", said)
    stage.rehearsal.wrote_at = stage.clock
    heard = Answered(said)
    if tapped:
        heard = Answered(reply_id=tapped, reply_title=said, kind="BUTTON_REPLY")
    is_new = stage.state.status == Status.NEW
    if is_new or stage.state.is_over:
        begin(stage, "", said, heard=heard)
    elif not stage.is_at_the_desk and _leaves(said, tapped):
        _leave(stage, said, heard)
    elif stage.state.status == Status.WAITING_ANSWER:
        play(stage, heard)
    else:
        stage.say("note", words.not_answered(stage.state.status))


def _leaves(said: str, tapped: str) -> bool:
    """As bot.services.flow_runs.leaves has it."""
    return is_known(tapped) if tapped else read_intent(said) in LEAVING


def _leave(stage: Stage, said: str, heard: Answered) -> None:
    """Out of all flows; the draft begins anew where it is the one that answers everything."""
    stage.rehearsal.callers, stage.rehearsal.unsent = [], {}
    if stage.answers_everything:
        stage.say("note", _("Com isso o cliente sai do fluxo, e ele começa de novo."))
        begin(stage, "", said, heard=heard)
        return
    text = _("Com isso o cliente sai do fluxo: quem responde é a conversa de sempre.")
    if read_intent(said) == Intent.HUMAN:
        text = _("Com essas palavras o cliente sai do fluxo: a equipe é chamada.")
    stage.say("note", text)
    stage.rehearsal.state = replace(stage.state, status=Status.HANDED_OVER)


def _event(stage: Stage, act: str) -> Event | None:
    state = stage.state
    if act == "time" and state.wake_at is not None and not state.is_over:
        ahead = max(timedelta(0), state.wake_at - stage.clock)
        stage.rehearsal.ahead_s += int(ahead.total_seconds()) + 1
        minutes = round(ahead.total_seconds() / 60)
        stage.say("note", words.time_passed(stage.organization, minutes, stage.clock))
        stage.rehearsal.unsent = {}
        return TimePassed()
    if waits_for(stage) == "assistant" and act in _ASSISTED:
        return EffectDone(state.pending, _assisted(act))
    if act == "worked" and waits_for(stage):
        send_what_was_asked(stage)
        return EffectDone(state.pending, _example_answer(stage.walked.nodes[state.node]))
    if act == "failed" and waits_for(stage):
        stage.rehearsal.unsent = {}
        return EffectFailed(state.pending, "rehearsed")
    return None


def _assisted(act: str) -> Mapping[str, Any]:
    """What the assistant could have done."""
    if act == "handed_over":
        return {"to": Port.HANDED_OVER}
    return {"text": _("(Aqui vem a resposta do assistente.)"), "is_last": act == "finished"}


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


def _of_the_visit(stage: Stage) -> dict[str, str]:
    """What a flow that a visit begins knows of it."""
    visits = desk_of(stage).my_appointments()
    if not visits:
        return {}
    visit, t = visits[0], words_for(stage.organization, somebody(stage))
    return {
        "visit_service": visit.service_name,
        "visit_staff": visit.staff_name,
        "visit_day": t.day(to_zone(visit.starts_at, t.zone).date()),
        "visit_time": t.time(visit.starts_at),
        "visit_starts_at": visit.starts_at.isoformat(),
    }


def _first_words(graph: Graph) -> str:
    for trigger in graph.triggers:
        if trigger.kind == "keyword" and trigger.data["words"]:
            return str(trigger.data["words"][0]["word"])
    return _("Oi")
