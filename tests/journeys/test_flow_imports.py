"""An owner brings a flow along from Typebot and tries it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.tests.typebot.exports import pizzeria
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, enter, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)


def read(page: Page, studio: Studio, content: Any) -> None:
    enter(page, studio.url)
    page.get_by_role("link", name="Importar fluxo").click()
    file = {"name": "pizza.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("Arquivo do fluxo").set_input_files(file)
    page.get_by_role("button", name="Ler arquivo").click()


def test_an_export_is_read_kept_and_tried(studio: Studio, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=DESK)
    read(page, studio, json.dumps(pizzeria()).encode())
    expect(page.locator("main")).to_contain_text("Entendemos 10 de 11 partes do arquivo.")
    page.get_by_label("Nome").fill("Pizzaria da Ana")
    page.get_by_role("button", name="Guardar como rascunho").click()
    expect(page.locator("#flow h1")).to_have_text("Pizzaria da Ana")
    expect(page.locator(".flow-node")).to_have_count(10)
    page.wait_for_load_state()  # the scripts are there
    page.locator('[data-flow="try"]').click()
    chat = page.locator("#flow-chat-log")
    expect(chat).to_contain_text("Qual o seu nome?")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport, reduced_motion="reduce")
    read(page, studio, json.dumps(pizzeria()).encode())
    expect(page.locator("main")).to_contain_text("O que ficou de fora")
    assert serious(page) == []
