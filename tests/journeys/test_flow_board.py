"""The board of a large flow can be read: steps in order, lines around them, on a phone too."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.built_in_flow import built_in_graph
from bot.models import FlowDefinition
from bot.services.flows import create_flow
from bot.services.texts import texts_in
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, begin, enter, field, made, port, step, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)

# Steps that lie on each other, and lines that run under a step that they don't belong to.
HIDDEN = """() => {
  const boxes = [...document.querySelectorAll(".flow-node")].map((one) => {
    const [left, top] = flow.placeOf(one.dataset.id);
    const [right, bottom] = [left + one.offsetWidth, top + one.offsetHeight];
    return { id: one.dataset.id, left, top, right, bottom };
  });
  const over = boxes.filter((one) => boxes.some((other) => one !== other && one.left < other.right
    && other.left < one.right && one.top < other.bottom && other.top < one.bottom));
  const under = [...document.querySelectorAll(".flow-edge")].filter((path) => {
    const others = boxes.filter(({ id }) => id !== path.dataset.from && id !== path.dataset.to);
    const length = path.getTotalLength();
    return Array.from({ length: 60 }, (_, at) => path.getPointAtLength((length * at) / 59)).some(
      ({ x, y }) => others.some((box) => x > box.left + 1 && x < box.right - 1
        && y > box.top + 1 && y < box.bottom - 1));
  });
  return [over.length, under.map((path) => `${path.dataset.from} ${path.dataset.to}`)];
}"""


def copied(studio: Studio) -> FlowDefinition:
    """A copy of the house's conversation: 22 steps, most of which lead back to one."""
    graph = built_in_graph("pt-BR", texts_in(studio.organization, "pt-BR"))
    return create_flow(organization=studio.organization, name="Cópia", graph=graph, actor=None)


def tidied(page: Page) -> None:
    page.locator('[aria-label="Mais ações"]').click()
    page.locator('[data-flow="tidy"]').click()


def chain(count: int) -> dict[str, Any]:
    """A flow of so many messages, one after the other."""
    nodes = [
        {
            "id": f"m{at}",
            "kind": "message",
            "at": [0, 0],
            "data": {"blocks": [{"text": f"Mensagem {at}"}]},
            "next": {"done": f"m{at + 1}" if at + 1 < count else "fim"},
        }
        for at in range(count)
    ]
    end = {"id": "fim", "kind": "end", "at": [0, 0], "data": {"text": ""}, "next": {}}
    return {
        "format": "zapenda-flow",
        "version": 1,
        "start": "m0",
        "triggers": [],
        "nodes": [*nodes, end],
    }


def test_tidying_puts_nothing_over_anything(studio: Studio, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), f"{studio.url}{copied(studio).pk}/")
    tidied(page)
    assert page.evaluate(HIDDEN) == [0, []]
    page.locator('[data-flow="undo"]').click()
    page.locator('[data-flow="redo"]').click()
    assert page.evaluate(HIDDEN) == [0, []]


def test_a_long_flow_goes_on_below_and_is_seen_as_a_whole(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    flow = create_flow(organization=studio.organization, name="Longo", graph=chain(60), actor=None)
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    tidied(page)
    assert page.evaluate(HIDDEN) == [0, []]
    board = page.locator("#flow-canvas").bounding_box()
    boxes = [one.bounding_box() for one in page.locator(".flow-node").all()]
    assert board is not None
    assert len(boxes) == 62
    for box in boxes:
        assert box is not None
        assert board["x"] <= box["x"] < board["x"] + board["width"]
        assert board["y"] <= box["y"] < board["y"] + board["height"]


def test_the_lines_of_a_step_stand_out(studio: Studio, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), f"{studio.url}{made(studio, 'welcome').pk}/")
    expect(page.locator(".flow-edge.is-near")).to_have_count(0)
    step(page, "Botões").locator("[data-open]").hover()
    expect(page.locator(".flow-edge.is-near")).to_have_count(5)
    step(page, "Fim").locator("[data-open]").focus()
    page.keyboard.press("Shift+Tab")  # the way of the step before
    expect(page.locator(".flow-edge.is-near")).to_have_count(3)


def test_a_flow_is_built_by_touch(studio: Studio, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    begin(page, studio, "Pelo telefone")
    expect(page.locator("#flow-hello")).to_be_visible()
    port(page, "Começo", "Primeiro passo").tap()
    page.locator('#flow-choose [data-kind="message"]').tap()
    field(page, "blocks.0.text").fill("Oi! Já respondo.")
    expect(step(page, "Mensagem").locator(".flow-summary")).to_have_text("Oi! Já respondo.")
    page.locator('[data-flow="close"]').tap()
    port(page, "Mensagem", "Depois").tap()
    page.locator('#flow-choose [data-kind="hand_over"]').tap()
    expect(field(page, "reason")).to_be_visible()
    page.locator('[data-flow="close"]').tap()
    page.locator('[data-flow="board"]').tap()
    page.locator('[data-flow="fit"]').tap()
    for name in ("Começo", "Mensagem", "Chamar uma pessoa"):
        expect(step(page, name).locator("[data-open]")).to_be_in_viewport(ratio=1)
    step(page, "Mensagem").locator("[data-open]").tap()
    expect(field(page, "blocks.0.text")).to_have_value("Oi! Já respondo.")
    expect(page.locator('[data-flow="fit"]')).to_be_hidden()


def test_a_step_is_found_by_its_name(studio: Studio, new_page: Callable[..., Page]) -> None:
    flow = create_flow(organization=studio.organization, name="Longo", graph=chain(60), actor=None)
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    tidied(page)
    page.locator('.flow-node[data-id="m2"] [data-port="done"]').click()
    dialog, search = page.locator("#flow-choose"), page.locator("#flow-choose-search")
    search.fill("condicao")
    expect(dialog.locator(".flow-choice:visible b")).to_have_text(["Condição"])
    expect(page.locator("#flow-targets")).to_be_hidden()
    search.fill("nada disso")
    expect(dialog.get_by_text("Nenhum passo com esse nome.")).to_be_visible()
    search.fill("Mensagem 41")
    expect(dialog.locator(".flow-choice:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator('.flow-node[data-id="m2"] .flow-port-target')).to_have_text("Mensagem")
    assert page.evaluate("() => flow.target('m2', 'done')") == "m41"
    page.locator('[data-flow="add"]').click()
    expect(search).to_have_value("")
    assert dialog.locator(".flow-choice:visible").count() > 20


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}{copied(studio).pk}/")
    page.locator('[data-flow="board"]').click()
    expect(page.locator('[data-flow="fit"]')).to_be_visible()
    assert serious(page) == []
