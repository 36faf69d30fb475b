"""The chat beside the canvas: what would be sent is seen as the customer would see it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_member, make_user
from bot.gateways import MediaFile
from bot.models import Delivery, FlowCall, FlowDefinition, FlowFile, Message
from bot.services.flow_files import add_flow_file, remove_flow_file
from bot.services.flows import create_flow
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node, text
from bot.tests.services.flow_chats import END, PERSON
from bot.tests.templates import GREETING, body, make_template
from bot.tests.views.test_flow_rehearsal import Trial, drawn, trial
from bot.tests.views.test_inbox import Inbox, inbox
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_staff

__all__ = ["inbox"]

BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Quero"},
        {"type": "URL", "text": "Ver no site", "url": "https://loja.test/"},
    ],
}
BACK = body("Oi, {{1}}! Que tal voltar?", "Marina")
WAYS = {"s": "e", "no_match": "h", "idle": "e", "error": "h"}
PICTURE = MediaFile("image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "mapa.png")
SOUND = MediaFile("audio/ogg", b"OggS" + bytes(50), "oi.ogg")


def templated(inbox: Inbox, **data: Any) -> FlowDefinition:
    given = {"template": "volte_logo", "buttons": [{"id": "s", "title": "Quero"}], **data}
    return drawn(inbox, node("a", "template", given, **WAYS), END, PERSON)


def kept(inbox: Inbox, file: MediaFile) -> FlowFile:
    owner = make_user()
    return add_flow_file(organization=inbox.organization, file=file, actor=owner)


def sending(inbox: Inbox, kind: str, **data: Any) -> Trial:
    return trial(inbox, drawn(inbox, node("a", kind, data, done="e"), END))


def nothing_was_done() -> bool:
    return not (Message.objects.exists() or Delivery.objects.exists() or FlowCall.objects.exists())


def test_a_template_is_seen_with_its_values_and_its_button_is_tapped(inbox: Inbox) -> None:
    make_template(inbox.channel, "volte_logo", BACK, BUTTONS)
    tried = trial(inbox, templated(inbox))
    assert "Oi, Marina! Que tal voltar? Quero Ver no site" in tried.act("begin")
    assert 'data-tap="">' not in tried.page, "a link is no answer"
    assert tried.page.count("data-tap=") == 1
    assert "Até logo!" in tried.tap("Quero")
    assert tried.told["ways"] == [["a", "s"]]
    assert nothing_was_done()


def test_the_values_that_the_flow_gives_come_first(inbox: Inbox) -> None:
    make_template(inbox.channel, "volte_logo", BACK, BUTTONS)
    given = [{"slot": "1", "value": "{{business.name}}"}]
    tried = trial(inbox, templated(inbox, values=given))
    assert f"Oi, {inbox.organization.name}! Que tal" in tried.act("begin")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ({"status": "PENDING"}, "Não há modelo aprovado"),
        ({"category": "AUTHENTICATION"}, "não pode ser enviado daqui"),
        ({"components": [body("Use {{1}}", "X1"), BUTTONS], "name": "x"}, "Não há modelo"),
    ],
)
def test_a_refused_template_goes_its_own_way(inbox: Inbox, made: dict[str, Any], why: str) -> None:
    components, name = made.pop("components", [BACK, BUTTONS]), made.pop("name", "volte_logo")
    make_template(inbox.channel, name, *components, **made)
    tried = trial(inbox, templated(inbox))
    said = tried.act("begin")
    assert why in said
    assert "Já chamo alguém." in said
    assert tried.told["ways"] == [["a", "error"]]


def test_a_template_without_a_value_is_refused(inbox: Inbox) -> None:
    make_template(inbox.channel, "volte_logo", body("Use o código {{1}} até {{2}}.", "X", "y"))
    tried = trial(inbox, templated(inbox, buttons=[], values=[{"slot": "1", "value": "X1"}]))
    assert "Falta o valor de um campo" in tried.act("begin")
    assert tried.told["over"]


def test_what_a_visit_tells_fills_the_template(inbox: Inbox) -> None:
    service = make_service(inbox.organization, name="Corte")
    make_staff(inbox.organization, [service], name="Ana")
    make_template(inbox.channel, "lembrete", body(GREETING, "Marina", "28/11", "15:00"))
    tried = trial(inbox, templated(inbox, template="lembrete", buttons=[]))
    assert "Falta o valor" in tried.act("begin")
    said = tried.act("begin", with_visit="1")
    assert re.search(r"Oi, Marina! Seu horário é .+ às \d\d:\d\d\. Até já", said)


def test_of_a_promotion_the_owner_says_whether_the_customer_takes_it(inbox: Inbox) -> None:
    make_template(inbox.channel, "volte_logo", BACK, BUTTONS, category="MARKETING")
    tried = trial(inbox, templated(inbox))
    said = tried.act("begin")
    assert "só recebe quem aceitou" in said
    assert "Que tal voltar?" not in said
    assert "diga primeiro como foi" in tried.act("say", said="oi?")
    assert "Que tal voltar?" in tried.act("worked")
    assert "Até logo!" in tried.tap("Quero")
    tried.act("begin")
    said = tried.act("failed")
    assert "Já chamo alguém." in said
    assert "Que tal voltar?" not in said


def test_a_file_is_named_with_its_kind_and_its_words(inbox: Inbox) -> None:
    file = kept(inbox, PICTURE)
    assert "mapa.png Foto Estamos aqui" in sending(
        inbox, "file", file=str(file.pk), text="Estamos aqui"
    ).act("begin")
    assert nothing_was_done()


def test_a_sound_has_its_words_after_it_and_a_lost_file_its_words_alone(inbox: Inbox) -> None:
    file = kept(inbox, SOUND)
    tried = sending(inbox, "file", file=str(file.pk), text="Ouça")
    assert "oi.ogg Áudio Ouça" in tried.act("begin")
    assert tried.page.count('class="flow-bubble"') == 3
    remove_flow_file(file=file, actor=make_user(), now=timezone.now())
    said = tried.act("begin")
    assert "não existe mais" in said
    assert "Ouça" in said


def test_a_place_and_a_card_are_shown(inbox: Inbox) -> None:
    place = {"latitude": "-23.5", "longitude": "-46.6", "name": "Loja", "address": "Rua Um, 2"}
    ways = {"done": "b"}
    card = node("b", "contact", {"name": "Recepção", "phone": "+55 11 3333-4444"}, done="e")
    tried = trial(inbox, drawn(inbox, node("a", "location", place, **ways), card, END))
    said = tried.act("begin")
    assert "Loja Rua Um, 2" in said
    assert "Recepção +55 11 3333-4444" in said
    assert tried.told["nodes"] == ["a", "b", "e"]


def test_a_server_is_told_nothing(inbox: Inbox) -> None:
    data = {"url": "https://loja.test/aviso", "send": [{"name": "quem", "value": "{{said}}"}]}
    said = sending(inbox, "webhook", **data).act("begin")
    assert "o robô avisa https://loja.test/aviso com quem = oi" in said
    assert "Até logo!" in said
    assert nothing_was_done()


def test_prices_are_those_of_the_catalogue(inbox: Inbox) -> None:
    service = make_service(inbox.organization, name="Corte", price=40)
    make_staff(inbox.organization, [service])
    flow = drawn(inbox, node("a", "prices", {"text": "Preços:"}, done="e", none="e"), END)
    said = trial(inbox, flow).act("begin")
    assert "Corte: R$ 40" in said.replace("\xa0", " ")


def test_a_moment_is_told_and_comes_by_a_button(inbox: Inbox) -> None:
    until = {"until": "date", "date": (timezone.now() + timedelta(days=3)).isoformat()}
    flow = drawn(inbox, node("a", "wait_until", until, done="e", none="h"), END, PERSON)
    tried = trial(inbox, flow)
    assert "O robô espera até" in tried.act("begin")
    assert "Enquanto espera, o robô não responde." in tried.act("say", said="oi?")
    assert tried.told["clock"]
    said = tried.act("time")
    assert "Agora é " in said
    assert "não escreve há mais de 24 horas" in said, "only a template arrives after three days"
    assert tried.told["over"]


def test_what_time_begins_is_begun_without_a_word(inbox: Inbox) -> None:
    service = make_service(inbox.organization, name="Corte")
    make_staff(inbox.organization, [service], name="Ana")
    made = drawing(
        node("a", "template", {"template": "lembrete"}, done="m", error="e"),
        node("m", "message", text("É {{visit_service}}"), done="e"),
        END,
        triggers=[{"id": "t", "kind": "appointment"}],
    )
    make_template(inbox.channel, "lembrete", body(GREETING, "Marina", "28/11", "15:00"))
    flow = create_flow(organization=inbox.organization, name="Véspera", graph=made, actor=None)
    said = trial(inbox, flow).act("begin")
    assert "Ninguém escreveu" in said
    assert "Oi, Marina! Seu horário é" in said
    assert "Esta mensagem não chega" in said


def test_the_file_at_the_top_of_a_template_is_told_and_a_missing_one_is_an_error(
    inbox: Inbox,
) -> None:
    make_template(inbox.channel, "volte_logo", {"type": "HEADER", "format": "IMAGE"}, BACK, BUTTONS)
    tried = trial(inbox, templated(inbox, header_file=str(kept(inbox, PICTURE).pk)))
    said = tried.act("begin")
    assert "No topo do modelo vai o arquivo “mapa.png”." in said
    assert "Que tal voltar?" in said
    FlowFile.objects.all().delete()
    said = tried.act("begin")
    assert "Falta o arquivo do topo" in said
    assert tried.told["ways"] == [["a", "error"]]


def test_who_would_be_called_is_named(inbox: Inbox) -> None:
    make_member(inbox.organization, Role.AGENT, name="Bia Souza")
    data = {"to": "role:AGENT", "reason": "quer desconto"}
    said = trial(inbox, drawn(inbox, node("a", "hand_over", data))).act("begin")
    assert "A equipe é chamada: quer desconto" in said
    assert "A conversa vai para Bia" in said
