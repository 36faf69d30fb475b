"""A new owner registers and has a bot that books, on a desktop and on a phone."""

import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Customer, Organization
from bot.models import Channel
from catalog.models import Service
from config.run.testing.browser import PHONE
from config.run.testing.stack import StartStack
from scheduling.models import Appointment, BookingPolicy, Staff, StaffService
from tests.axe import serious

DESK = {"width": 1440, "height": 900}
ANSWER_MS = 30_000
MOST_STEPS = 12

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_from_registration_to_a_bot_that_books(
    live_stack: StartStack, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    cache.clear()
    stack = live_stack("simulator", "web", "worker")
    page = new_page(base_url=stack.web_url, viewport=viewport, reduced_motion="reduce")
    _register(page)

    expect(page.get_by_role("heading", name="Sua empresa")).to_be_visible()
    page.get_by_role("link", name="Barbearia").click()
    first = page.get_by_role("group", name="Corte", exact=True)
    first.get_by_label("Preço").fill("65")
    page.get_by_role("group", name="Pezinho").get_by_label("Oferecer").uncheck()
    expect(page.locator(".guide-texts")).to_contain_text("Opa! Aqui é Navalha de Ouro")
    assert serious(page) == []
    page.get_by_role("button", name="Salvar e continuar").click()

    expect(page.get_by_role("heading", name="Sua equipe")).to_be_visible()
    page.get_by_label("Quem atende com você").fill("Bia Lima")
    for day in page.locator("[name=weekdays]").all():
        day.check()
    assert serious(page) == []
    page.get_by_role("button", name="Salvar e continuar").click()

    expect(page.get_by_role("heading", name="Quem faz o quê")).to_be_visible()
    page.get_by_role("group", name="Barba", exact=True).get_by_label("Bia Lima").uncheck()
    assert serious(page) == []
    page.get_by_role("button", name="Salvar e continuar").click()
    expect(page.get_by_role("heading", name="WhatsApp", exact=True)).to_be_visible()

    organization = Organization.objects.get(name="Navalha de Ouro")
    with scope(organization=organization):
        assert Service.objects.count() == 4
        assert Service.objects.get(name="Corte").price == 65
        assert sorted(Staff.objects.values_list("name", flat=True)) == ["Ana Souza", "Bia Lima"]
        beard = StaffService.objects.filter(service__name="Barba")
        assert [one.staff.name for one in beard] == ["Ana Souza"]
        BookingPolicy.objects.update(closes_on_holidays=False)
    assert serious(page) == []
    page.get_by_role("button", name="Ligar o simulador").click()

    _talk_until_booked(page, organization)
    assert serious(page) == []
    page.get_by_role("button", name="O robô respondeu: pronto").click()
    expect(page.get_by_role("heading", name="Seu robô está de pé")).to_be_visible()
    expect(page.get_by_role("button", name="Apagar o teste")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Só ver a agenda").click()
    expect(page.locator(".guide-card")).to_contain_text("4 de 4 etapas")
    page.get_by_role("button", name="Não mostrar mais").click()
    expect(page).to_have_url(f"{stack.web_url}/o/{organization.slug}/agenda/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".guide-card")).to_have_count(0)
    _await_erased(organization)


def _register(page: Page) -> None:
    page.goto("/register/")
    page.get_by_label("Seu nome").fill("Ana Souza")
    page.get_by_label("E-mail").fill("ana@navalha.test")
    page.get_by_label("Senha").fill("girassol-lua-8812")
    page.get_by_label("Nome da empresa").fill("Navalha de Ouro")
    page.get_by_role("button", name="Abrir a conta").click()


def _talk_until_booked(page: Page, organization: Organization) -> None:
    """Say hello, then tap what is offered first, until a visit stands in the agenda."""
    expect(page.get_by_label("Mensagem", exact=True)).to_have_value("Oi")
    page.get_by_role("button", name="Enviar").click()
    said = page.locator(".guide-thread .bubble:not(.bubble-ours)")
    steps = before = 0
    while not _visits(organization):
        steps += 1
        assert steps <= MOST_STEPS, page.locator(".guide-thread").inner_text()
        expect(said).not_to_have_count(before, timeout=ANSWER_MS)
        expect(page.locator(".guide-waiting")).to_have_count(0, timeout=ANSWER_MS)
        before = said.count()
        taps = page.locator(".guide-taps button")
        if taps.count():
            taps.first.click()
        else:
            page.get_by_label("Mensagem", exact=True).fill("Ana")
            page.get_by_role("button", name="Enviar").click()
    expect(said.last).to_contain_text("Corte", timeout=ANSWER_MS)
    expect(page.locator(".guide-waiting")).to_have_count(0)
    expect(page.get_by_label("Mensagem", exact=True)).to_have_value("")
    with scope(organization=organization):
        assert Channel.objects.count() == 1


def _await_erased(organization: Organization) -> None:
    """The worker takes back the test customer with the visits."""
    ends = time.monotonic() + ANSWER_MS / 1000
    with scope(organization=organization):
        while Customer.objects.exists():
            assert time.monotonic() < ends
            time.sleep(0.2)
        assert not Appointment.objects.exists()


def _visits(organization: Organization) -> int:
    with scope(organization=organization):
        return int(Appointment.objects.filter(status="CONFIRMED").count())
