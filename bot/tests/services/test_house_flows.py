"""The built-in conversation as an owner's own flow, in real conversations."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Customer, Organization
from accounts.tests.factories import make_user
from bot.built_in_flow import built_in_graph
from bot.enums import FlowRunStatus, FlowStatus, Owner
from bot.flows.graph import check_graph, read_graph
from bot.models import Conversation, FlowRun, Message
from bot.services.flow_care import change_flow_status
from bot.services.texts import texts_in
from bot.services.turns import run_due_turns
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.conftest import Says, after, new_words
from bot.tests.services.flow_chats import END, keyword, publish
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff

pytestmark = pytest.mark.django_db
NAME = "Nossa conversa"


def own(organization: Organization, locale: str = "pt-BR") -> dict[str, Any]:
    return deepcopy(built_in_graph(locale, texts_in(organization, locale)))


def step(graph: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in graph["nodes"] if one["id"] == name)


@pytest.fixture
def cut(organization: Organization) -> Service:
    made = make_service(organization, name="Corte feminino")
    make_staff(organization, [made])
    return made


def booked() -> list[Appointment]:
    return list(Appointment.objects.exclude(status="HELD"))


@pytest.mark.parametrize("locale", ["pt-BR", "en", "es"])
def test_it_can_be_published_as_it_is_in_every_language(organization, locale) -> None:
    graph, problems = read_graph(own(organization, locale))
    assert problems == []
    assert check_graph(graph) == []
    assert graph.locale == locale


def test_a_copy_books_as_the_house_does(organization, cut, says: Says) -> None:
    publish(organization, own(organization), NAME)
    (menu,) = says("oi")
    assert "Como posso ajudar?" in menu
    assert "Que dia fica bom?" in says("quero agendar um corte feminino")[0]
    assert "qual horário?" in says("segunda que vem")[0]
    assert "Qual é o seu nome?" in says("10h")[0]
    (summary,) = says("Marina Souza")
    assert "Posso marcar?" in summary
    assert booked() == []
    assert "Está marcado" in says("sim")[0]
    (visit,) = booked()
    assert visit.service == cut
    run = FlowRun.objects.get()
    assert (run.status, run.trigger) == (FlowRunStatus.ENDED, "t1")
    assert Conversation.objects.get().flow_run is None


def test_what_the_owner_changed_is_what_customers_meet(organization, cut, says: Says) -> None:
    graph = own(organization)
    step(graph, "menu")["data"]["text"] = "Diga o que precisa, {{customer.first_name}}."
    step(graph, "confirm")["next"]["done"] = "brinde"
    graph["nodes"].append(node("brinde", "message", text("Leve um café!"), done="fim"))
    publish(organization, graph, NAME)
    assert "Diga o que precisa, Marina." in says("oi")[0]
    says("corte feminino segunda que vem às 10h")
    says("Marina Souza")
    *_booked, gift = says("sim")
    assert gift == "Leve um café!"
    assert len(booked()) == 1


def test_a_question_that_was_taken_out_is_not_asked(organization, cut, says: Says) -> None:
    make_staff(organization, [cut])
    graph = own(organization)
    graph["nodes"].remove(step(graph, "staff"))
    step(graph, "add_ons")["next"]["done"] = "time"
    step(graph, "entender")["next"]["reschedule"] = "time"
    publish(organization, graph, NAME)
    assert "Que dia fica bom?" in says("quero agendar corte feminino")[0]


def test_a_question_of_the_owner_may_stand_in_between(organization, cut, says: Says) -> None:
    graph = own(organization)
    ask = {"text": "É a primeira vez?", "answer": "text", "variable": "primeira"}
    ways = {"done": "time", "failed": "time", "idle": "fim"}
    graph["nodes"].append(node("primeira", "question", ask, **ways))
    step(graph, "staff")["next"]["done"] = "primeira"
    publish(organization, graph, NAME)
    assert says("quero agendar corte feminino") == ["É a primeira vez?"]
    assert "Que dia fica bom?" in says("é sim")[0]
    assert "qual horário?" in says("segunda que vem")[0]


def test_paused_or_archived_the_house_is_back_where_the_customer_stands(
    organization, cut, says: Says
) -> None:
    made = publish(organization, own(organization), NAME)
    says("quero agendar corte feminino")
    change_flow_status(flow=made, status=FlowStatus.PAUSED, actor=make_user())
    run_due_turns(now=after(7 * 3600))
    assert Conversation.objects.get().flow_run is None
    assert "qual horário?" in says("segunda que vem")[0]
    assert FlowRun.objects.count() == 1


def test_the_house_s_customers_go_on_in_a_copy_published_meanwhile(
    organization, cut, says: Says
) -> None:
    says("quero agendar corte feminino")
    publish(organization, own(organization), NAME)
    assert "qual horário?" in says("segunda que vem")[0]
    assert FlowRun.objects.get().state["node"] == "time"


def test_other_flows_come_first_also_in_the_middle_of_the_menu(organization, says: Says) -> None:
    publish(organization, own(organization), NAME)
    promo = flow(node("a", "message", text("20% hoje!"), done="e"), END, triggers=keyword("promo"))
    publish(organization, promo, "Promoção")
    says("oi")
    assert says("promo") == ["20% hoje!", "Até logo!"]
    statuses = FlowRun.objects.order_by("started_at").values_list("status", flat=True)
    assert list(statuses) == [FlowRunStatus.LEFT, FlowRunStatus.ENDED]
    assert "Como posso ajudar?" in says("menu")[0]


def test_what_it_does_not_understand_is_first_for_the_flow_that_wants_that(
    organization, says: Says
) -> None:
    publish(organization, own(organization), NAME)
    says("oi")
    wants = flow(
        node("a", "message", text("Não entendi mesmo."), done="e"),
        END,
        triggers=[{"id": "t", "kind": "no_match"}],
    )
    publish(organization, wants, "Sem resposta")
    assert says("xyzzy plugh") == ["Não entendi mesmo.", "Até logo!"]


def test_a_thought_in_two_halves_waits_for_the_second(organization, cut, says: Says) -> None:
    publish(organization, own(organization), NAME)
    says("oi")
    assert says("blim blom", at=timezone.now() + timedelta(seconds=0.9)) == []
    (turn_due_at,) = Conversation.objects.values_list("turn_due_at", flat=True)
    assert turn_due_at is not None
    assert len(says("quero agendar corte feminino")) == 1


def test_a_person_is_called_with_the_reason_of_the_flow(organization, says: Says) -> None:
    graph = own(organization)
    step(graph, "pessoa")["data"]["text"] = "Um instante, já vem alguém."
    publish(organization, graph, NAME)
    assert says("quero falar com um atendente") == ["Um instante, já vem alguém."]
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.flow_run) == (Owner.HUMAN, None)
    assert conversation.handover_reason == "O cliente pediu uma pessoa."


def test_who_speaks_another_language_talks_with_the_house(organization, cut, says: Says) -> None:
    graph = own(organization)
    step(graph, "menu")["data"]["text"] = "Diga lá."
    publish(organization, graph, NAME)
    assert "Diga lá." in says("oi")[0]
    assert "Diga lá." not in says("english")[0]
    assert "Book" in str(Message.objects.filter(author="BOT").latest("id").content)
    says("menu")
    assert Conversation.objects.get().flow_run is None
    assert Customer.objects.get().locale == "en"


def test_silence_ends_it_without_a_word(organization, says: Says) -> None:
    publish(organization, own(organization), NAME)
    says("oi")
    seen = set(Message.objects.values_list("pk", flat=True))
    run_due_turns(now=after(7 * 3600))
    assert new_words(seen) == []
    assert FlowRun.objects.get().status == FlowRunStatus.ENDED
