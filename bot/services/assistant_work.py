"""Turns of the assistant: claimed from their rows, asked outside any transaction, applied
under the conversation's lock.

A claim moves the row's moment on, so that a worker that dies leaves it to the next one,
which asks nothing again: it lets the built-in conversation answer.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django_scopes import scope, scopes_disabled

from bot.assistant import Asked, Conclusion, Question, Reply, Toolbox, converse, size_of
from bot.gateways.language_model import ModelFailed, ask_model, prepare
from bot.models import AssistantSettings, AssistantTurn
from bot.selectors.assistant import assistant_settings
from bot.selectors.assistant_briefing import Brief, brief_for
from bot.services.assistant_breaker import note_answer, note_failure
from bot.services.assistant_budget import (
    BudgetSpent,
    count_as_spent,
    hold_budget,
    release_budget,
    settle_budget,
)
from bot.services.assistant_outcomes import call_person, conclude, is_wanted
from bot.services.embedding import access_of
from bot.services.knowledge_search import KnowledgeSearch
from bot.services.talking import talk_with
from config.lib.logging import bound_context, get_logger

log = get_logger(__name__)

LEASE = timedelta(seconds=120)  # longer than any turn may take
MOST_ATTEMPTS = 3
LEAST_LEFT_S = 2.0  # less than this is not worth asking another time

_CLAIM = """
UPDATE bot_assistantturn SET due_at = %(until)s, attempts = attempts + 1
 WHERE id = (SELECT id FROM bot_assistantturn WHERE outcome = 'NEW' AND due_at <= %(now)s
              ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def claim_assistant_turn(*, now: datetime) -> UUID | None:
    """One turn that is due, for this worker alone; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE})
        row = cursor.fetchone()
    return row[0] if row else None


def work_on_turn(turn_id: UUID, *, now: datetime) -> None:
    """Ask the model and let the customer have what came of it. Never raises for anything a
    model or its server does."""
    with scopes_disabled():
        turn = AssistantTurn.objects.select_related(
            "organization", "conversation__customer", "conversation__organization"
        ).get(pk=turn_id)
    with bound_context(assistant_turn_id=str(turn.pk)), scope(organization=turn.organization):
        if turn.attempts > MOST_ATTEMPTS:
            call_person(turn=turn, now=now)
            return
        conclusion, box = _concluded(turn, now)
        facts = box.facts if box else []
        conclude(turn=turn, conclusion=conclusion, facts=facts, now=now)


def _concluded(turn: AssistantTurn, now: datetime) -> tuple[Conclusion, Toolbox | None]:
    settings = assistant_settings()
    if turn.attempts > 1:  # a worker died over it; what it had asked may have been answered
        count_as_spent(turn=turn)
        return Conclusion(reason="lost"), None
    if settings is None or not settings.is_on:
        return Conclusion(reason="off"), None
    if not is_wanted(turn.conversation, turn):
        return Conclusion(reason="newer"), None
    asking = _Asking(turn, settings, now)  # its time runs from here on
    search = KnowledgeSearch(turn.organization, now)
    brief = brief_for(turn, now, search)
    if brief.texts:
        titles = [text.partition("\n")[0] for text in brief.texts]
        asking.note(Asked("texts", {"titles": titles, "by_meaning": search.by_meaning}))
    box = Toolbox(talk_with(turn.conversation, now), search=search, is_in_flow=bool(turn.effect_id))
    return _asked(asking, brief, box), box


def _asked(asking: "_Asking", brief: Brief, box: Toolbox) -> Conclusion:
    turn = asking.turn
    question = Question(brief.instructions, brief.entries)
    try:
        found = converse(
            question,
            box,
            ask_model=asking,
            note=asking.note,
            said=brief.said,
            texts=(*brief.texts, turn.instruction),
        )
    except BudgetSpent:
        return Conclusion(reason="budget")
    except ModelFailed as error:
        log.warning("assistant_failed", reason=error.reason)
        note_failure(settings=asking.settings, reason=error.reason, now=asking.now)
        return Conclusion(reason=error.reason)
    except Exception:
        log.exception("assistant_broken", turn_id=str(turn.pk))
        count_as_spent(turn=turn)
        return Conclusion(reason="broken")
    note_answer(settings=asking.settings)
    return found


class _Asking:
    """One turn's way to the model: every question within the budget and the time."""

    def __init__(self, turn: AssistantTurn, settings: AssistantSettings, now: datetime) -> None:
        self.turn, self.settings, self.now = turn, settings, now
        prepare()
        self._ends = time.monotonic() + settings.timeout_s
        self._access = access_of(settings)

    def __call__(self, question: Question) -> Reply:
        left = self._ends - time.monotonic()
        if left < LEAST_LEFT_S:
            raise ModelFailed("timeout", may_have_cost=False)
        size = size_of(question)
        hold_budget(
            settings=self.settings,
            turn=self.turn,
            most_input=size,
            most_output=question.max_tokens,
            now=self.now,
        )
        try:
            reply = ask_model(self._access, question, timeout_s=left)
        except ModelFailed as error:
            self.note(Asked("asked", {"bytes": size, "failed": error.reason}))
            (count_as_spent if error.may_have_cost else release_budget)(turn=self.turn)
            raise
        self._settle(size, reply)
        return reply

    def note(self, step: Asked) -> None:
        self.turn.trace.append(step.to_dict())

    def _settle(self, size: int, reply: Reply) -> None:
        counted = {"input": reply.input_tokens, "output": reply.output_tokens}
        self.note(Asked("asked", {"bytes": size, **counted}))
        if not any(counted.values()):
            count_as_spent(turn=self.turn)
            return
        settle_budget(
            settings=self.settings,
            turn=self.turn,
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
        )
