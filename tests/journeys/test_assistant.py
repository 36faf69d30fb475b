"""An owner sets the assistant up; a customer asks what no robot knows; the team sees how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Customer, Organization
from accounts.tests.factories import make_organization, make_user
from bot.gateways.language_model import protocols
from bot.gateways.meta import sign
from bot.models import AssistantTurn, Channel
from bot.selectors.secrets import refresh_secrets
from bot.services.inbox import process_receipts
from bot.services.turns import run_due_turns
from bot.services.webhooks import accept_meta_webhook, record_receipts
from bot.tasks import embed_texts, run_assistant
from bot.tests.factories import APP_SECRET, make_channel, text_message, wamid, webhook_body
from bot.tests.services.assistants import server
from bot.tests.services.model_server import KEY, ModelServer, Says, calls
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.tests.factories import make_staff, open_on_holidays
from tests.axe import serious
from tests.door import log_in

__all__ = ["server"]

OTHER_WORDS = "posso levar meu bichinho de estimação comigo no colo?"
DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class House:
    organization: Organization
    channel: Channel
    base_url: str
    server: ModelServer

    def url(self, rest: str) -> str:
        return f"{self.base_url}/o/{self.organization.slug}/{rest}"


@pytest.fixture
def house(live_server: Any, server: ModelServer) -> Iterator[House]:
    assert protocols  # imported: the libraries take their seconds the first time
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        open_on_holidays(organization)
        service = make_service(organization, name="Corte feminino", price=80)
        make_staff(organization, [service], name="Ana Souza", user=owner)
        yield House(organization, make_channel(organization), live_server.url, server)


def enter(page: Page, house: House, rest: str = "settings/assistant/") -> Page:
    return log_in(page, house.url(rest))


def set_up(page: Page, house: House) -> None:
    page.get_by_label("O assistente responde quando").check()
    page.get_by_label("Endereço da API").fill(f"{house.server.url}/v1")
    page.get_by_label("Nome do modelo").fill("small")
    page.get_by_label("Chave da API").fill(KEY)
    page.get_by_label("Modelo de busca").fill("reader")
    page.get_by_label("Preço de 1 milhão de tokens lidos").fill("0.5")
    page.get_by_label("Preço de 1 milhão de tokens escritos").fill("2")
    page.locator(".settings-form [type=submit]").click()
    expect(page.locator("#assistant-state .channel-head > :last-child")).to_have_text("Ligado")


def write_text(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Textos do assistente").click()
    page.get_by_role("link", name="Novo texto").first.click()
    panel = page.locator("#panel")
    panel.get_by_label("Pergunta ou assunto").fill("Aceitam cachorro?")
    panel.get_by_label("Resposta").fill("Sim, de focinheira e com o tutor.")
    panel.get_by_role("button", name="Salvar texto").click()
    expect(panel).to_be_hidden()
    expect(page.locator("#knowledge-list tbody tr")).to_have_count(1)


def ask(house: House, text: str) -> None:
    """A customer writes, and the workers do their work."""
    at = int((timezone.now() - timedelta(seconds=30)).timestamp())
    message = text_message(text, sender="5511981230137", timestamp=at, wamid=wamid())
    body = webhook_body(house.channel, message, name="Marina")
    refresh_secrets()
    record_receipts([accept_meta_webhook(body=body, signature=sign(body, APP_SECRET))])
    process_receipts(now=timezone.now())
    run_due_turns(now=timezone.now() + timedelta(seconds=10))
    AssistantTurn.objects.filter(outcome="NEW").update(due_at=timezone.now())
    run_assistant()


def read_texts() -> None:
    """The worker's, on a thread: the browser keeps a loop in this one."""

    def work() -> None:
        embed_texts()
        connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


def test_owner_sets_it_up_and_a_customer_is_answered(house: House, new_page: Any) -> None:
    page = enter(new_page(viewport=DESK, reduced_motion="reduce"), house)
    set_up(page, house)
    page.get_by_role("button", name="Testar").click()
    expect(page.get_by_text("O modelo respondeu: OK")).to_be_visible()
    write_text(page)
    page.goto(house.url("settings/assistant/"))
    state = page.locator("#assistant-state")
    expect(state).to_contain_text("0 de 1 texto pronto")
    read_texts()  # the open page hears of it by itself
    expect(state).to_contain_text("Todos os textos prontos")

    house.server.script = [
        calls("remember", fact="Tem um cachorro bravo"),
        Says("Pode sim, de focinheira!"),
    ]
    ask(house, OTHER_WORDS)
    page.goto(house.url("conversations/"))
    page.get_by_text("Marina").first.click()
    answer = page.locator(".bubble-bot")
    expect(answer.locator(".bubble-text")).to_have_text("Pode sim, de focinheira!")
    answer.get_by_role("link", name="Como o assistente respondeu").click()
    steps = page.locator("#panel .turn-steps > li")
    expect(steps).to_have_count(5)
    expect(steps.first).to_contain_text("Aceitam cachorro?")  # asked in other words
    assert serious(page) == []

    customer = Customer.objects.get()
    page.goto(house.url(f"customers/{customer.pk}/"))
    fact = page.locator("#customer-facts li")
    expect(fact).to_contain_text("Tem um cachorro bravo")
    fact.get_by_role("link", name="Editar").click()
    page.locator("#panel").get_by_label("O que lembrar").fill("O cachorro é manso")
    page.locator("#panel").get_by_role("button", name="Salvar").click()
    expect(fact).to_contain_text("O cachorro é manso")
    fact.get_by_role("button", name="Apagar").click()
    page.locator("#confirm-act").click()
    expect(page.locator("#customer-facts")).to_contain_text("Nada ainda.")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_are_for_everybody(house: House, new_page: Any, size: dict[str, int]) -> None:
    page = new_page(viewport=size, reduced_motion="reduce")
    enter(page, house)
    set_up(page, house)
    for rest in ("settings/assistant/", "settings/assistant/texts/"):
        page.goto(house.url(rest))
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="Novo texto").first.click()
    expect(page.locator("#panel").get_by_label("Resposta")).to_be_visible()
    assert serious(page) == []
