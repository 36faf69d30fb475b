"""An owner tries a draft in the chat beside the canvas."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import make_user
from bot.gateways import MediaFile
from bot.models import FlowDefinition, FlowRun, Message
from bot.services.flow_files import add_flow_file
from bot.services.flows import create_flow
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node, text
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from bot.tests.templates import body, make_template
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, enter, field, made, step, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_is_tried_changed_and_tried_again(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    flow = made(studio, "welcome")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    page.locator('[data-flow="try"]').click()
    log = page.locator("#flow-chat-log")
    expect(log.locator(".flow-bubble")).to_have_text("Oi, Marina! Como podemos ajudar?")
    expect(step(page, "Botões")).to_contain_class("is-here")
    log.get_by_role("button", name="Falar com alguém").click()
    expect(log).to_contain_text("Fim do teste.")
    expect(step(page, "Chamar uma pessoa")).to_contain_class("is-visited")
    expect(page.locator(".flow-edge.is-lit")).to_have_count(2)
    step(page, "Botões").locator("[data-open]").click()
    field(page, "text").fill("Olá! Em que ajudo?")
    log.get_by_role("button", name="Recomeçar").click()
    expect(log).to_contain_text("Olá! Em que ajudo?")
    page.get_by_role("button", name="Deixar o tempo passar").click()
    expect(log).to_contain_text("Passaram 60 minutos.")
    assert FlowDefinition.objects.get().draft["nodes"][0]["data"]["text"] == "Olá! Em que ajudo?"
    assert not FlowRun.objects.exists()


def test_a_draft_is_tried_with_the_keyboard(studio: Studio, new_page: Callable[..., Page]) -> None:
    flow = made(studio, "survey")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    page.keyboard.press("t")
    written = page.get_by_label("Escreva como um cliente")
    expect(page.locator("#flow-chat-log .flow-bubble")).to_have_count(1)
    expect(written).to_be_focused()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(page.locator("#flow-chat-log")).to_contain_text("Obrigado! Até a próxima.")
    expect(page.locator("#flow-chat-known dd")).to_have_text("10")
    page.keyboard.press("Escape")
    expect(page.locator('[data-flow="try"]')).to_be_focused()
    expect(page.locator(".is-visited")).to_have_count(0)


def test_who_writes_before_the_robot_answered_is_heard(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    flow = made(studio, "survey")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    page.locator('[data-flow="try"]').click()
    page.get_by_label("Escreva como um cliente").fill("10")
    page.keyboard.press("Enter")
    log = page.locator("#flow-chat-log")
    expect(log).to_contain_text("Obrigado! Até a próxima.")
    expect(log.locator(".flow-bubble")).to_have_count(2)


def visiting(studio: Studio) -> FlowDefinition:
    """A draft that sends all kinds of things, and asks for a name in a flow of its own."""
    asks = {"text": "Como você se chama?", "variable": "nome"}
    name = [node("q", "question", asks, done="e", failed="h", idle="h"), END, PERSON]
    publish(studio.organization, drawing(*name, start="q", triggers=keyword("nome")), "Nome")
    buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Quero voltar"}]}
    words = body("Oi, {{1}}! Sentimos sua falta. Que tal um horário?", "Marina")
    make_template(studio.channel, "volte_logo", words, buttons)
    card = {"name": "Recepção", "phone": "+55 11 3333-4444", "company": "Studio Bela"}
    place = {"latitude": "-23.5", "longitude": "-46.6", "name": "Studio Bela", "address": "Rua 2"}
    picture = MediaFile("image/png", b"\x89PNG\r\n\x1a\n" + bytes(200), "corte-novo.png")
    file = add_flow_file(organization=studio.organization, file=picture, actor=make_user())
    taps = {"template": "volte_logo", "buttons": [{"id": "s", "title": "Quero voltar"}]}
    calls = {"flow": "nome", "returns": True, "gets": [{"variable": "nome"}]}
    graph = drawing(
        node("a", "file", {"file": str(file.pk), "text": "O corte da semana"}, done="b"),
        node("b", "location", place, done="c"),
        node("c", "contact", card, done="d"),
        node("d", "template", taps, s="g", no_match="h", idle="e", error="h"),
        node("g", "go_to", calls, done="w", error="h"),
        node("w", "wait", {"minutes": 60}, done="m"),
        node("m", "message", text("Obrigado, {{nome}}!"), done="e"),
        END,
        PERSON,
        triggers=keyword("novidades"),
    )
    made = create_flow(organization=studio.organization, name="Visita", graph=graph, actor=None)
    return made


def test_what_would_be_sent_is_seen_and_another_flow_walked(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    enter(page, f"{studio.url}{visiting(studio).pk}/")
    page.locator('[data-flow="try"]').click()
    log = page.locator("#flow-chat-log")
    expect(log.locator(".flow-bubble").nth(0)).to_contain_text("corte-novo.png")
    expect(log.locator(".flow-bubble").nth(1)).to_contain_text("Rua 2")
    expect(log.locator(".flow-bubble").nth(2)).to_contain_text("+55 11 3333-4444")
    assert serious(page) == []
    log.get_by_role("button", name="Quero voltar").click()
    inside = page.locator("#flow-chat-inside")
    expect(inside).to_have_text("Agora em outro fluxo: Nome")
    expect(page.locator(".flow-node.is-here")).to_have_attribute("data-id", "g")
    assert serious(page) == []
    page.get_by_label("Escreva como um cliente").fill("Bia")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("O robô espera até")
    expect(inside).to_be_hidden()
    page.get_by_role("button", name="Deixar o tempo passar").click()
    expect(log).to_contain_text("Obrigado, Bia!")
    expect(log).to_contain_text("Fim do teste.")
    assert not Message.objects.exists()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    flow = made(studio, "survey")
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}{flow.pk}/")
    page.locator('[data-flow="try"]').click()
    expect(page.locator("#flow-chat-log .flow-bubble")).to_have_count(1)
    assert serious(page) == []
    page.get_by_label("Escreva como um cliente").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("#flow-chat-log")).to_contain_text("Fim do teste.")
    assert serious(page) == []
