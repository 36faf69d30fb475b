"""The assistant as a step of a flow, in real conversations and with a model at HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Customer, Organization
from bot.enums import FlowRunStatus, Owner
from bot.flows.graph import read_graph
from bot.models import (
    AssistantMonth,
    AssistantSettings,
    AssistantTurn,
    Channel,
    Conversation,
    FlowRun,
    Message,
)
from bot.selectors.flow_references import missing_references
from bot.services.assistant_work import claim_assistant_turn, work_on_turn
from bot.services.turns import run_due_turns
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.assistants import (
    ana,
    answers,
    assistant,
    haircut,
    server,
    tomorrow,
)
from bot.tests.services.conftest import Says as Talk
from bot.tests.services.conftest import after, new_words
from bot.tests.services.flow_chats import PERSON, keyword, publish
from bot.tests.services.model_server import ModelServer, Says, calls
from scheduling.models import Appointment, Staff
from scheduling.tests.factories import today

__all__ = ["ana", "assistant", "haircut", "server"]

pytestmark = pytest.mark.django_db
WAYS = {"done": "d", "handed_over": "h", "error": "x", "idle": "i"}
ENDS = (
    node("d", "end", {"text": "Foi bom falar com você."}),
    node("x", "end", {"text": "Agora não consigo responder."}),
    node("i", "end", {"text": "Volte quando quiser."}),
    PERSON,
)


def helping(**data: Any) -> dict[str, Any]:
    given = {"instruction": "Ajude a escolher. Há 15% de desconto.", **data}
    return flow(node("a", "assistant", given, **WAYS), *ENDS, triggers=keyword("ajuda"))


def proposed(organization: Organization, server: ModelServer, says: Talk) -> list[str]:
    """A flow's assistant proposes Marina a time; what she was told."""
    publish(organization, helping())
    server.script = [
        calls("services"),
        calls("propose_booking", service="s1", day=tomorrow(), time="10:00"),
    ]
    says("ajuda")
    Customer.objects.update(name="Marina")
    return answers()


def test_it_talks_until_its_turns_are_used_up(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping(turns=2))
    server.script = [Says("Você quer algo para cabelo ou unha?"), Says("Há 15% de desconto!")]
    assert says("ajuda") == []
    assert answers() == ["Você quer algo para cabelo ou unha?"]
    assert says("cabelo") == []
    assert answers() == ["Há 15% de desconto!", "Foi bom falar com você."]
    assert FlowRun.objects.get().status == FlowRunStatus.ENDED
    told = str(server.asked[0]["messages"][0])
    assert "Ajude a escolher." in told
    assert "did not understand" not in told
    assert "finish" in str(server.asked[0]["tools"])
    first = AssistantTurn.objects.earliest("created_at")
    assert first.outcome == "ANSWERED"
    assert first.answer is not None
    assert first.answer.text == "Você quer algo para cabelo ou unha?"
    assert [step["kind"] for step in first.trace] == ["asked", "said"]


def test_it_ends_with_its_last_words_and_calls_a_person_by_the_flow(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping())
    server.script = [calls("finish", text="De nada!")]
    says("ajuda")
    assert answers() == ["De nada!", "Foi bom falar com você."]
    server.script = [calls("hand_over", reason="reclamação")]
    says("ajuda")
    assert answers() == ["Já chamo alguém."]
    talk = Conversation.objects.get()
    assert (talk.owner, talk.handover_reason) == (Owner.HUMAN, "quer desconto")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (Says(status=500), "server"),
        (Says("tarde", after_s=6), "timeout"),
        (Says("Custa R$ 50,00."), "invented"),
        (calls("finish", text="Está agendado!"), "invented"),
    ],
)
def test_what_is_no_answer_takes_the_branch_for_errors(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    says: Talk,
    script: Says,
    reason: str,
) -> None:
    AssistantSettings.objects.update(timeout_s=5)
    publish(organization, helping())
    server.script = [script]
    assert says("ajuda") == []
    assert answers() == ["Agora não consigo responder."]
    turn = AssistantTurn.objects.get()
    assert (turn.outcome, turn.reason) == ("FELL_BACK", reason)
    assert turn.answer is not None


@pytest.mark.parametrize("why", ["none", "off", "resting", "budget", "often"])
def test_where_nobody_would_answer_it_is_an_error_at_once(
    organization: Organization, channel: Channel, server: ModelServer, says: Talk, why: str, request
) -> None:
    if why != "none":
        request.getfixturevalue("assistant")
    publish(organization, helping())
    settings = AssistantSettings.objects.all()
    if why == "off":
        settings.update(is_on=False)
    elif why == "resting":
        settings.update(quiet_until=after(60))
    elif why == "budget":
        month = today().replace(day=1)
        AssistantMonth.objects.create(
            organization=organization, month=month, used_tokens=settings.get().month_tokens
        )
    elif why == "often":
        for _ in range(15):
            says("ajuda")
            server.script = [calls("finish", text="Tchau!")]
            answers()
    asked = len(server.asked)
    assert says("ajuda") == ["Agora não consigo responder."]
    assert len(server.asked) == asked


