"""An owner looks at the built-in conversation, copies it, and customers meet the copy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.models import FlowRun
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, enter, field, publish, step, studio

__all__ = ["studio"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_house_s_conversation_is_copied_changed_and_met(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=DESK)
    enter(page, studio.url)
    first = page.locator("#flow-list tbody tr").first
    expect(first).to_contain_text("Conversa da casa")
    first.get_by_role("link", name="Conversa da casa").click()
    expect(page.locator("#flow h1")).to_have_text("Conversa da casa")
    expect(page.locator(".flow-node")).to_have_count(23)
    step(page, "Menu").locator("[data-open]").click()
    expect(field(page, "text")).to_be_disabled()
    expect(field(page, "text")).to_have_value(
        "Como posso ajudar? Toque no menu ou escreva do seu jeito."
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Copiar e mudar").click()
    expect(page.locator("#flow h1")).to_have_text("Minha conversa")
    step(page, "Menu").locator("[data-open]").click()
    field(page, "text").fill("Diga lá, sem pressa.")
    expect(step(page, "Menu").locator(".flow-summary")).to_have_text("Diga lá, sem pressa.")
    publish(page)
    assert "Diga lá, sem pressa." in studio.hear("oi", 1)[0]
    assert FlowRun.objects.get().state["node"] == "menu"
    page.goto(studio.url)
    expect(page.locator("#flow-list tbody tr").first).to_contain_text("Responde “Minha conversa”")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_can_look_at_it(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}house/")
    expect(page.locator(".flow-node")).to_have_count(23)
    assert serious(page) == []
    page.goto(studio.url)
    expect(page.locator("#flow-list tbody tr").first).to_contain_text("Conversa da casa")
    assert serious(page) == []
