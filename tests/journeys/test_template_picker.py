"""The 24 hours end while a person looks on: the composer becomes a picker of templates."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.tests.factories import make_customer
from bot.models import Conversation, Delivery, MessageTemplate
from bot.services.templates import sync_templates
from bot.tests.templates import body, make_template
from config.run.testing.browser import PHONE
from config.run.testing.stack import LiveStack, StartStack
from tests.axe import serious
from tests.door import log_in
from tests.journeys.test_conversations import DESK, Inbox, enter, inbox
from tests.phones import Phones, eventually
from tests.shop import OWNER, Shop, open_shop

__all__ = ["inbox"]

LIVE_MS = 25_000
WINDOWS = [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stack(live_stack: StartStack) -> LiveStack:
    return live_stack("simulator", "web", "worker")


@pytest.fixture
def shop(stack: LiveStack) -> Shop:
    """Meta has approved a notice and a promotion."""
    made = open_shop(stack)
    Phones(stack.simulator_url).switch(template_review_delay=0.0)
    for name, category, text in (
        ("volte_logo", "UTILITY", "Oi, {{1}}! Sentimos sua falta. Quer marcar {{2}} com a gente?"),
        ("promo", "MARKETING", "Oi, {{1}}! Esta semana o corte sai mais barato. Aproveite"),
    ):
        submit(made, name, category, text)
    with made.open():
        approved = MessageTemplate.objects.filter(status="APPROVED")
        eventually(
            lambda: (
                sync_templates(channel=made.channel, now=timezone.now()) and approved.count() == 2
            )
        )
    return made


def submit(shop: Shop, name: str, category: str, text: str) -> None:
    address = f"{shop.channel.graph_url}/{shop.channel.account_id}/message_templates"
    draft = {
        "name": name,
        "language": "pt_BR",
        "category": category,
        "components": [{"type": "BODY", "text": text}],
    }
    key = {"Authorization": f"Bearer {shop.channel.access_token}"}
    httpx.post(address, json=draft, headers=key, trust_env=False).raise_for_status()


def ends_in(shop: Shop, **left: float) -> Conversation:
    """So long until the only conversation closes."""
    with shop.open():
        wrote = timezone.now() - timedelta(hours=24) + timedelta(**left)
        Conversation.objects.update(last_customer_message_at=wrote)
        talk: Conversation = Conversation.objects.get()
    return talk


def come_in(page: Page, stack: LiveStack, path: str) -> None:
    log_in(page, f"{stack.web_url}/o/studio-bela/{path}", OWNER)


@pytest.mark.parametrize("window", WINDOWS, ids=["desk", "phone"])
def test_window_closes_and_a_template_reaches_the_phone(
    stack: LiveStack,
    shop: Shop,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, Any],
) -> None:
    phone = Phones(stack.simulator_url).add("Marina Costa")
    phone.write("oi")
    talk = ends_in(shop, minutes=30)
    page = new_page(**window, reduced_motion="reduce")
    come_in(page, stack, f"conversations/{talk.pk}/")
    expect(page.get_by_label("Mensagem", exact=True)).to_be_visible()
    ends_in(shop, seconds=6)
    page.reload()
    expect(page.get_by_label("Mensagem", exact=True)).to_be_visible()
    phone.age(25)

    expect(page.get_by_text("Passaram mais de 24 horas desde")).to_be_visible(timeout=LIVE_MS)
    expect(page.get_by_label("Mensagem", exact=True)).to_have_count(0)
    expect(page.locator(".template-off")).to_contain_text("não autorizou receber promoções")
    page.get_by_role("searchbox", name="Buscar modelo").fill("sentimos")
    expect(page.locator(".template-offer")).to_have_count(1)
    page.get_by_role("link", name="Volte logo").click()
    name = page.get_by_label("Nome do cliente")
    expect(name).to_have_value("Marina")
    preview = page.locator("[data-template-preview]")
    expect(preview).to_contain_text("Quer marcar [Campo 2] com a gente?")
    page.get_by_role("button", name="Enviar modelo").click()
    expect(page.locator(".field-error")).to_contain_text("Preencha este campo.")
    assert all("422" in error for error in page_errors)
    page_errors.clear()
    wish = page.get_by_label("Campo 2")
    expect(wish).to_be_focused()
    wish.fill("um corte")
    expect(preview).to_contain_text("Quer marcar um corte com a gente?")
    page.get_by_role("button", name="Enviar modelo").click()

    words = "Oi, Marina! Sentimos sua falta. Quer marcar um corte com a gente?"
    bubble = page.locator("#thread .bubble-ours", has_text=words)
    expect(bubble).to_contain_text("Lida", timeout=LIVE_MS)
    expect(bubble).to_have_count(1)
    expect(page.get_by_role("searchbox", name="Buscar modelo")).to_be_visible()
    phone.read()
    assert phone.screen["content"]["rendered"]["text"] == words
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious(page) == []


@pytest.mark.parametrize("window", WINDOWS, ids=["desk", "phone"])
def test_conversation_is_begun_and_consent_opens_a_promotion(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, Any],
) -> None:
    helena = make_customer(inbox.organization, name="Helena Vaz")
    promo = make_template(
        inbox.channel, "promo", body("Oi, {{1}}! O corte sai mais barato"), category="MARKETING"
    )
    notice = make_template(inbox.channel, "aviso", body("Oi, {{1}}! Pode falar agora? Até já"))
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    page.get_by_role("link", name="Nova conversa").click()
    page.get_by_label("Nome ou telefone do cliente").fill("helena")
    page.get_by_role("button", name="Conversar com Helena Vaz").click()
    expect(page.get_by_text("Este cliente ainda não escreveu.")).to_be_visible()
    talk = Conversation.objects.get(customer=helena)

    page.wait_for_load_state()  # the scripts are there
    page.get_by_role("link", name="Registrar autorização").click()
    panel = page.locator("#panel")
    panel.get_by_label("Autoriza receber promoções").check()
    panel.get_by_label("O que disse").fill("Disse sim no balcão")
    panel.locator("[type=submit]").click()
    page.get_by_role("link", name="Promo", exact=False).click()
    expect(page.get_by_label("Nome do cliente")).to_have_value("Helena")

    MessageTemplate.objects.filter(pk=promo.pk).update(status="PAUSED")
    page.get_by_role("button", name="Enviar modelo").click()
    expect(page.get_by_role("alert")).to_contain_text("“Promo” não pode mais ser enviado.")
    expect(page.locator("[data-pending]")).to_have_count(0)
    page.get_by_role("link", name="Aviso").click()
    page.get_by_role("button", name="Enviar modelo").dblclick()
    expect(page.locator("#thread .bubble-ours")).to_contain_text("Na fila")
    expect(page.locator("#thread .bubble-ours")).to_have_count(1)
    assert Delivery.objects.filter(message__conversation__customer=helena).count() == 1

    page.goto(f"{inbox.base_url}/o/{inbox.organization.slug}/customers/{helena.pk}/")
    page.get_by_role("button", name="Conversar").click()
    expect(page.locator("#thread")).to_contain_text("Pode falar agora?")
    assert Conversation.objects.filter(customer=helena).count() == 1
    # Last of all: the checker touches styles, which a later swap would carry over.
    for address in (f"{talk.pk}/", f"{talk.pk}/templates/{notice.pk}/", "new/?q=helena"):
        page.goto(f"{inbox.url}{address}")
        assert serious(page) == []
    assert [error for error in page_errors if "409" not in error] == []
    page_errors.clear()


@pytest.mark.parametrize("window", WINDOWS, ids=["desk", "phone"])
def test_lost_answer_stays_and_is_sent_again_once(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, Any],
) -> None:
    make_template(inbox.channel, "aviso", body("Oi, {{1}}! Pode falar agora? Até já"))
    wrote = timezone.now() - timedelta(hours=30)
    Conversation.objects.filter(pk=inbox.igor.pk).update(last_customer_message_at=wrote)
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    page.goto(f"{inbox.url}{inbox.igor.pk}/")
    page.get_by_role("link", name="Aviso").click()
    expect(page.get_by_label("Nome do cliente")).to_have_value("Igor")
    address = "**/templates/*/"
    page.route(address, lambda route: route.abort())
    page.get_by_role("button", name="Enviar modelo").click()
    lost = page.locator("[data-pending]")
    expect(lost).to_contain_text("Não foi enviada")
    assert Delivery.objects.count() == 0
    page.unroute(address)
    lost.get_by_role("button", name="Enviar de novo").click()
    expect(page.locator("#thread .bubble-ours")).to_contain_text("Na fila")
    expect(page.locator("#thread .bubble-ours")).to_have_count(1)
    assert Delivery.objects.count() == 1
    page_errors.clear()
