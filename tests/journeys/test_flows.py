"""An owner draws a flow in a real browser, publishes it, and a customer goes through it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Locator, Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_user
from bot.enums import Author
from bot.flow_starters import starter_graph
from bot.gateways.meta import sign
from bot.models import Channel, FlowDefinition, FlowRun, Message
from bot.selectors.secrets import refresh_secrets
from bot.services.flows import create_flow, save_draft
from bot.services.inbox import process_receipts
from bot.services.turns import run_due_turns
from bot.services.webhooks import accept_meta_webhook, record_receipts
from bot.tests.factories import APP_SECRET, make_channel, text_message, wamid, webhook_body
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.door import log_in

DESK = {"width": 1440, "height": 900}
MARINA = "5511981230137"

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Studio:
    """A salon with a number, and no flow yet."""

    organization: Organization
    channel: Channel
    base_url: str

    @property
    def url(self) -> str:
        return f"{self.base_url}/o/{self.organization.slug}/flows/"

    def hear(self, words: str, second: int) -> list[str]:
        """Marina writes; what the bot answered."""
        seen = set(Message.objects.values_list("pk", flat=True))
        moment = int(timezone.now().timestamp()) - 600 + second
        message = text_message(words, sender=MARINA, timestamp=moment, wamid=wamid())
        body = webhook_body(self.channel, message)
        refresh_secrets()
        record_receipts([accept_meta_webhook(body=body, signature=sign(body, APP_SECRET))])
        process_receipts(now=timezone.now())
        run_due_turns(now=timezone.now() + timedelta(seconds=5))
        answers = Message.objects.filter(author=Author.BOT).exclude(pk__in=seen)
        return list(answers.order_by("id").values_list("text", flat=True))


@pytest.fixture
def studio(live_server: Any) -> Iterator[Studio]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        yield Studio(organization, make_channel(organization), live_server.url)


def enter(page: Page, url: str) -> Page:
    return log_in(page, url)


def begin(page: Page, studio: Studio, name: str) -> None:
    """An empty flow, open in the editor."""
    enter(page, studio.url)
    page.locator(".page-head-actions a").click()
    page.locator("#panel [name=name]").fill(name)
    page.locator("#panel").get_by_text("Em branco", exact=True).first.click()
    with page.expect_navigation():
        page.locator("#panel [type=submit]").click()
    expect(page.locator("#flow h1")).to_have_text(name)


def step(page: Page, name: str) -> Locator:
    """A step by the name in its head."""
    return page.locator(".flow-node").filter(
        has=page.locator(".flow-kind").get_by_text(name, exact=True)
    )


def port(page: Page, name: str, label: str) -> Locator:
    return step(page, name).locator(f'[data-port][data-label="{label}"]')


def field(page: Page, name: str) -> Locator:
    return page.locator(f'#flow-form [name="{name}"]')


def drag(page: Page, source: Locator, target: Locator) -> None:
    start, end = source.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] - 6, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 12, steps=8)
    page.mouse.up()


def place(page: Page, name: str) -> tuple[float, float]:
    """Where a step stands on the board."""
    style = step(page, name).evaluate(
        "one => [one.style.getPropertyValue('--x'), one.style.getPropertyValue('--y')]"
    )
    return float(style[0].removesuffix("px")), float(style[1].removesuffix("px"))


def publish(page: Page) -> None:
    page.locator("#flow-publish").click()
    page.locator("#panel").get_by_role("button", name="Publicar agora").click()
    expect(page.locator("#toasts")).to_contain_text("No ar: versão 1")
    expect(page.locator("#flow-status")).to_have_text("No ar: versão 1")


def test_a_flow_is_drawn_with_the_mouse_published_and_met(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=DESK)
    begin(page, studio, "Cor preferida")
    add = page.locator('[data-flow="add"]')
    for kind in ("question", "end", "hand_over"):
        add.click()
        page.locator(f'#flow-choose [data-kind="{kind}"]').click()
        expect(page.locator(f'.flow-node[data-kind="{kind}"]')).to_be_visible()
        expect(page.locator("#flow-form")).to_be_visible()
    page.locator('[data-flow="fit"]').click()
    step(page, "Pergunta").locator("[data-open]").click()
    expect(field(page, "variable")).to_be_visible()
    field(page, "text").fill("Qual a sua cor preferida?")
    field(page, "variable").fill("Cor")
    expect(page.locator(".flow-bubble")).to_have_text("Qual a sua cor preferida?")
    expect(step(page, "Pergunta").locator(".flow-summary")).to_contain_text("cor preferida")
    step(page, "Fim").locator("[data-open]").click()
    field(page, "text").fill("Anotado: {{cor}}!")
    expect(page.locator(".flow-bubble")).to_have_text("Anotado: [cor]!")
    page.locator('[data-flow="close"]').click()
    for label, to in (
        ("Depois", "Fim"),
        ("Se não responder", "Chamar uma pessoa"),
        ("Se não acertar a resposta", "Chamar uma pessoa"),
    ):
        drag(page, port(page, "Pergunta", label), step(page, to))
        expect(port(page, "Pergunta", label)).to_have_class("flow-port is-linked")
    before = place(page, "Fim")
    drag(page, step(page, "Fim").locator("[data-open]"), page.locator("#flow-canvas"))
    assert place(page, "Fim") != before
    page.locator('[data-flow="undo"]').click()
    assert place(page, "Fim") == before
    step(page, "Começo").locator("[data-open]").click()
    page.locator("#flow-form").get_by_role("button", name="Palavra do cliente").click()
    field(page, "triggers.0.words").fill("cor, cores")
    publish(page)
    assert studio.hear("cores", 1) == ["Qual a sua cor preferida?"]
    assert studio.hear("Azul", 2) == ["Anotado: Azul!"]
    assert FlowRun.objects.get().ended_at is not None
    page.locator('[aria-label="Mais ações"]').click()
    page.locator('[data-flow="numbers"]').click()
    expect(step(page, "Pergunta").locator(".flow-times")).to_have_text("1 cliente")


def test_a_flow_is_built_with_the_keyboard_alone(
    studio: Studio, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=DESK)
    begin(page, studio, "Teclado")
    keys = page.keyboard
    port(page, "Começo", "Primeiro passo").focus()
    keys.press("Enter")
    expect(page.locator("#flow-choose")).to_be_visible()
    tab_to(page, '[data-kind="message"]')
    keys.press("Enter")
    expect(step(page, "Mensagem").locator("[data-open]")).to_be_focused()
    expect(field(page, "blocks.0.text")).to_be_visible()
    tab_to(page, '[name="blocks.0.text"]')
    keys.type("Oi! Estamos de férias.")
    expect(page.locator(".flow-bubble")).to_have_text("Oi! Estamos de férias.")
    keys.press("Escape")
    expect(step(page, "Mensagem").locator("[data-open]")).to_be_focused()
    keys.press("Tab")
    expect(port(page, "Mensagem", "Depois")).to_be_focused()
    keys.press("Enter")
    tab_to(page, '[data-kind="hand_over"]')
    keys.press("Enter")
    person = step(page, "Chamar uma pessoa").locator("[data-open]")
    expect(person).to_be_focused()
    before = place(page, "Chamar uma pessoa")
    keys.press("ArrowDown")
    assert place(page, "Chamar uma pessoa") == (before[0], before[1] + 20)
    keys.press("Control+z")
    assert place(page, "Chamar uma pessoa") == before
    keys.press("Delete")
    expect(step(page, "Chamar uma pessoa")).to_have_count(0)
    keys.press("Control+z")
    expect(port(page, "Mensagem", "Depois")).to_have_accessible_name(
        "Depois vai para Chamar uma pessoa"
    )
    step(page, "Começo").locator("[data-open]").focus()
    keys.press("Enter")
    tab_to(page, '[value="add:keyword"]')
    keys.press("Enter")
    expect(field(page, "triggers.0.words")).to_be_visible()
    tab_to(page, '[name="triggers.0.words"]')
    keys.type("ferias")
    tab_to(page, "#flow-publish", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("#panel [type=submit]")).to_be_visible()
    tab_to(page, "#panel [type=submit]")
    keys.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("No ar: versão 1")
    expect(page.locator("#flow-status")).to_have_text("No ar: versão 1")
    assert studio.hear("férias", 1)[0] == "Oi! Estamos de férias."


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press the key until the focus is there."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    pytest.fail(f"the focus never comes to {selector}")


def test_the_second_editor_keeps_a_copy(
    studio: Studio, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    flow = made(studio, "welcome")
    page = enter(new_page(viewport=DESK), f"{studio.url}{flow.pk}/")
    expect(page.locator(".flow-node")).to_have_count(5)
    save_draft(flow=flow, graph=starter_graph("survey", "pt-BR"), number=1, actor=None)
    step(page, "Fim").locator("[data-open]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#flow-conflict")).to_contain_text("salvou este fluxo")
    with page.expect_navigation():
        page.get_by_role("button", name="Guardar o meu como cópia").click()
    expect(page.locator("#flow h1")).to_have_text("Boas-vindas, cópia 1")
    expect(step(page, "Botões")).to_be_visible()
    assert FlowDefinition.objects.get(pk=flow.pk).draft["start"] == "nota"
    assert all("409" in error for error in page_errors)
    page_errors.clear()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_barrier(
    studio: Studio, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    flow = made(studio, "welcome")
    page = new_page(viewport=viewport, reduced_motion="reduce")
    enter(page, f"{studio.url}{flow.pk}/")
    expect(page.locator(".flow-node")).to_have_count(5)
    assert serious(page) == []
    step(page, "Botões").locator("[data-open]").click()
    expect(page.locator(".flow-bubble-choice")).to_have_count(2)
    assert serious(page) == []
    page.locator('[data-flow="close"]').click()
    port(page, "Botões", "Ver serviços").click()
    expect(page.locator("#flow-choose")).to_be_visible()
    assert serious(page) == []
    page.goto(studio.url)
    assert serious(page) == []


def made(studio: Studio, starter: str, name: str = "Boas-vindas") -> FlowDefinition:
    graph = starter_graph(starter, "pt-BR")
    return create_flow(organization=studio.organization, name=name, graph=graph, actor=None)
