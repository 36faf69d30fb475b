"""The desk works a day in a real browser: books, drags, is refused, changes, cancels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Locator, Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.models import Appointment, Staff
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import make_appointment, make_staff
from tests.axe import serious
from tests.door import log_in

ZONE = ZoneInfo("America/Sao_Paulo")
DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Desk:
    """A salon with two people; Bruno has Otávio at 15:00."""

    organization: Organization
    ana: Staff
    bruno: Staff
    day: date
    base_url: str

    @property
    def url(self) -> str:
        return f"{self.base_url}/o/{self.organization.slug}/agenda/?day={self.day.isoformat()}"

    def at(self, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.day, time(hour, minute), tzinfo=ZONE)

    def visit_of(self, name: str) -> Appointment:
        return Appointment.objects.select_related("staff").get(customer__name=name)


@pytest.fixture
def desk(live_server: Any) -> Iterator[Desk]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        policy = ensure_policy(organization=organization)
        policy.closes_on_holidays = False
        policy.save()
        service = make_service(organization, name="Corte", duration_minutes=60)
        ana = make_staff(organization, [service], name="Ana Souza", user=owner)
        bruno = make_staff(organization, [service], name="Bruno Lima", color=1, position=1)
        make_customer(organization, name="Marina Costa")
        otavio = make_customer(organization, name="Otávio Reis")
        day = timezone.now().astimezone(ZONE).date() + timedelta(days=1)
        made = Desk(organization, ana, bruno, day, live_server.url)
        make_appointment(
            organization,
            customer=otavio,
            staff=bruno,
            service=service,
            starts_at=made.at(15),
            now=timezone.now(),
        )
        yield made


def enter(page: Page, desk: Desk) -> Page:
    return log_in(page, desk.url)


def event(page: Page, name: str) -> Locator:
    return page.locator(".ec-event", has_text=name)


def book(page: Page, hour: str) -> None:
    page.locator(".agenda-acts .btn-primary").click()
    panel = page.locator("#panel")
    panel.get_by_label("Serviço").select_option(label="Corte")
    panel.get_by_label("Pessoa").select_option(label="Ana Souza")
    panel.get_by_role("button", name=hour).click()
    expect(panel.get_by_label("Hora", exact=True)).to_have_value(hour)
    panel.get_by_label("Buscar cliente").fill("marina")
    panel.get_by_text("Marina Costa").click()
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()


def box_of(place: Locator) -> dict[str, float]:
    """Where it is drawn, once two looks agree: after each change the calendar draws anew."""
    before = None
    for _look in range(100):
        boxes = place.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
        if len(boxes) == 1 and boxes == before:
            return boxes[0]
        before = boxes
        place.page.wait_for_timeout(100)
    pytest.fail(f"{place} does not come to rest")


def drag(page: Page, name: str, onto: Callable[[], tuple[float, float]]) -> None:
    box = box_of(event(page, name))
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    x, y = onto()
    page.mouse.move(x, y - 15, steps=6)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()


def middle_of(place: Locator, at_y: float) -> tuple[float, float]:
    box = box_of(place)
    return box["x"] + box["width"] / 2, at_y


def change_time_by_keyboard(page: Page, hour: str) -> None:
    event(page, "Marina Costa").focus()
    page.keyboard.press("Enter")
    link = page.locator("#panel").get_by_role("link", name="Mudar horário")
    link.focus()
    page.keyboard.press("Enter")
    field = page.locator("#panel").get_by_label("Hora", exact=True)
    expect(field).to_be_visible()
    field.fill(hour)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_hidden()


def cancel(page: Page) -> None:
    event(page, "Marina Costa").click()
    panel = page.locator("#panel")
    panel.get_by_role("link", name="Cancelar horário").click()
    expect(panel.get_by_text("O cliente será avisado no WhatsApp")).to_be_visible()
    panel.get_by_label("Motivo").fill("Viajou")
    panel.get_by_role("button", name="Cancelar horário").click()
    expect(event(page, "Marina Costa")).to_have_count(0)


def test_day_at_the_desk(desk: Desk, new_page: Callable[..., Page], page_errors: list[str]) -> None:
    page = enter(new_page(viewport=DESK), desk)
    book(page, "11:00")
    expect(event(page, "Marina Costa")).to_contain_text("11:00")
    assert desk.visit_of("Marina Costa").starts_at == desk.at(11)

    box = box_of(event(page, "Marina Costa"))
    drag(page, "Marina Costa", lambda: middle_of(event(page, "Otávio Reis"), box["y"] + 10))
    expect(page.locator("#toasts")).to_contain_text("com Bruno Lima")
    moved = desk.visit_of("Marina Costa")
    assert (moved.staff, moved.starts_at) == (desk.bruno, desk.at(11))

    taken = box_of(event(page, "Otávio Reis"))
    drag(page, "Marina Costa", lambda: middle_of(event(page, "Otávio Reis"), taken["y"] + 10))
    expect(page.locator("#toasts")).to_contain_text("Bruno Lima não está livre")
    expect(event(page, "Marina Costa")).to_contain_text("11:00")
    assert desk.visit_of("Marina Costa").starts_at == desk.at(11)
    assert all("409" in error for error in page_errors)
    page_errors.clear()

    change_time_by_keyboard(page, "13:30")
    expect(event(page, "Marina Costa")).to_contain_text("13:30")
    assert desk.visit_of("Marina Costa").starts_at == desk.at(13, 30)

    cancel(page)
    gone = desk.visit_of("Marina Costa")
    assert (gone.status, gone.cancel_reason) == ("CANCELLED", "Viajou")
    page.locator(".agenda-cancelled").click()
    expect(event(page, "Marina Costa")).to_contain_text("Cancelado")


def test_undo_of_a_drag(desk: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), desk)
    box = box_of(event(page, "Otávio Reis"))
    column = page.locator(".ec-body .ec-day").first
    drag(page, "Otávio Reis", lambda: middle_of(column, box["y"] + 10))
    expect(page.locator("#toasts")).to_contain_text("com Ana Souza")
    page.get_by_role("button", name="Desfazer").click()
    expect(page.locator("#toasts")).to_contain_text("com Bruno Lima")
    expect(event(page, "Otávio Reis")).to_contain_text("com Bruno Lima")
    assert desk.visit_of("Otávio Reis").staff == desk.bruno


def test_empty_slot_opens_a_filled_form(desk: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), desk)
    box = box_of(event(page, "Otávio Reis"))
    page.locator(".ec-body .ec-day").first.scroll_into_view_if_needed()
    x, y = middle_of(page.locator(".ec-body .ec-day").first, box["y"] + 5)
    page.mouse.click(x, y)
    panel = page.locator("#panel")
    expect(panel.get_by_label("Hora", exact=True)).to_have_value("15:00")
    expect(panel.get_by_label("Pessoa")).to_have_value(str(desk.ana.pk))


def test_day_on_a_phone(desk: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=PHONE, is_mobile=True, has_touch=True), desk)
    expect(page.locator(".cal-name")).to_have_text(["Ana Souza"])
    book(page, "11:00")
    expect(event(page, "Marina Costa")).to_contain_text("11:00")
    change_time_by_keyboard(page, "12:15")
    assert desk.visit_of("Marina Costa").starts_at == desk.at(12, 15)
    page.locator("#filter_staff").select_option(label="Bruno Lima")
    expect(event(page, "Otávio Reis")).to_be_visible()
    expect(event(page, "Marina Costa")).to_have_count(0)
    page.locator("#filter_staff").select_option(label="Ana Souza")
    cancel(page)
    page.locator("#agenda-as-list").click()
    expect(page.get_by_text("Nenhum horário marcado")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_serious_barrier(
    desk: Desk, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"), desk)
    expect(page.locator(".cal-name").first).to_be_visible()
    assert serious(page) == []
    page.locator(".agenda-acts .btn-primary").click()
    panel = page.locator("#panel")
    panel.get_by_label("Serviço").select_option(label="Corte")
    expect(panel.get_by_text("Horários livres").first).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.locator("#agenda-as-list").click()
    page.get_by_role("link", name="Otávio Reis").click()
    expect(panel.get_by_role("link", name="Mudar horário")).to_be_visible()
    assert serious(page) == []
