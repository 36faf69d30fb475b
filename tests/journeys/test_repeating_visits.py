"""A visit of several services repeats; an animal waits for a time of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import Customer, Dependant
from catalog.services.sizes import SizeTerms, set_sizes
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.models import Appointment, StaffService, Visit, VisitSeries, WaitlistEntry
from scheduling.tests.factories import make_appointment
from tests.axe import serious
from tests.journeys.test_agenda import DESK, Desk, desk, enter

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]


@dataclass
class Shop:
    """Bruno washes; Ana, who cuts, has no room at 12 in two weeks."""

    desk: Desk
    cut: str = ""

    def hours(self) -> list[list[str]]:
        zone = self.desk.at(0).tzinfo
        return [
            [
                f"{part.starts_at.astimezone(zone):%H:%M}"
                for part in visit.parts.order_by("starts_at")
            ]
            for visit in Visit.objects.order_by("ordinal")
        ]


@pytest.fixture
def shop(desk: Desk) -> Shop:
    wash = make_service(desk.organization, name="Lavagem", duration_minutes=30, price="40.00")
    StaffService.objects.create(organization=desk.organization, staff=desk.bruno, service=wash)
    other = desk.visit_of("Otávio Reis")
    make_appointment(
        desk.organization,
        customer=other.customer,
        staff=desk.ana,
        service=other.service,
        starts_at=desk.at(12) + timedelta(days=14),
        now=timezone.now(),
    )
    return Shop(desk, other.service.name)


def chosen_service(panel: Locator, number: int, name: str) -> None:
    panel.locator(
        f"#booking_p{number}-service" if number > 1 else "#booking_service"
    ).select_option(label=name)


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone-dark"])
def test_whole_visit_repeats_moves_and_is_cancelled(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str], window: dict[str, Any]
) -> None:
    page = enter(new_page(reduced_motion="reduce", **window), shop.desk)
    page.locator(".agenda-acts .btn-primary").click()
    panel = page.locator("#panel")
    chosen_service(panel, 1, "Lavagem")
    panel.get_by_role("button", name="Adicionar serviço").click()
    chosen_service(panel, 2, shop.cut)
    panel.locator("#booking_p2-staff").select_option(label="Ana Souza")
    panel.locator("#booking_time").fill("11:30")
    panel.get_by_label("Buscar cliente por nome ou telefone").fill("Marina")
    panel.locator(".customer-choice", has_text="Marina Costa").click()
    panel.get_by_label("Repetir").select_option(label="Toda semana")
    panel.get_by_label("Quantas vezes").fill("4")
    panel.get_by_role("button", name="Agendar", exact=True).click()

    dates = panel.locator(".series-dates li")
    expect(dates).to_have_count(4)
    expect(panel.locator(".series-wanted")).to_contain_text("Lavagem")
    expect(dates.nth(2)).to_contain_text("ocupado")
    assert serious(page) == []
    dates.nth(2).get_by_role("combobox").select_option(index=1)
    panel.get_by_role("button", name="Agendar as datas").click()
    expect(panel).to_be_hidden()
    assert len(shop.hours()) == 4
    assert shop.hours()[0] == shop.hours()[3] == ["11:30", "12:00"]
    assert shop.hours()[2] != ["11:30", "12:00"]

    part = page.locator(".ec-event", has_text="Marina Costa").filter(has_text=shop.cut)
    part.click()
    expect(panel).to_contain_text("A visita inteira, toda semana: 1ª de 4 datas")
    panel.locator(".series-note summary").click()
    assert serious(page) == []
    panel.get_by_role("link", name="Mudar a visita inteira").click()
    panel.get_by_label("Começo da visita").fill("13:30")
    panel.get_by_label("Todas as visitas que ainda vêm").check()
    assert serious(page) == []
    panel.get_by_role("button", name="Mudar a visita").click()
    expect(panel).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("3 visitas de Marina Costa mudaram")
    assert shop.hours()[0] == shop.hours()[3] == ["13:30", "14:00"]

    part.click()
    panel.get_by_role("link", name="Cancelar a visita inteira").click()
    panel.get_by_label("Esta visita e as seguintes").check()
    panel.get_by_role("button", name="Cancelar horário").click()
    expect(page.locator("#toasts")).to_contain_text("8 horários de Marina Costa cancelados")
    own = Appointment.objects.filter(visit__series=VisitSeries.objects.get())
    assert set(own.values_list("status", flat=True)) == {"CANCELLED"}
    assert page_errors == []


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone-dark"])
def test_waiting_list_asks_for_whom_and_books_for_them(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str], window: dict[str, Any]
) -> None:
    organization = shop.desk.organization
    bath = make_service(organization, name="Banho", duration_minutes=60, for_kind="PET")
    set_sizes(service=bath, terms={"L": SizeTerms(120)})
    StaffService.objects.create(organization=organization, staff=shop.desk.bruno, service=bath)
    marina = Customer.objects.get(name="Marina Costa")
    for name, size in (("Thor", "L"), ("Mel", "S")):
        Dependant.objects.create(
            organization=organization, customer=marina, name=name, size=size, kind="PET"
        )
    page = enter(new_page(reduced_motion="reduce", **window), shop.desk)
    page.locator("#agenda-waiting").click()
    panel = page.locator("#panel")
    panel.get_by_role("link", name="Adicionar").click()
    expect(panel.get_by_label("Para quem é")).to_have_count(0)
    panel.get_by_label("Serviço").select_option(label="Banho")
    panel.get_by_label("Buscar cliente por nome ou telefone").fill("Marina")
    panel.locator(".customer-choice", has_text="Marina Costa").click()
    panel.get_by_label("Para quem é").select_option(label="Thor · Grande")
    assert serious(page) == []
    panel.get_by_role("button", name="Colocar na lista").click()
    expect(panel).to_be_hidden()
    assert WaitlistEntry.objects.get().dependant.name == "Thor"

    page.locator("#agenda-waiting").click()
    entry = panel.locator(".waitlist-entry")
    expect(entry).to_contain_text("Thor · Banho")
    assert serious(page) == []
    entry.get_by_role("link", name="Agendar").click()
    expect(panel.get_by_label("Para quem é")).to_have_value(
        str(Dependant.objects.get(name="Thor").pk)
    )
    expect(panel.locator("#booking_duration")).to_have_attribute("placeholder", "120")
    assert page_errors == []