def test_what_it_proposes_is_booked_by_a_yes_alone(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    says: Talk,
    ana: Staff,
) -> None:
    (summary,) = proposed(organization, server, says)
    assert "Confira, por favor" in summary
    assert AssistantTurn.objects.get().outcome == "PROPOSED"
    assert Appointment.objects.get().status == "HELD"
    booked, goodbye = says("sim")
    assert "Está marcado" in booked
    assert goodbye == "Foi bom falar com você."
    assert Appointment.objects.get().status == "CONFIRMED"


def test_the_button_under_its_proposal_is_answered_in_the_flow(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    says: Talk,
    ana: Staff,
) -> None:
    proposed(organization, server, says)
    summary = Message.objects.latest("pk")
    buttons = {one["title"]: one["id"] for one in summary.content["buttons"]}
    assert says(tap=buttons["Confirmar"])[-1] == "Foi bom falar com você."
    assert Appointment.objects.get().status == "CONFIRMED"


def test_another_question_frees_what_was_proposed(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    says: Talk,
    ana: Staff,
) -> None:
    proposed(organization, server, says)
    server.script = [Says("Pode, sim.")]
    assert says("posso levar meu bichinho de estimação comigo no colo?") == []
    assert not Appointment.objects.filter(status="HELD").exists()
    assert answers() == ["Pode, sim."]
    assert says("sim") == []
    assert not Appointment.objects.filter(status="CONFIRMED").exists()


def test_a_second_word_before_the_answer_is_answered_together(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping())
    server.script = [Says("Sobre os dois: sim.")]
    says("ajuda")
    says("e para a minha irmã também?")
    assert answers() == ["Sobre os dois: sim."]
    assert len(server.asked) == 1
    outcomes = AssistantTurn.objects.order_by("created_at").values_list("outcome", flat=True)
    assert list(outcomes) == ["DROPPED", "ANSWERED"]


def test_a_word_that_came_while_it_thought_drops_what_it_thought(
    organization: Organization,
    assistant: AssistantSettings,
    server: ModelServer,
    says: Talk,
) -> None:
    """The message is there, its turn has not come: the answer would be to what was before."""
    publish(organization, helping())
    server.script = [Says("Sim.")]
    says("ajuda")
    turn_id = claim_assistant_turn(now=after(6))
    assert turn_id is not None
    says("e para a minha irmã?", at=timezone.now() - timedelta(hours=1))
    work_on_turn(turn_id, now=after(6))
    assert AssistantTurn.objects.get(pk=turn_id).outcome == "DROPPED"
    run_due_turns(now=after(20))
    assert answers(30) == ["Sim."]


def test_the_same_answer_twice_is_one(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping())
    server.script = [Says("Sim.")]
    says("ajuda")
    turn_id = claim_assistant_turn(now=after(6))
    assert turn_id is not None
    seen = set(Message.objects.values_list("pk", flat=True))
    work_on_turn(turn_id, now=after(6))
    work_on_turn(turn_id, now=after(6))
    assert new_words(seen) == ["Sim."]


def test_a_worker_that_died_is_an_error_and_nothing_is_asked_twice(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping())
    says("ajuda")
    AssistantTurn.objects.update(attempts=1)
    assert answers() == ["Agora não consigo responder."]
    assert server.asked == []


def test_when_no_worker_comes_the_flow_goes_on_without(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping())
    says("ajuda")
    seen = set(Message.objects.values_list("pk", flat=True))
    run_due_turns(now=after(180))
    assert new_words(seen) == ["Agora não consigo responder."]
    assert answers(200) == []
    assert AssistantTurn.objects.get().outcome == "DROPPED"


def test_silence_has_its_way(
    organization: Organization, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    publish(organization, helping(text="Pode perguntar!", idle_minutes=10))
    assert says("ajuda") == ["Pode perguntar!"]
    seen = set(Message.objects.values_list("pk", flat=True))
    run_due_turns(now=after(11 * 60))
    assert new_words(seen) == ["Volte quando quiser."]


def test_a_flow_that_asks_nobody_is_told_so(organization: Organization, server, request) -> None:
    graph = read_graph(
        flow(
            node("m", "message", text(), done="a"),
            node("a", "assistant", {}, **WAYS),
            *ENDS,
            start="m",
        )
    )[0]
    (found,) = missing_references(graph)
    assert (found.code, found.node_id, found.severity) == ("no_assistant", "a", "WARNING")
    request.getfixturevalue("assistant")
    assert missing_references(graph) == []
