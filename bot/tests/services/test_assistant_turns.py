"""The assistant answers what the robot did not understand, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Customer, Organization
from bot.enums import Owner
from bot.models import (
    AssistantMonth,
    AssistantSettings,
    AssistantTurn,
    Channel,
    Conversation,
    CustomerFact,
    KnowledgeEntry,
)
from bot.services.ownership import take_over
from bot.tests.services.assistants import (
    RIDDLE,
    ana,
    answers,
    assistant,
    haircut,
    make_assistant,
    server,
    tomorrow,
    turn,
)
from bot.tests.services.conftest import Says as Talk
from bot.tests.services.conftest import after
from bot.tests.services.model_server import ModelServer, Says, calls
from catalog.models import Service
from scheduling.models import Appointment, Staff
from scheduling.tests.factories import make_appointment, today

__all__ = ["ana", "assistant", "haircut", "server"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "path"), [("OPENAI", "/chat/completions"), ("ANTHROPIC", "/v1/messages")]
)
def test_unread_is_answered_in_both_protocols(
    organization: Organization,
    channel: Channel,
    server: ModelServer,
    says: Talk,
    kind: str,
    path: str,
) -> None:
    KnowledgeEntry.objects.create(
        organization=organization, title="Animais no salão", text="Só de focinheira."
    )
    base = f"{server.url}/v1" if kind == "OPENAI" else server.url
    make_assistant(organization, base, kind=kind)
    server.script = [
        calls("search_texts", question="cachorro no salão"),
        Says("Sim, de focinheira!"),
    ]
    assert says(RIDDLE) == []
    assert answers() == ["Sim, de focinheira!"]
    assert server.paths[0].endswith(path)
    assert "Só de focinheira." in str(server.asked[0])
    assert "Só de focinheira." in str(server.asked[1]["messages"][-1])
    found = turn()
    assert (found.outcome, found.input_tokens, found.output_tokens) == ("ANSWERED", 2000, 100)
    assert [step["kind"] for step in found.trace] == ["texts", "asked", "tool", "asked", "said"]
    assert found.answer is not None
    assert found.answer.text == "Sim, de focinheira!"


def test_off_by_default_and_what_is_understood_needs_no_model(
    organization: Organization, channel: Channel, server: ModelServer, says: Talk
) -> None:
    assert len(says(RIDDLE)) == 1
    made = make_assistant(organization, server.url, is_on=False)
    assert len(says(RIDDLE)) == 1
    made.is_on = True
    made.save()
    assert len(says("qual o endereço?")) == 1
    assert not AssistantTurn.objects.exists()
    assert server.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "O corte custa R$ 50,00.",
        "Temos horário às 15h.",
        "Prontinho, agendei para você!",
        "10% off!",
    ],
)
def test_invented_answer_is_replaced_by_the_robots(
    assistant: AssistantSettings, server: ModelServer, says: Talk, text: str
) -> None:
    server.script = [Says(text)]
    says(RIDDLE)
    (answer,) = answers()
    assert "a equipe responde melhor" in answer
    assert (turn().outcome, turn().reason) == ("FELL_BACK", "invented")
    assert turn().trace[-1]["kind"] == "refused"


def test_price_from_a_tool_may_be_said(
    assistant: AssistantSettings, server: ModelServer, says: Talk, ana: Staff
) -> None:
    server.script = [calls("services"), Says("O corte feminino sai por R$ 80,00 e leva 1 h.")]
    says(RIDDLE)
    assert answers() == ["O corte feminino sai por R$ 80,00 e leva 1 h."]


def test_proposal_shows_the_summary_and_only_a_yes_books(
    assistant: AssistantSettings, server: ModelServer, says: Talk, ana: Staff
) -> None:
    Customer.objects.update(name="Marina")
    server.script = [
        calls("services"),
        calls("free_times", service="s1", day=tomorrow()),
        calls("propose_booking", service="s1", day=tomorrow(), time="10:00"),
        Says("Marcado!"),
    ]
    says(RIDDLE)
    Customer.objects.update(name="Marina")
    (summary,) = answers()
    assert "Confira, por favor" in summary
    assert "Corte feminino" in summary
    assert turn().outcome == "PROPOSED"
    assert len(server.asked) == 3
    assert Appointment.objects.get().status == "HELD"
    assert "Está marcado" in says("sim")[0]
    assert Appointment.objects.get().status == "CONFIRMED"


def test_taken_time_and_made_up_keys_are_refused_to_the_model(
    assistant: AssistantSettings, server: ModelServer, says: Talk, ana: Staff
) -> None:
    server.script = [
        calls("propose_booking", service="s1", day=tomorrow(), time="03:00"),
        calls("propose_booking", service="s9", day=tomorrow(), time="10:00"),
        calls("free_times", service="s1", day="amanhã"),
        calls("my_visits"),
        Says("Não consegui ver um horário agora."),
    ]
    says(RIDDLE)
    assert answers() == ["Não consegui ver um horário agora."]
    results = [step["result"] for step in turn().trace if step["kind"] == "tool"]
    assert results == [
        "error: this time is not free: look at free_times",
        "error: no such service: use a key of the tool services",
        "error: day must be YYYY-MM-DD",
        "no upcoming visits",
    ]
    assert not Appointment.objects.exists()


def test_person_is_called(assistant: AssistantSettings, server: ModelServer, says: Talk) -> None:
    server.script = [calls("hand_over", reason="reclamação")]
    says(RIDDLE)
    assert "Já chamei a equipe" in answers()[0]
    assert Conversation.objects.get().owner == Owner.HUMAN


def test_newer_message_drops_the_answer(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    says(RIDDLE)
    assert len(says("qual o endereço?")) == 1
    assert answers() == []
    assert (turn().outcome, turn().reason) == ("DROPPED", "newer")
    assert server.asked == []


def test_person_who_takes_over_is_not_interrupted(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    says(RIDDLE)
    talk = Conversation.objects.get()
    take_over(conversation=talk, user=None, now=timezone.now())
    talk.save()
    assert answers() == []
    assert turn().outcome == "DROPPED"


def test_second_riddle_replaces_the_first_and_is_asked_with_it(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    server.script = [Says("Vou ver com a equipe.")]
    says(RIDDLE)
    says("e gato siamês nervoso também?")
    assert answers() == ["Vou ver com a equipe."]
    assert len(server.asked) == 1
    assert "cachorro bravo" in str(server.asked[0]["messages"])
    assert sorted(AssistantTurn.objects.values_list("outcome", flat=True)) == [
        "ANSWERED",
        "DROPPED",
    ]


def test_in_the_middle_of_a_booking_the_open_question_stands_again(
    assistant: AssistantSettings, server: ModelServer, says: Talk, ana: Staff
) -> None:
    says("quero agendar corte feminino")
    server.script = [Says("Pode trazer, sim.")]
    assert says("posso levar meu bichinho de estimação comigo no colo?") == []
    first, second = answers()
    assert first == "Pode trazer, sim."
    assert "dia" in second


def test_facts_are_kept_and_told_the_next_time(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    server.script = [
        calls("remember", fact="O Thor tem medo de secador"),
        calls("remember", fact="Cartão 4111 1111 1111 1111"),
        Says("Anotado!"),
    ]
    says(RIDDLE)
    answers()
    assert CustomerFact.objects.get().text == "O Thor tem medo de secador"
    says("e o gatinho persa da vizinha chata?")
    answers()
    assert "O Thor tem medo de secador" in str(server.asked[-1]["messages"][0])
    Customer.objects.get().delete()
    assert not CustomerFact.objects.exists()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Says(status=500), "server"),
        (Says(status=401), "key"),
        (Says(status=429), "limit"),
        (Says("tarde", after_s=6), "timeout"),
        (Says(""), "empty"),
    ],
)
def test_failure_falls_back_to_the_robot(
    assistant: AssistantSettings, server: ModelServer, says: Talk, answer: Says, reason: str
) -> None:
    AssistantSettings.objects.update(timeout_s=5)
    server.script = [answer]
    says(RIDDLE)
    assert "a equipe responde melhor" in answers()[0]
    assert (turn().outcome, turn().reason) == ("FELL_BACK", reason)
    month = AssistantMonth.objects.get()
    assert month.held_tokens == 0
    assert (month.used_tokens > 0) is (reason in ("server", "timeout", "empty"))


def test_breaker_rests_after_three_failures_and_closes_with_an_answer(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    server.script = [Says(status=500)]
    for _ in range(3):
        assert says(RIDDLE) == []
        answers()
        Conversation.objects.update(flow_state={})
    assert len(says(RIDDLE)) == 1
    AssistantSettings.objects.update(quiet_until=timezone.now() - timedelta(seconds=1))
    server.script = [Says("Oi!")]
    says(RIDDLE)
    assert answers() == ["Oi!"]
    assert AssistantSettings.objects.get().failures == 0


def test_worker_that_died_leaves_the_customer_to_the_robot(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    says(RIDDLE)
    month = AssistantMonth.objects.create(
        organization=assistant.organization,
        month=today().replace(day=1),
        held_tokens=700,
    )
    AssistantTurn.objects.update(attempts=1, month=month, held_tokens=700)
    assert "a equipe responde melhor" in answers()[0]
    assert turn().reason == "lost"
    assert server.asked == []
    month.refresh_from_db()
    assert (month.used_tokens, month.held_tokens) == (700, 0)


def test_two_machines_do_not_talk_for_ever(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    for _ in range(15):
        says(RIDDLE)
        answers()
    assert len(server.asked) == 15
    assert len(says(RIDDLE)) == 1


def test_private_address_is_never_asked(
    settings: object, assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    settings.ASSISTANT_PRIVATE = False  # type: ignore[attr-defined]
    says(RIDDLE)
    answers()
    assert (turn().outcome, turn().reason) == ("FELL_BACK", "address")
    assert server.asked == []
    assert AssistantSettings.objects.get().quiet_until > after(0)


def test_yes_never_agrees_to_what_was_shown_before_the_answer(
    assistant: AssistantSettings, server: ModelServer, says: Talk, ana: Staff, haircut: Service
) -> None:
    says("oi")
    customer = Customer.objects.get()
    now = timezone.now()
    visit = make_appointment(
        assistant.organization,
        customer=customer,
        staff=ana,
        service=haircut,
        starts_at=(now + timedelta(days=3)).replace(hour=14, minute=0, second=0, microsecond=0),
        now=now,
    )
    says("quero cancelar meu horário")
    server.script = [Says("Quer que eu veja outra coisa?")]
    assert says("posso levar meu bichinho de estimação comigo no colo?") == []
    first, second = answers()
    assert first == "Quer que eu veja outra coisa?"
    assert "Quer mesmo cancelar" in second
    Conversation.objects.update(
        flow_state={"awaiting_confirmation": str(visit.pk), "awaiting_since": now.isoformat()}
    )
    assert says("posso levar meu bichinho de estimação comigo no colo?") == []
    assert answers() == ["Quer que eu veja outra coisa?"]
    says("sim")
    visit.refresh_from_db()
    assert (visit.status, visit.customer_confirmed_at) == ("CONFIRMED", None)


def test_what_breaks_again_and_again_ends_with_a_person(
    assistant: AssistantSettings, server: ModelServer, says: Talk
) -> None:
    says(RIDDLE)
    AssistantTurn.objects.update(attempts=3)
    assert "Já chamei alguém da equipe" in answers()[0]
    assert Conversation.objects.get().waits_for_person
    assert (turn().outcome, turn().reason) == ("DROPPED", "broken")
