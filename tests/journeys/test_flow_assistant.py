"""An owner lets the assistant talk as a step of a flow, and says who is called after it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.tests.factories import make_member
from bot.models import FlowDefinition
from bot.services.flows import create_flow
from bot.tests.flows.graph.graphs import flow as drawing
from bot.tests.flows.graph.graphs import node
from bot.tests.services.flow_chats import END, PERSON, keyword
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, enter, field, publish, step, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)
WISH = "Ajude a escolher o corte e ofereça um horário."
PLACES = {"a": [340, 0], "h": [680, 0], "e": [680, 200]}


def assisted(studio: Studio) -> FlowDefinition:
    ways = {"done": "e", "handed_over": "h", "error": "h", "idle": "e"}
    nodes = [node("a", "assistant", {"text": "Oi! Pode perguntar."}, **ways), PERSON, END]
    placed = [one | {"at": PLACES[one["id"]]} for one in nodes]
    graph = drawing(*placed, triggers=keyword("ajuda"))
    return create_flow(organization=studio.organization, name="Ajuda", graph=graph, actor=None)


def test_the_assistant_is_told_what_to_do_tried_and_published(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    make_member(studio.organization, Role.AGENT, name="Bia Souza")
    flow = assisted(studio)
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    step(page, "Assistente").locator("[data-open]").click()
    field(page, "instruction").fill(WISH)
    field(page, "turns").fill("1")
    expect(page.locator("#flow-step-side")).to_contain_text("Oi! Pode perguntar.")
    step(page, "Chamar uma pessoa").locator("[data-open]").click()
    field(page, "to").select_option(label="Bia Souza")
    page.locator('[data-flow="try"]').click()
    log = page.locator("#flow-chat-log")
    expect(log).to_contain_text("Oi! Pode perguntar.")
    page.get_by_label("Escreva como um cliente").fill("qual corte combina comigo?")
    page.keyboard.press("Enter")
    log.get_by_role("button", name="Chamou uma pessoa").click()
    expect(log).to_contain_text("A conversa vai para Bia")
    log.get_by_role("button", name="Recomeçar").click()
    page.get_by_label("Escreva como um cliente").fill("e o preço?")
    page.keyboard.press("Enter")
    log.get_by_role("button", name="Respondeu", exact=True).click()
    expect(log).to_contain_text("Até logo!")
    page.keyboard.press("Escape")
    publish(page)
    kept = FlowDefinition.objects.select_related("published").get(pk=flow.pk)
    assert kept.published is not None
    data = {one["id"]: one["data"] for one in kept.published.graph["nodes"]}
    assert (data["a"]["instruction"], data["a"]["turns"]) == (WISH, 1)
    assert data["h"]["to"].startswith("user:")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    flow = assisted(studio)
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}{flow.pk}/")
    step(page, "Assistente").locator("[data-open]").click()
    expect(field(page, "instruction")).to_be_visible()
    assert serious(page) == []
    page.locator('[data-flow="try"]').click()
    expect(page.locator("#flow-chat-log .flow-bubble")).to_have_count(1)
    expect(page.locator("#flow-side")).to_be_visible(visible=viewport == DESK)
    page.get_by_label("Escreva como um cliente").fill("quanto custa?")
    page.keyboard.press("Enter")
    expect(page.locator("#flow-chat-log")).to_contain_text("Respondeu e terminou")
    assert serious(page) == []
