"""An owner connects a number of Twilio in a browser; a customer writes and is answered."""

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
from bot.gateways.twilio import contents, sign
from bot.models import Channel
from bot.services.inbox import process_receipts
from bot.services.outbox import send_due
from bot.services.turns import run_due_turns
from bot.tests.gateways.contract.server import Answer, ProviderServer, provider_server
from bot.tests.gateways.contract.stage import Post
from bot.tests.gateways.contract.twilio import TOKEN, TwilioStage
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.tests.factories import make_staff, open_on_holidays
from tests.axe import serious
from tests.door import log_in

ACCOUNT = "AC" + "0f" * 16
DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class House:
    organization: Organization
    twilio: ProviderServer
    base_url: str

    @property
    def url(self) -> str:
        return f"{self.base_url}/o/{self.organization.slug}/settings/channels/"


@pytest.fixture
def house(live_server: Any, settings: Any) -> Iterator[House]:
    settings.PUBLIC_URL = live_server.url
    contents.forget_layouts()
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with (
        scope(organization=organization),
        provider_server(lambda _asked: Answer(status=503)) as twilio,
    ):
        open_on_holidays(organization)
        service = make_service(organization, name="Corte", duration_minutes=60)
        make_staff(organization, [service], name="Ana Souza", user=owner)
        yield House(organization, twilio, live_server.url)


def connect(page: Page) -> None:
    page.get_by_role("link", name="Ligar um número da Twilio").click()
    panel = page.locator("#panel")
    panel.get_by_label("Nome").fill("Recepção")
    panel.get_by_label("Número do WhatsApp").fill("+1 415 523 8886")
    panel.get_by_label("Account SID").fill(ACCOUNT)
    panel.get_by_label("Auth Token da Twilio").fill(TOKEN)
    panel.get_by_role("button", name="Salvar").click()
    expect(panel).to_be_hidden()


def staged(house: House) -> TwilioStage:
    """The number that was connected, with the fake server in Twilio's place."""
    Channel.objects.update(graph_url=house.twilio.url)
    stage = TwilioStage(house.twilio, Channel.objects.get())
    stage.contents = {}
    house.twilio.play = stage.play
    return stage


def arrive(house: House, post: Post, form: dict[str, str]) -> None:
    """Over real HTTP, at the address that the page shows; then the worker's work."""
    address = house.base_url + post.path
    headers = {"X-Twilio-Signature": sign(address, list(form.items()), TOKEN)}
    assert httpx.post(address, data=form, headers=headers, trust_env=False).status_code == 204
    process_receipts(now=timezone.now())
    later = timezone.now() + timedelta(seconds=10)  # the customer has written all of it
    run_due_turns(now=later)
    while send_due(now=later):
        pass


def test_owner_connects_a_number_and_a_customer_is_answered(house: House, new_page: Any) -> None:
    page = log_in(new_page(viewport=DESK, reduced_motion="reduce"), house.url)
    connect(page)
    stage = staged(house)
    card = page.locator("section.channel")
    expect(card.locator("h2")).to_have_text("Recepção")
    expect(card.locator(".channel-address code")).to_have_text(
        f"{house.base_url}/webhooks/twilio/{stage.channel.pk}/"
    )
    card.get_by_role("button", name="Testar").click()
    expect(page.get_by_text("A Twilio respondeu: Studio Bela")).to_be_visible()

    hello = stage.message("text", "SM1", text="oi")
    arrive(house, hello, stage.forms[-1])
    menu = stage.heard[-1]
    assert menu.choices, menu
    tap = stage.message("list", "SM2", id=menu.choices[0][0], title=menu.choices[0][1])
    arrive(house, tap, stage.forms[-1])
    assert len(stage.heard) > 1
    assert stage.heard[-1].id != menu.id

    page.goto(f"{house.base_url}/o/{house.organization.slug}/conversations/")
    page.get_by_text("Marina").first.click()
    expect(page.locator(".bubble-ours").first).to_be_visible()
    page.goto(house.url)
    expect(card.get_by_text("A Twilio consegue nos avisar.")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_page_and_form_are_for_everybody(house: House, new_page: Any, size: dict[str, int]) -> None:
    page = new_page(viewport=size, reduced_motion="reduce")
    log_in(page, house.url)
    connect(page)
    expect(page.locator(".channel-address code")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="Ligar um número da Twilio").click()
    expect(page.locator("#panel").get_by_label("Auth Token da Twilio")).to_be_visible()
    assert serious(page) == []
