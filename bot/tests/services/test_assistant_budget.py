"""A month is never overspent, however many workers ask at once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.tests.factories import make_organization, make_whatsapp_customer
from bot.models import AssistantMonth, AssistantSettings, AssistantTurn, Channel, Conversation
from bot.services.assistant_budget import BudgetSpent, hold_budget, release_budget, settle_budget
from bot.tasks import run_assistant
from bot.tests.factories import make_channel, make_conversation
from bot.tests.services.assistants import RIDDLE, assistant, make_assistant, server, work_all
from bot.tests.services.conftest import Says as Talk
from bot.tests.services.model_server import ModelServer, Says

__all__ = ["assistant", "server"]


def make_turn(talk: Conversation) -> AssistantTurn:
    return AssistantTurn.objects.create(
        organization=talk.organization, conversation=talk, outcome="DROPPED", due_at=timezone.now()
    )


@pytest.mark.django_db(transaction=True)
def test_eight_workers_together_stay_within_the_month() -> None:
    organization = make_organization()
    with scope(organization=organization):
        made = make_assistant(organization, "https://m.example", month_tokens=1000, month_usd=100)
        channel = make_channel(organization)
        talk = make_conversation(channel, make_whatsapp_customer(organization))
        turns = [make_turn(talk) for _ in range(24)]

    def ask(turn: AssistantTurn) -> bool:
        try:
            with scope(organization=organization):
                hold_budget(
                    settings=made, turn=turn, most_input=150, most_output=50, now=timezone.now()
                )
        except BudgetSpent:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        held = sum(pool.map(ask, turns))
    with scope(organization=organization):
        month = AssistantMonth.objects.get()
        assert (held, month.held_tokens) == (5, 1000)
        for turn in AssistantTurn.objects.filter(held_tokens__gt=0):
            settle_budget(settings=made, turn=turn, input_tokens=100, output_tokens=20)
            release_budget(turn=turn)  # nothing is held any more: nothing changes
        month.refresh_from_db()
        assert (month.used_tokens, month.held_tokens, month.held_usd) == (600, 0, 0)
        assert month.used_usd == 5 * made.cost(100, 20)


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [{"month_tokens": 4000}, {"month_usd": Decimal("0.00")}])
def test_spent_month_is_not_asked(
    assistant: AssistantSettings,
    channel: Channel,
    server: ModelServer,
    says: Talk,
    limit: dict[str, Decimal],
) -> None:
    AssistantSettings.objects.update(**limit)
    answered = says(RIDDLE)
    done = work_all()
    assert server.asked == []
    if answered:  # nothing at all is left: the robot answers at once
        assert done == []
    else:  # what is left is too little for the question
        assert (done[0].outcome, done[0].reason) == ("FELL_BACK", "budget")


@pytest.mark.django_db
def test_uncounted_question_costs_all_that_was_set_aside(
    assistant: AssistantSettings, channel: Channel, server: ModelServer, says: Talk
) -> None:
    server.script = [Says("Pode, sim.", tokens=(0, 0))]
    says(RIDDLE)
    work_all()
    month = AssistantMonth.objects.get()
    assert month.used_tokens > 3000
    assert month.held_tokens == 0


@pytest.mark.django_db(transaction=True)
def test_task_answers_several_at_once(server: ModelServer, channel: Channel, says: Talk) -> None:
    made = make_assistant(channel.organization, f"{server.url}/v1")
    server.script = [Says("Pode, sim.", after_s=0.3)]
    says(RIDDLE)
    AssistantTurn.objects.update(due_at=timezone.now())
    run_assistant()
    with scope(organization=made.organization):
        turn = AssistantTurn.objects.get()
        assert (turn.outcome, turn.attempts) == ("ANSWERED", 1)
        assert turn.answer is not None
        assert turn.answer.text == "Pode, sim."
