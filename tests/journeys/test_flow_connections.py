"""An owner gives flows a key and a file, and has time begin a flow, in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.models import FlowDefinition, FlowFile, FlowSecret
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_flows import DESK, Studio, begin, enter, field, step, studio

__all__ = ["studio"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_key_and_a_file_for_flows(studio: Studio, new_page: Any, tmp_path: Path) -> None:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    settings = studio.url.replace("/flows/", "/settings/")
    enter(page, f"{settings}flow-secrets/")
    expect(page.get_by_text("Nenhuma senha guardada")).to_be_visible()
    page.get_by_role("link", name="Nova senha").first.click()
    page.get_by_label("Nome", exact=True).fill("estoque")
    page.get_by_label("Senha ou chave").fill("k-very-hidden")
    page.get_by_role("button", name="Guardar senha").click()
    expect(page.get_by_role("link", name="estoque", exact=True)).to_be_visible()
    expect(page.locator("#flow-secrets code").first).to_have_text("{{secret.estoque}}")
    assert FlowSecret.objects.get(is_signing=False).value == "k-very-hidden"
    page.get_by_role("button", name="Gerar chave nova").click()
    page.get_by_role("button", name="Gerar chave", exact=True).click()
    key = page.locator("#flow-secrets [role=status] code")
    expect(key).to_be_visible()
    assert key.inner_text() == FlowSecret.objects.get(is_signing=True).value
    assert serious(page) == []

    page.goto(f"{settings}flow-files/")
    page.get_by_role("link", name="Novo arquivo").first.click()
    prices = tmp_path / "preços.pdf"
    prices.write_bytes(b"%PDF-1.7 prices")
    page.locator("input[type=file]").set_input_files(prices)
    page.get_by_role("button", name="Guardar arquivo").click()
    expect(page.get_by_role("cell", name="preços.pdf", exact=True)).to_be_visible()
    assert FlowFile.objects.get().name == "preços.pdf"
    assert serious(page) == []


def test_the_same_pages_on_a_phone_at_night(studio: Studio, new_page: Any) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    settings = studio.url.replace("/flows/", "/settings/")
    FlowSecret.objects.create(organization=studio.organization, name="estoque", value="x")
    enter(page, f"{settings}flow-secrets/")
    expect(page.get_by_role("link", name="estoque", exact=True)).to_be_visible()
    assert serious(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_time_begins_a_flow(studio: Studio, new_page: Any) -> None:
    """The trigger is chosen and filled in beside the canvas, and stays."""
    page: Page = new_page(viewport=DESK, reduced_motion="reduce")
    begin(page, studio, "Retorno")
    step(page, "Começo").locator("[data-open]").click()
    page.get_by_role("button", name="Antes ou depois de um horário marcado").click()
    field(page, "triggers.0.unit").select_option("hours")
    field(page, "triggers.0.amount").fill("3")
    field(page, "triggers.0.not_before").fill("09:00")
    with page.expect_response(re.compile("/draft/$")):
        field(page, "triggers.0.not_after").fill("20:00")
    expect(page.locator("#flow-status")).to_have_text("Salvo. Falta publicar.")
    assert serious(page) == []
    (trigger,) = FlowDefinition.objects.get().draft["triggers"]
    assert (trigger["amount"], trigger["unit"], trigger["not_before"]) == (3, "hours", "09:00")
