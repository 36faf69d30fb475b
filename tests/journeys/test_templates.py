"""An owner writes a message template, Meta approves it, and later makes a promotion of it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.models import MessageTemplate
from config.run.testing.browser import PHONE
from config.run.testing.stack import LiveStack, StartStack
from tests.axe import serious
from tests.door import log_in
from tests.journeys.test_conversations import DESK
from tests.phones import Phones, eventually
from tests.shop import OWNER, Shop, open_shop

LIVE_MS = 25_000
WINDOWS = [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stack(live_stack: StartStack) -> LiveStack:
    return live_stack("simulator", "web", "worker")


@pytest.fixture
def shop(stack: LiveStack) -> Shop:
    Phones(stack.simulator_url).switch(template_review_delay=0.0)
    return open_shop(stack)


def come_in(page: Page, stack: LiveStack) -> None:
    log_in(page, f"{stack.web_url}/o/studio-bela/settings/", OWNER)


def row(shop: Shop) -> MessageTemplate | None:
    with shop.open():
        found: MessageTemplate | None = MessageTemplate.objects.filter(name="volte_logo").first()
        return found


def is_approved(shop: Shop) -> bool:
    found = row(shop)
    return found is not None and found.status == "APPROVED"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("window", WINDOWS, ids=["desk", "phone"])
def test_template_is_written_approved_and_turned_into_a_promotion(
    stack: LiveStack,
    shop: Shop,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, Any],
) -> None:
    page = new_page(**window, reduced_motion="reduce")
    come_in(page, stack)
    page.locator("main").get_by_role("link", name="Modelos").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Novo modelo").first.click()
    page.get_by_label("Nome", exact=True).fill("volte_logo")
    page.get_by_label("Idioma").select_option("pt_BR")
    message = page.get_by_label("Mensagem", exact=True)
    message.fill("Oi, ")
    page.get_by_role("button", name="Pôr um campo").click()
    expect(message).to_have_value("Oi, {{1}}")
    problems = page.locator("[data-problems]")
    expect(problems).to_contain_text("A mensagem não pode terminar com um campo.")
    message.fill("Oi, {{1}}! Sentimos sua falta por aqui. Quer marcar um horário?")
    expect(problems).not_to_contain_text("terminar com um campo")
    page.get_by_role("button", name="Pôr um botão").click()
    expect(page.get_by_label("Texto do botão").first).to_be_focused()
    page.get_by_label("Texto do botão").first.fill("Quero marcar")
    page.get_by_role("button", name="Pôr um botão").click()
    page.get_by_role("combobox", name="Botão 2", exact=True).select_option("URL")
    page.get_by_label("Texto do botão").nth(1).fill("Ver preços")
    page.get_by_label("Link", exact=True).fill("https://bela.test/precos/{{1}}")
    page.get_by_label("Link", exact=True).blur()
    with page.expect_navigation():  # until the scripts of the next page are there
        page.get_by_role("button", name="Enviar para a Meta").click()
    expect(page.locator(".field-error").first).to_contain_text("Dê um exemplo")
    page.get_by_role("textbox", name="Exemplo de {{1}}", exact=True).fill("Marina")
    page.get_by_label("Exemplo do final do link de “Ver preços”").fill("corte")
    preview = page.locator("[data-template-preview]")
    expect(preview).to_contain_text("Oi, Marina! Sentimos sua falta por aqui.")
    expect(preview).to_contain_text("Ver preços")
    expect(page.locator("[data-problems]")).to_have_count(0)
    assert fits(page)
    page.get_by_role("button", name="Enviar para a Meta").click()

    line = page.locator("tr", has_text="volte_logo")
    expect(line).to_be_visible()
    eventually(lambda: is_approved(shop), what="the review")
    page.reload()
    expect(line).to_contain_text("Aprovado")
    template = row(shop)
    assert template is not None
    change = {"category": "MARKETING"}
    address = f"{stack.simulator_url}/control/templates/{template.external_id}"
    httpx.patch(address, json=change, trust_env=False).raise_for_status()
    eventually(lambda: (found := row(shop)) and found.recategorised_at, what="the change")

    page.goto(f"{stack.web_url}/o/studio-bela/")
    page.get_by_role("link", name="Modelo que a Meta transformou em promoção").click()
    expect(line).to_contain_text("agora ele só vai para quem autorizou")
    assert fits(page)
    page.get_by_role("button", name="Entendi").click()
    expect(page.get_by_role("button", name="Entendi")).to_have_count(0)
    expect(line).to_contain_text("Promoção")
    # Last of all: the checker touches styles, which a later swap would carry over.
    assert serious(page) == []
    page.get_by_role("link", name="Volte logo", exact=True).click()
    expect(message).to_have_value("Oi, {{1}}! Sentimos sua falta por aqui. Quer marcar um horário?")
    assert serious(page) == []
    assert [error for error in page_errors if "422" not in error] == []
    page_errors.clear()
