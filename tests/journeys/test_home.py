"""An owner reads the first page, follows a figure, changes settings and reads who did it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from bot.models import Channel
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.enums import AppointmentStatus, Source
from scheduling.models import Appointment, BookingPolicy
from scheduling.services.booking import busy_range
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import SAO_PAULO, make_staff
from tests.door import log_in

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class House:
    organization: Organization
    base_url: str

    def url(self, rest: str = "") -> str:
        return f"{self.base_url}/o/{self.organization.slug}/{rest}"


@pytest.fixture
def house(live_server: Any) -> Iterator[House]:
    """Three weeks of visits by the bot and the desk, and a customer who waits."""
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        policy = ensure_policy(organization=organization)
        policy.closes_on_holidays = False
        policy.save()
        service = make_service(organization, name="Corte", duration_minutes=60)
        ana = make_staff(organization, [service], name="Ana Souza", user=owner)
        customer = make_customer(organization, name="Marina Costa")
        midnight = (
            timezone.now().astimezone(SAO_PAULO).replace(hour=0, minute=0, second=0, microsecond=0)
        )
        for day in range(-20, 3):
            for index in range(2 + abs(day) % 4):
                starts_at = midnight + timedelta(days=day, hours=9 + index)
                Appointment.objects.create(
                    organization=organization,
                    customer=customer,
                    staff=ana,
                    service=service,
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(hours=1),
                    busy=busy_range(service, starts_at, starts_at + timedelta(hours=1)),
                    status=_status(day, index),
                    source=Source.BOT if index % 2 else Source.STAFF,
                    price=Decimal(80),
                )
        make_conversation(make_channel(organization), customer, waits_for_person=True)
        yield House(organization, live_server.url)


def _status(day: int, index: int) -> str:
    if day >= 0:
        return AppointmentStatus.CONFIRMED
    return AppointmentStatus.NO_SHOW if index == 3 else AppointmentStatus.COMPLETED


def test_figure_leads_to_its_rows(house: House, new_page: Callable[..., Page]) -> None:
    page = log_in(new_page(viewport=DESK), house.url())
    expect(page.locator("h1")).to_have_text("Início")
    page.get_by_role("link", name="7 dias").click()
    expect(page).to_have_url(house.url("?span=7"))
    card = page.locator(".figure").last
    expect(card.locator(".figure-value")).to_have_text("3 Faltas")
    card.locator("summary").click()
    expect(card.locator("details p")).to_contain_text("o cliente não veio")
    with page.expect_navigation():
        card.locator(".figure-value").click()
    expect(page.locator("#visits tbody tr")).to_have_count(3)
    expect(page.locator("#visits tbody tr").first).to_contain_text("Faltou")
    page.get_by_label("Quais").select_option(label="Concluídos")
    expect(page.locator("#visits tbody tr").first).to_contain_text("Concluído")


def test_what_waits_is_one_click_away(house: House, new_page: Callable[..., Page]) -> None:
    page = log_in(new_page(viewport=PHONE, is_mobile=True, has_touch=True), house.url())
    page.get_by_role("link", name="Conversa esperando uma pessoa").click()
    expect(page).to_have_url(house.url("conversations/?show=waiting"))


def test_settings_are_saved_in_place_and_told(
    house: House, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    page = log_in(new_page(viewport=DESK), house.url("settings/"))
    page.locator(".settings-home").get_by_role("link", name="Regras de agendamento").click()
    field = page.get_by_label("Antecedência mínima (minutos)")
    field.fill("999999")
    page.get_by_role("button", name="Salvar").click()
    expect(page.locator(".field-error")).to_contain_text("De 0 a 43200")
    assert all("422" in error for error in page_errors)
    page_errors.clear()
    field.fill("45")
    page.get_by_role("button", name="Salvar").click()
    expect(page.locator("#toasts")).to_contain_text("Salvo: Regras de agendamento.")
    assert BookingPolicy.objects.get().lead_minutes == 45
    page.locator(".settings-list").get_by_role("link", name="Atividades").click()
    row = page.locator("#audit tbody tr").first
    expect(row).to_contain_text("Mudou as regras de agendamento")
    expect(row).to_contain_text("de 60 para 45")


def test_number_is_switched_off_after_asking(house: House, new_page: Callable[..., Page]) -> None:
    page = log_in(new_page(viewport=DESK), house.url("settings/channels/"))
    page.get_by_role("button", name="Desligar", exact=True).click()
    page.locator("#confirm-act").click()
    expect(page.locator("#channels")).to_contain_text("Parado: Desligado por Ana Souza")
    assert Channel.objects.get().access_token == ""


def test_settings_on_a_phone_are_a_list_then_a_page(
    house: House, new_page: Callable[..., Page]
) -> None:
    page = log_in(new_page(viewport=PHONE, is_mobile=True, has_touch=True), house.url("settings/"))
    page.get_by_role("link", name="Lembretes").click()
    expect(page.locator("h1")).to_have_text("Lembretes")
    page.get_by_label("2 dias antes").check()
    page.get_by_role("button", name="Salvar").click()
    expect(page.locator("#toasts")).to_contain_text("Salvo: Lembretes.")
    page.locator(".settings-back").click()
    expect(page.locator("h1")).to_have_text("Configurações")
