"""Several services in one visit, an appointment that repeats, and the waiting list."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Locator, Page, expect

from accounts.tests.factories import make_customer
from catalog.models import Service
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.models import Appointment, AppointmentSeries, StaffService, Visit, WaitlistEntry
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist
from scheduling.tests.factories import make_appointment
from tests.axe import serious
from tests.journeys.test_agenda import DESK, Desk, desk, enter, event

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(desk: Desk) -> Iterator[Desk]:
    """Both people also do a treatment of half an hour; a week later Ana is taken at 11."""
    wash = make_service(desk.organization, name="Hidratação", duration_minutes=30, price="45.00")
    for staff in (desk.ana, desk.bruno):
        StaffService.objects.create(organization=desk.organization, staff=staff, service=wash)
    make_appointment(
        desk.organization,
        customer=make_customer(desk.organization, name="Rita Alves"),
        staff=desk.ana,
        service=Service.objects.get(name="Corte"),
        starts_at=desk.at(11) + timedelta(days=7),
        now=timezone.now(),
    )
    return desk


def wait(shop: Desk, name: str) -> WaitlistEntry:
    with scope(organization=shop.organization):
        return add_to_waitlist(
            organization=shop.organization,
            customer=make_customer(shop.organization, name=name),
            details=WaitlistDetails(
                service=Service.objects.get(name="Corte"),
                staff=None,
                first_on=shop.day,
                last_on=shop.day + timedelta(days=3),
            ),
            actor=None,
        )


def open_booking(page: Page, service: str) -> Locator:
    page.locator(".agenda-acts .btn-primary").click()
    panel = page.locator("#panel")
    panel.get_by_label("Serviço").select_option(label=service)
    expect(panel.locator("#free-1")).to_be_visible()
    return panel


def choose_customer(panel: Locator, name: str) -> None:
    panel.get_by_label("Buscar cliente").fill(name.split(maxsplit=1)[0].lower())
    panel.get_by_text(name).click()


def book_two_services(page: Page) -> None:
    panel = open_booking(page, "Corte")
    panel.get_by_role("button", name="Adicionar serviço").click()
    extra = panel.locator(".booking-extra")
    extra.get_by_label("Serviço").select_option(label="Hidratação")
    expect(panel.locator(".booking-total")).to_contain_text("1 h 30")
    panel.get_by_role("button", name="13:00").click()
    expect(panel.locator(".fair-why")).to_contain_text("Ana Souza: menos horas ocupadas")
    expect(panel.get_by_label("Hora", exact=True)).to_have_value("13:00")
    choose_customer(panel, "Marina Costa")
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()


def test_two_services_are_one_visit(
    shop: Desk, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    page = enter(new_page(viewport=DESK), shop)
    book_two_services(page)
    expect(event(page, "Marina Costa")).to_have_count(2)
    visit = Visit.objects.get()
    starts = visit.parts.order_by("starts_at").values_list("starts_at", flat=True)
    assert list(starts) == [shop.at(13), shop.at(14)]

    event(page, "Marina Costa").first.click()
    panel = page.locator("#panel")
    expect(panel.locator(".visit-total")).to_contain_text("1 h 30")
    panel.get_by_role("button", name="Chegou para todos").click()
    expect(panel).to_be_hidden()
    assert set(visit.parts.values_list("status", flat=True)) == {"ARRIVED"}

    event(page, "Marina Costa").first.click()
    panel.get_by_role("link", name="Cancelar horário").click()
    panel.get_by_label("A visita inteira").check()
    panel.get_by_role("button", name="Cancelar horário").click()
    expect(event(page, "Marina Costa")).to_have_count(0)
    assert set(visit.parts.values_list("status", flat=True)) == {"CANCELLED"}
    assert page_errors == []


def test_extra_service_is_taken_away_again(shop: Desk, new_page: Callable[..., Page]) -> None:
    panel = open_booking(enter(new_page(viewport=DESK), shop), "Corte")
    for total in (1, 2):
        panel.get_by_role("button", name="Adicionar serviço").click()
        expect(panel.locator(".booking-extra")).to_have_count(total)
    panel.locator(".booking-extra").last.get_by_label("Serviço").select_option(label="Hidratação")
    panel.get_by_role("button", name="Tirar este serviço").first.click()
    expect(panel.locator(".booking-extra")).to_have_count(1)
    expect(panel.locator(".booking-extra").get_by_label("Serviço")).to_contain_text("Hidratação")
    expect(panel.locator(".booking-total")).to_contain_text("2 serviços")


def test_repeating_appointment(
    shop: Desk, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    page = enter(new_page(viewport=PHONE, is_mobile=True, has_touch=True), shop)
    panel = open_booking(page, "Corte")
    panel.get_by_label("Pessoa").select_option(label="Ana Souza")
    panel.get_by_role("button", name="11:00").click()
    choose_customer(panel, "Marina Costa")
    panel.get_by_label("Repetir").select_option(label="Toda semana")
    panel.get_by_label("Quantas vezes").fill("3")
    panel.get_by_role("button", name="Agendar").click()

    dates = panel.locator(".series-dates li")
    expect(dates).to_have_count(3)
    expect(dates.nth(1)).to_contain_text("ocupado")
    dates.nth(1).get_by_role("combobox").select_option(label="Mudar para 12:00")
    panel.get_by_role("button", name="Agendar as datas").click()
    expect(panel).to_be_hidden()
    series = AppointmentSeries.objects.get()
    week = timedelta(days=7)
    assert list(series.appointments.order_by("ordinal").values_list("starts_at", flat=True)) == [
        shop.at(11),
        shop.at(12) + week,
        shop.at(11) + 2 * week,
    ]

    event(page, "Marina Costa").click()
    panel.locator(".series-note summary").click()
    expect(panel.locator(".series-note")).to_contain_text("mudada sozinha")
    panel.get_by_role("link", name="Mudar horário").click()
    panel.get_by_label("Todos os que ainda vêm").check()
    panel.get_by_label("Hora", exact=True).fill("14:00")
    panel.get_by_role("button", name="Mudar horário").click()
    expect(event(page, "Marina Costa")).to_contain_text("14:00")
    assert list(series.appointments.order_by("ordinal").values_list("starts_at", flat=True)) == [
        shop.at(14),
        shop.at(12) + week,
        shop.at(14) + 2 * week,
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page_errors == []


def test_cancelled_time_goes_to_who_waits(shop: Desk, new_page: Callable[..., Page]) -> None:
    entry = wait(shop, "Zélia Prado")
    page = enter(new_page(viewport=DESK), shop)
    expect(page.locator("#agenda-waiting .count")).to_have_text("1")
    event(page, "Otávio Reis").click()
    panel = page.locator("#panel")
    panel.get_by_role("link", name="Cancelar horário").click()
    panel.get_by_role("button", name="Cancelar horário").click()
    expect(panel).to_contain_text("1 pessoa espera por este horário.")
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()
    expect(event(page, "Zélia Prado")).to_contain_text("15:00")
    expect(page.locator("#agenda-waiting .count")).to_have_count(0)
    entry.refresh_from_db()
    assert entry.appointment == Appointment.objects.get(customer__name="Zélia Prado")


def test_waiting_list_is_kept_by_hand(shop: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=PHONE, is_mobile=True, has_touch=True), shop)
    page.locator("#agenda-waiting").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Ninguém na lista de espera")
    panel.get_by_role("link", name="Adicionar").click()
    panel.get_by_label("Serviço").select_option(label="Corte")
    panel.get_by_label("Até", exact=True).fill((shop.day + timedelta(days=5)).isoformat())
    choose_customer(panel, "Marina Costa")
    panel.get_by_role("button", name="Colocar na lista").click()
    expect(panel).to_be_hidden()
    expect(page.locator("#agenda-waiting .count")).to_have_text("1")

    page.locator("#agenda-waiting").click()
    panel.get_by_label("Buscar cliente ou serviço").fill("ninguem")
    expect(panel).to_contain_text("Nada com esses filtros")
    panel.get_by_label("Buscar cliente ou serviço").fill("marina")
    panel.get_by_role("button", name="Encerrar").click()
    expect(page.locator("#toasts")).to_contain_text("Pedido de Marina Costa encerrado.")
    expect(page.locator("#agenda-waiting .count")).to_be_hidden()
    page.get_by_role("button", name="Desfazer").click()
    expect(page.locator("#agenda-waiting .count")).to_have_text("1")
    assert WaitlistEntry.objects.get().status == "WAITING"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_serious_barrier(
    shop: Desk, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    wait(shop, "Zélia Prado")
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"), shop)
    page.locator("#agenda-waiting").click()
    panel = page.locator("#panel")
    expect(panel.locator(".waitlist-entry")).to_be_visible()
    assert serious(page) == []
    panel.get_by_role("link", name="Adicionar").click()
    expect(panel.get_by_label("Antes das")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    book_two_services(page)
    event(page, "Marina Costa").first.click()
    expect(panel.locator(".visit-parts")).to_be_visible()
    assert serious(page) == []
