"""The chat beside the canvas: a copy of the house's own conversation."""

import re
from copy import deepcopy
from typing import Any

from accounts.models import Customer
from bot.built_in_flow import built_in_graph
from bot.models import Conversation, FlowDefinition, Message
from bot.services.flows import create_flow
from bot.services.texts import texts_in
from bot.tests.flows.graph.graphs import node, text
from bot.tests.views.test_flow_rehearsal import Trial, trial
from bot.tests.views.test_inbox import Inbox, inbox
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff

__all__ = ["inbox"]


def copied(inbox: Inbox, **changes: Any) -> FlowDefinition:
    organization = inbox.organization
    graph = deepcopy(built_in_graph("pt-BR", texts_in(organization, "pt-BR")))
    for one in graph["nodes"]:
        one["next"] |= changes.get(one["id"], {})
    graph["nodes"] += changes.get("more", [])
    return create_flow(organization=organization, name="Nossa conversa", graph=graph, actor=None)


def house(inbox: Inbox, **changes: Any) -> Trial:
    service = make_service(inbox.organization, name="Corte feminino")
    make_staff(inbox.organization, [service], name="Ana")
    return trial(inbox, copied(inbox, **changes))


def booked(tried: Trial) -> str:
    """A visit, by words as customers write them; what was said last."""
    tried.act("begin")
    assert "Que dia fica bom?" in tried.act("say", said="quero agendar um corte feminino")
    assert "qual horário?" in tried.act("say", said="segunda que vem")
    assert "Qual é o seu nome?" in tried.act("say", said="10h")
    assert "Posso marcar?" in tried.act("say", said="Bia Souza")
    return tried.act("say", said="sim")


def test_a_visit_is_booked_by_words_and_nothing_is_kept(inbox: Inbox) -> None:
    before = Customer.objects.count(), Message.objects.count()
    talk = Conversation.objects.get().flow_state
    tried = house(inbox)
    assert "Como posso ajudar?" in tried.act("begin")
    assert tried.told["here"] == "menu"
    assert "Está marcado" in booked(tried)
    assert {"entender", "menu", "service", "time", "name", "confirm"} <= set(tried.told["nodes"])
    assert not Appointment.objects.exists()
    assert (Customer.objects.count(), Message.objects.count()) == before
    assert Conversation.objects.get().flow_state == talk


def test_after_its_end_the_next_message_begins_it_again(inbox: Inbox) -> None:
    tried = house(inbox)
    assert "A próxima mensagem do cliente começa de novo." in booked(tried)
    assert not tried.told["over"]
    assert "Corte feminino" in tried.act("say", said="quais são os meus horários?")
    said = tried.act("say", said="quero cancelar")
    assert "cancelar" in said.lower()
    yes = next(key for key in re.findall(r'data-tap="([^"]+)"', tried.page))
    assert "cancelei" in tried.act("", tap=yes).lower()


def test_every_button_that_was_shown_can_be_tapped(inbox: Inbox) -> None:
    tried = house(inbox)
    tried.act("begin")
    for key in re.findall(r'data-tap="([^"]+)"', tried.page):
        tried.act("begin")
        said = tried.act("", tap=key)
        assert "não consegue seguir" not in said
        assert tried.told["over"] or 'class="flow-bubble"' in tried.page


def test_a_person_is_called_at_the_end(inbox: Inbox) -> None:
    tried = house(inbox)
    tried.act("begin")
    assert "A equipe é chamada" in tried.act("say", said="quero falar com um atendente")
    assert tried.told["over"]


def test_a_step_between_is_left_by_the_same_words_as_in_a_real_conversation(inbox: Inbox) -> None:
    asks = node("cor", "question", {"text": "De que cor?", "variable": "cor"}, done="fim")
    tried = house(inbox, confirm={"done": "cor"}, more=[asks, node("x", "message", text())])
    assert "De que cor?" in booked(tried)
    said = tried.act("say", said="atendente")
    assert "ele começa de novo" in said
    assert "A equipe é chamada" in said


def test_an_old_button_of_the_desk_begins_it_again_from_a_step_between(inbox: Inbox) -> None:
    asks = node("cor", "question", {"text": "De que cor?", "variable": "cor"}, done="fim")
    tried = house(inbox, confirm={"done": "cor"}, more=[asks])
    tried.act("begin")
    menu = re.findall(r'data-tap="([^"]+)"', tried.page)[0]
    assert "De que cor?" in booked(tried)
    said = tried.act("", tap=menu)
    assert "ele começa de novo" in said
    assert tried.told["here"] != "cor"
    assert not tried.told["over"]
