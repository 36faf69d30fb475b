"""A visitor opens the phone page, picks a customer and taps through a booking."""

from collections.abc import Callable

import httpx
import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.services.channels import create_channel
from bot.services.templates import prepare_templates
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from config.run.testing.stack import SIMULATOR, LiveStack, StartStack
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import make_staff
from tests.axe import serious

ANSWER_MS = 20_000
MOST_STEPS = 10

pytestmark = pytest.mark.django_db(transaction=True)
NewPage = Callable[..., Page]


@pytest.fixture
def salon(live_stack: StartStack) -> tuple[LiveStack, Organization]:
    stack = live_stack("simulator", "web", "worker")
    organization = make_organization(name="Studio Bela")
    with scope(organization=organization):
        policy = ensure_policy(organization=organization)
        policy.closes_on_holidays = False
        policy.save()
        make_staff(organization, [make_service(organization, name="Corte")], name="Ana")
        channel = create_channel(
            organization=organization,
            number_id=SIMULATOR["SIMULATOR_PHONE_NUMBER_ID"],
            account_id=SIMULATOR["SIMULATOR_WABA_ID"],
            access_token=SIMULATOR["SIMULATOR_ACCESS_TOKEN"],
            app_secret=SIMULATOR["SIMULATOR_APP_SECRET"],
            verify_token=SIMULATOR["SIMULATOR_VERIFY_TOKEN"],
            graph_url=f"{stack.simulator_url}/v24.0",
        )
    prepare_templates(channel=channel, now=timezone.now())
    return stack, organization


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_customer_taps_through_a_booking(
    salon: tuple[LiveStack, Organization], new_page: NewPage, viewport: dict[str, int] | None
) -> None:
    stack, organization = salon
    options = {"viewport": viewport} if viewport else {}
    page = new_page(base_url=stack.simulator_url, **options)
    page.goto("/")
    page.get_by_role("link", name="Marina Costa").click()
    page.get_by_role("button", name="Oi", exact=True).click()

    steps = 0
    while not _appointments(organization):
        steps += 1
        assert steps <= MOST_STEPS, page.get_by_role("log").inner_text()
        _answer(page)

    last = page.locator(".theirs").last
    expect(last).to_contain_text("Corte", timeout=ANSWER_MS)
    appointment = _appointments(organization)[0]
    assert appointment.customer.name.startswith("Marina")
    mine = page.locator(".mine")
    expect(mine.first).to_contain_text("lida", timeout=ANSWER_MS)


def test_page_tells_that_the_salon_is_away_and_catches_up(
    live_stack: StartStack, new_page: NewPage
) -> None:
    stack = live_stack("simulator", "web")
    stack.stop("web")
    page = new_page(base_url=stack.simulator_url)
    page.goto("/?customer=rafael")
    page.get_by_label("Mensagem", exact=True).fill("Tem alguém *aí*? <b>x</b>")
    page.keyboard.press("Enter")

    bubble = page.locator(".mine").last
    expect(bubble.locator("strong")).to_have_text("aí")
    expect(bubble).to_contain_text("<b>x</b>")
    expect(bubble).to_contain_text("enviada")
    expect(page.locator("#notice")).to_contain_text("não respondeu")
    stack.start("web")
    stack.wait_until_up()
    page.get_by_role("button", name="Tentar agora").click()
    expect(bubble).to_contain_text("entregue", timeout=ANSWER_MS)
    expect(page.locator("#notice")).to_be_empty()


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["desk", "phone"])
def test_page_is_accessible(
    live_stack: StartStack, new_page: NewPage, viewport: dict[str, int]
) -> None:
    stack = live_stack("simulator")
    page = new_page(base_url=stack.simulator_url, viewport=viewport, reduced_motion="reduce")
    page.goto("/")
    expect(page.get_by_role("link", name="Marina Costa")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Marina Costa").click()
    expect(page.get_by_role("button", name="Oi", exact=True)).to_be_visible()
    assert serious(page) == []
    _receive_a_list(stack)
    opener = page.get_by_role("button", name="Ver serviços")
    opener.click()
    expect(page.get_by_role("dialog", name="Ver serviços")).to_be_visible()
    expect(page.get_by_role("button", name="Corte")).to_be_focused()
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.get_by_role("button", name="Ajustes deste celular").click()
    expect(page.get_by_label("Entregar em dobro")).to_be_attached()
    assert serious(page) == []


def test_switches_are_saved_and_shown(live_stack: StartStack, new_page: NewPage) -> None:
    stack = live_stack("simulator")
    page = new_page(base_url=stack.simulator_url)
    page.goto("/?customer=bia")
    page.get_by_role("button", name="Ajustes do simulador").click()
    page.get_by_label("Entregar em dobro").check()
    page.locator("#person-panel").get_by_label("Esconde o número").uncheck()
    expect(page.locator("#saved")).to_have_text("Salvo")
    page.keyboard.press("Escape")

    expect(page.locator("#trouble")).to_contain_text("entregar em dobro")
    expect(page.locator("#caption")).to_contain_text("+55 11 98123-0151")
    settings = httpx.get(f"{stack.simulator_url}/control/settings", trust_env=False).json()
    assert settings["duplicates"] is True


def _answer(page: Page) -> None:
    """Tap the first choice of the newest message (or write the name) and wait for the answer."""
    messages = page.locator(".theirs")
    expect(messages.first).to_be_visible(timeout=ANSWER_MS)
    before, last = messages.count(), messages.last
    taps = last.locator(".tap")
    if not taps.count():
        page.get_by_label("Mensagem", exact=True).fill("Marina Costa")
        page.get_by_role("button", name="Enviar", exact=True).click()
    else:
        taps.first.click()
        if page.locator("#sheet[open]").count():
            page.locator("#sheet .row").first.click()
    expect(messages).not_to_have_count(before, timeout=ANSWER_MS)


def _appointments(organization: Organization) -> list[Appointment]:
    with scope(organization=organization):
        booked = Appointment.objects.filter(status=AppointmentStatus.CONFIRMED)
        return list(booked.select_related("customer"))


def _receive_a_list(stack: LiveStack) -> None:
    """The business writes to Marina, straight through the Graph side."""
    control = f"{stack.simulator_url}/control/customers/marina/messages"
    httpx.post(control, json={"type": "text", "text": "Oi"}, trust_env=False).raise_for_status()
    rows = [{"id": "1", "title": "Corte", "description": "R$ 80,00"}, {"id": "2", "title": "Unha"}]
    action = {"button": "Ver serviços", "sections": [{"title": "Serviços", "rows": rows}]}
    menu = {"type": "list", "body": {"text": "O que vai ser?"}, "action": action}
    number = SIMULATOR["SIMULATOR_PHONE_NUMBER_ID"]
    body = {"messaging_product": "whatsapp", "to": "5511981230137", "type": "interactive"}
    httpx.post(
        f"{stack.simulator_url}/v24.0/{number}/messages",
        json={**body, "interactive": menu},
        headers={"Authorization": f"Bearer {SIMULATOR['SIMULATOR_ACCESS_TOKEN']}"},
        trust_env=False,
    ).raise_for_status()
