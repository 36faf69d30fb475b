"""Several steps of a flow at once, with the mouse, the keyboard, the clipboard and two fingers."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bot.services.flows import publish_flow
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, enter, made, place, step, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)
CHOSEN = ".flow-node.is-chosen"


def test_steps_are_chosen_moved_copied_and_deleted_with_the_mouse(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    flow = made(studio, "welcome")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    expect(page.locator(".flow-node")).to_have_count(5)
    box = page.locator("#flow-canvas").bounding_box()
    assert box is not None
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 5, steps=6)
    page.mouse.up()
    expect(page.locator(CHOSEN)).to_have_count(4)
    step(page, "Botões").locator("[data-open]").click()  # Shift is still held
    page.keyboard.up("Shift")
    expect(page.locator("#flow-chosen [data-text]")).to_have_text("3 passos escolhidos")
    before = place(page, "Fim"), place(page, "Botões"), place(page, "Chamar uma pessoa")
    head = step(page, "Fim").locator("[data-open]").bounding_box()
    assert head is not None
    page.mouse.move(head["x"] + 40, head["y"] + 10)
    page.mouse.down()
    page.mouse.move(head["x"] + 100, head["y"] + 70, steps=6)
    page.mouse.up()
    after = place(page, "Fim"), place(page, "Botões"), place(page, "Chamar uma pessoa")
    assert after[0] != before[0]
    assert after[1] == before[1]
    assert after[2][0] - before[2][0] == pytest.approx(after[0][0] - before[0][0], abs=1)
    page.locator('[data-flow="undo"]').click()
    assert place(page, "Chamar uma pessoa") == before[2]
    page.locator("#flow-chosen").get_by_role("button", name="Duplicar").click()
    expect(page.locator(".flow-node")).to_have_count(8)
    page.locator("#flow-chosen").get_by_role("button", name="Excluir").click()
    expect(page.locator(".flow-node")).to_have_count(5)
    page.locator('[data-flow="undo"]').click()
    expect(page.locator(".flow-node")).to_have_count(8)


def test_steps_are_copied_into_another_flow_with_the_keyboard(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    one, two = made(studio, "welcome"), made(studio, "survey", "Outro")
    page = enter(new_page(viewport=DESK), f"{studio.url}{one.pk}/")
    head = step(page, "Botões").locator("[data-open]")
    head.focus()
    page.keyboard.press("Shift+Enter")
    expect(head).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+a")
    expect(page.locator(CHOSEN)).to_have_count(4)
    page.keyboard.press("Control+c")
    expect(page.locator("#toasts")).to_contain_text("Copiado (4)")
    page.keyboard.press("Escape")
    expect(page.locator(CHOSEN)).to_have_count(0)
    page.goto(f"{studio.url}{two.pk}/")
    expect(page.locator(".flow-node")).to_have_count(6)
    page.keyboard.press("Control+v")
    expect(page.locator(".flow-node")).to_have_count(10)
    expect(page.locator(CHOSEN)).to_have_count(4)
    pasted = step(page, "Botões").locator('[data-port][data-label="Ver serviços"]')
    expect(pasted).to_have_accessible_name("Ver serviços vai para Mostrar serviços")
    page.keyboard.press("Control+z")
    expect(page.locator(".flow-node")).to_have_count(6)
    page.evaluate(
        """() => {
          const given = new DataTransfer();
          given.setData("text/plain", "uma receita de bolo");
          const event = { clipboardData: given, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new ClipboardEvent("paste", event));
        }"""
    )
    expect(page.locator("#toasts")).to_contain_text("Só dá para colar aqui passos")
    expect(page.locator(".flow-node")).to_have_count(6)


def test_the_map_shows_and_moves_what_is_seen(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    flow = made(studio, "booking")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    expect(page.locator(".flow-map-node")).to_have_count(8)
    before = page.evaluate("flow.seen()")
    small = page.locator("#flow-map").bounding_box()
    assert small is not None
    page.mouse.move(small["x"] + small["width"] / 2, small["y"] + small["height"] / 2)
    page.mouse.down()
    page.mouse.move(small["x"] + small["width"] - 10, small["y"] + 20, steps=4)
    page.mouse.up()
    after = page.evaluate("flow.seen()")
    assert after["left"] > before["left"]
    assert after["top"] < before["top"]
    assert after["width"] == before["width"]


def test_two_fingers_make_the_board_larger(studio: Studio, new_page: Callable[..., Page]) -> None:
    flow = made(studio, "welcome")
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    enter(page, f"{studio.url}{flow.pk}/")
    page.locator('[data-flow="board"]').click()
    page.evaluate("flow.fit()")
    before = page.evaluate("flow.zoom()")
    box = page.locator("#flow-canvas").bounding_box()
    assert box is not None
    middle, low = box["x"] + box["width"] / 2, box["y"] + box["height"] - 80
    touch = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 30), ("touchMove", 60), ("touchMove", 90)):
        fingers = [
            {"x": middle - apart, "y": low, "id": 1},
            {"x": middle + apart, "y": low, "id": 2},
        ]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("before => flow.zoom() > 2 * before", arg=before)
    assert page.evaluate("visualViewport.scale") == 1


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    flow = made(studio, "welcome")
    publish_flow(flow=flow, now=timezone.now(), actor=None)
    assert studio.hear("ajuda", 1)  # somebody to count
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}{flow.pk}/")
    for act in ("numbers", "all"):
        page.locator('[aria-label="Mais ações"]').click()
        page.locator(f'[data-flow="{act}"]').click()
    expect(page.locator(CHOSEN)).to_have_count(4)
    expect(page.locator("#flow-numbers")).to_be_visible()
    assert serious(page) == []
    page.get_by_text("Ver tabela").click()
    expect(page.locator(".flow-funnel")).to_be_visible()
    assert serious(page) == []
