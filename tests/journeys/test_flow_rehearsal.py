"""An owner tries a draft in the chat beside the canvas."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.models import FlowDefinition, FlowRun
from config.run.testing.browser import PHONE
from tests.journeys.test_flows import DESK, Studio, enter, field, made, serious, step, studio

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], scheme: str, viewport: dict[str, int]
) -> None:
    flow = made(studio, "survey")
    page = new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    enter(page, f"{studio.url}{flow.pk}/")
    page.locator('[data-flow="try"]').click()
    expect(page.locator("#flow-chat-log .flow-bubble")).to_have_count(1)
    assert serious(page) == []
    page.get_by_label("Escreva como um cliente").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("#flow-chat-log")).to_contain_text("Fim do teste.")
    assert serious(page) == []
