"""An owner gives a variable its first value and goes from there to the step that uses it."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.flows.graph import read_graph
from bot.models import FlowDefinition
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, enter, field, made, step, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)


def opened(page: Page) -> None:
    page.locator('[aria-label="Mais ações"]').click()
    page.locator("#flow-variables-open").click()
    expect(page.locator("#flow-variables")).to_be_visible()


def test_a_variable_gets_a_first_value(studio: Studio, new_page: Callable[..., Page]) -> None:
    flow = made(studio, "survey")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    opened(page)
    page.locator("#variable-nota").fill("5")
    page.locator("#variable-new").fill("Nome do Pet")
    page.get_by_role("button", name="Salvar variáveis").click()
    expect(page.locator("#flow-status")).to_have_text("Salvo. Falta publicar.")
    expect(page.locator("#panel")).to_be_hidden()
    page.wait_for_function("!flow.isUnsaved()")
    kept = FlowDefinition.objects.get(pk=flow.pk).draft["variables"]
    assert kept == [
        {"name": "nota", "type": "text", "initial": "5"},
        {"name": "nome_do_pet", "type": "text", "initial": None},
    ]
    page.locator('[data-flow="undo"]').click()
    opened(page)
    expect(page.locator("[data-variable]")).to_have_count(1)
    expect(page.locator("#variable-nota")).to_have_value("")
    page.locator("#flow-variables").get_by_role("button", name="Condição").click()
    expect(field(page, "rules.0.tests.0.name")).to_have_value("nota")


def test_a_variable_is_renamed_everywhere_and_back(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    flow = made(studio, "survey")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    step(page, "Condição").locator("[data-open]").click()
    expect(field(page, "rules.0.tests.0.name")).to_have_value("nota")
    opened(page)
    row = page.locator('[data-variable="nota"]')
    row.get_by_text("Mudar o nome em todo o fluxo").click()
    row.locator("[data-rename-to]").fill("Nota da visita")
    page.keyboard.press("Enter")
    expect(page.locator('[data-variable="nota_da_visita"]')).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("“nota” agora se chama “nota_da_visita”")
    assert "nota_da_visita" in json.dumps(FlowDefinition.objects.get(pk=flow.pk).draft)
    page.locator("#panel [data-close]").first.click()
    expect(field(page, "rules.0.tests.0.name")).to_have_value("nota_da_visita")
    page.locator('[data-flow="undo"]').click()
    expect(field(page, "rules.0.tests.0.name")).to_have_value("nota")
    expect(page.locator("#flow-status")).to_have_text("Salvo. Falta publicar.")
    kept = read_graph(FlowDefinition.objects.get(pk=flow.pk).draft)[0]
    assert kept.nodes == read_graph(flow.draft)[0].nodes


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    flow = made(studio, "survey")
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}{flow.pk}/")
    opened(page)
    assert serious(page) == []
