"""An owner connects an Evolution server and pairs a phone; a customer writes and is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_user
from bot.models import Channel
from bot.services.inbox import process_receipts
from bot.services.outbox import send_due
from bot.services.turns import run_due_turns
from bot.tests.gateways.contract.evolution import INSTANCE, SERVER_KEY, EvolutionStage
from bot.tests.gateways.contract.server import Answer, ProviderServer, provider_server
from bot.tests.gateways.contract.stage import Post
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.tests.factories import make_staff, open_on_holidays
from tests.axe import serious
from tests.door import log_in

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class House:
    organization: Organization
    server: ProviderServer
    base_url: str

    @property
    def url(self) -> str:
        return f"{self.base_url}/o/{self.organization.slug}/settings/channels/"


@pytest.fixture
def house(live_server: Any, settings: Any) -> Iterator[House]:
    settings.PUBLIC_URL, settings.EVOLUTION_PRIVATE = live_server.url, True
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with (
        scope(organization=organization),
        provider_server(lambda _asked: Answer(status=503)) as server,
    ):
        open_on_holidays(organization)
        service = make_service(organization, name="Corte", duration_minutes=60)
        make_staff(organization, [service], name="Ana Souza", user=owner)
        yield House(organization, server, live_server.url)


def connect(page: Page, house: House) -> EvolutionStage:
    """By the form, to the page of the pairing; the fake server plays its part."""
    page.get_by_role("link", name="Ligar pela Evolution API").click()
    panel = page.locator("#panel")
    panel.get_by_label("Endereço do servidor").fill(house.server.url)
    panel.get_by_label("Nome da instância").fill(INSTANCE)
    panel.get_by_label("Chave da API").fill(SERVER_KEY)
    panel.get_by_label("Sei que esta ligação não é oficial").check()
    stage = EvolutionStage(house.server, Channel())
    stage.state = None
    house.server.play = stage.play
    panel.get_by_role("button", name="Salvar").click()
    expect(page.locator("#pairing-state")).to_have_text("Nenhum celular pareado")
    stage.channel = Channel.objects.get()
    return stage


def arrive(house: House, stage: EvolutionStage, post: Post) -> None:
    """Over real HTTP, at the address that the server was told; then the worker's work."""
    headers = {"apikey": stage.webhook["headers"]["apikey"], "Content-Type": post.content_type}
    address = stage.webhook["url"]
    answer = httpx.post(address, content=post.body, headers=headers, trust_env=False)
    assert answer.status_code == 200
    process_receipts(now=timezone.now())
    later = timezone.now() + timedelta(seconds=10)  # the customer has written all of it
    run_due_turns(now=later)
    while send_due(now=later):
        pass


def test_owner_pairs_a_phone_and_a_customer_is_answered(house: House, new_page: Any) -> None:
    page = log_in(new_page(viewport=DESK, reduced_motion="reduce"), house.url)
    stage = connect(page, house)
    page.get_by_role("button", name="Mostrar QR code").click()
    code = page.locator(".pairing-code img")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    stage.state = "open"
    expect(page.locator("#pairing-state")).to_have_text("Celular pareado", timeout=15_000)
    expect(page.locator(".pairing-state p")).to_have_text("+551133330000")

    arrive(house, stage, stage.message("text", "in-1", text="oi"))
    menu = stage.heard[-1]
    assert "*1.*" in menu.text, "a list is numbered where there are none"
    arrive(house, stage, stage.message("text", "in-2", text="1"))
    assert stage.heard[-1].id != menu.id

    page.goto(f"{house.base_url}/o/{house.organization.slug}/conversations/")
    page.get_by_text("Marina").first.click()
    expect(page.locator(".bubble-ours").first).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_page_and_form_are_for_everybody(house: House, new_page: Any, size: dict[str, int]) -> None:
    page = new_page(viewport=size, reduced_motion="reduce")
    log_in(page, house.url)
    page.get_by_role("link", name="Ligar pela Evolution API").click()
    expect(page.locator("#panel").get_by_label("Chave da API")).to_be_visible()
    assert serious(page) == []
    page.goto(house.url)
    connect(page, house)
    page.get_by_role("button", name="Mostrar QR code").click()
    expect(page.locator(".pairing-code img")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
