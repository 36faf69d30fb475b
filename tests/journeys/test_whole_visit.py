"""A visit of several services is moved as one; what it leaves goes to who waits; the week on
paper."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import Customer
from accounts.tests.factories import make_customer
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from config.run.testing.browser import PHONE
from scheduling.enums import CancelledBy
from scheduling.models import StaffService, Visit
from scheduling.selectors.chains import WantedService
from scheduling.services.visits import book_visit, cancel_visit
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist
from tests.axe import serious
from tests.journeys.test_agenda import DESK, Desk, box_of, desk, enter

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Shop:
    """Marina is washed by Bruno at 10 and cut by Ana at 10:30."""

    desk: Desk
    visit: Visit

    def hours(self) -> list[str]:
        starts = self.visit.parts.order_by("starts_at").values_list("starts_at", flat=True)
        return [f"{timezone.localtime(at, self.desk.at(0).tzinfo):%H:%M}" for at in starts]


@pytest.fixture
def shop(desk: Desk) -> Shop:
    wash = make_service(desk.organization, name="Lavagem", duration_minutes=30, price="40.00")
    cut = desk.visit_of("Otávio Reis").service
    for staff in (desk.ana, desk.bruno):
        StaffService.objects.create(organization=desk.organization, staff=staff, service=wash)
    visit = book_visit(
        organization=desk.organization,
        key=new_id(),
        customer=Customer.objects.get(name="Marina Costa"),
        wanted=[WantedService(wash, desk.bruno), WantedService(cut, desk.ana)],
        people=[],
        starts_at=desk.at(10),
        actor=None,
        now=timezone.now(),
    )
    return Shop(desk, visit)


def part(page: Page, service: str) -> Locator:
    return page.locator(".ec-event", has_text="Marina Costa").filter(has_text=service)


def drag_down(page: Page, service: str, hours: float) -> None:
    """By so many hours, in the same column."""
    box = box_of(part(page, service))
    per_hour = box_of(page.locator(".ec-event", has_text="Otávio Reis"))["height"]
    x, y = box["x"] + box["width"] / 2, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + per_hour * hours - 15, steps=6)
    page.mouse.move(x, y + per_hour * hours, steps=4)
    page.mouse.up()


def test_dragged_part_asks_and_takes_the_rest_along(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    page = enter(new_page(viewport=DESK), shop.desk)
    menu = page.locator("#agenda-whole")

    drag_down(page, "Corte", 2)
    expect(menu.get_by_role("button", name="A visita toda")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(part(page, "Corte")).to_contain_text("10:30")
    assert shop.hours() == ["10:00", "10:30"]

    drag_down(page, "Corte", 2)
    menu.get_by_role("button", name="A visita toda").click()
    expect(page.locator("#toasts")).to_contain_text("A visita de Marina Costa agora é")
    expect(part(page, "Lavagem")).to_contain_text("12:00")
    assert shop.hours() == ["12:00", "12:30"]
    page.get_by_role("button", name="Desfazer").click()
    expect(part(page, "Lavagem")).to_contain_text("10:00")
    assert shop.hours() == ["10:00", "10:30"]

    drag_down(page, "Corte", 1)
    menu.get_by_role("button", name="Só este serviço").click()
    expect(page.locator("#toasts")).to_contain_text("às 11:30 com Ana Souza")
    expect(part(page, "Corte")).to_contain_text("11:30")
    assert shop.hours() == ["10:00", "11:30"]
    assert page_errors == []


def test_drag_without_room_goes_back(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    page = enter(new_page(viewport=DESK), shop.desk)
    drag_down(page, "Corte", 5)  # washing would be at 15, when Bruno has Otávio
    page.locator("#agenda-whole").get_by_role("button", name="A visita toda").click()
    expect(page.locator("#toasts")).to_contain_text("Bruno Lima não está livre")
    expect(part(page, "Corte")).to_contain_text("10:30")
    assert shop.hours() == ["10:00", "10:30"]
    assert all("409" in error for error in page_errors)
    page_errors.clear()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_form_moves_the_whole_visit(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str], viewport: dict[str, int]
) -> None:
    page = enter(new_page(viewport=viewport), shop.desk)
    part(page, "Corte").click()
    panel = page.locator("#panel")
    panel.get_by_role("link", name="Mudar a visita inteira").click()
    expect(panel.get_by_label("1. Lavagem")).to_have_value(str(shop.desk.bruno.pk))
    panel.get_by_label("Começo da visita").fill("15:00")
    panel.get_by_label("Começo da visita").press("Tab")
    expect(panel).to_contain_text("15:30–16:30")
    panel.get_by_role("button", name="Mudar a visita").click()
    expect(panel.get_by_role("alert")).to_contain_text("Bruno Lima não está livre")
    assert shop.hours() == ["10:00", "10:30"]

    panel.get_by_label("1. Lavagem").select_option(label="Qualquer pessoa")
    panel.get_by_role("button", name="15:00", exact=True).click()
    expect(panel.get_by_role("button", name="15:00", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    panel.get_by_role("button", name="Mudar a visita").click()
    expect(panel).to_be_hidden()
    expect(part(page, "Corte")).to_contain_text("15:30")
    assert shop.hours() == ["15:00", "15:30"]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert all("409" in error for error in page_errors)
    page_errors.clear()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_serious_barrier(
    shop: Shop, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    made = new_page(viewport=viewport, reduced_motion="reduce")
    page = enter(made, shop.desk)
    part(page, "Corte").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("link", name="Mudar a visita inteira")).to_be_visible()
    assert serious(page) == []
    panel.get_by_role("link", name="Mudar a visita inteira").click()
    expect(panel.locator("#visit-free-1")).to_be_visible()
    assert serious(page) == []


def test_time_that_comes_free_waits_for_somebody_to_deal_with_it(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str]
) -> None:
    """The customer gives the time back; the owner finds it at home and books who waits."""
    day = shop.desk.day
    cut = shop.visit.parts.get(staff=shop.desk.ana)
    add_to_waitlist(
        organization=shop.desk.organization,
        customer=make_customer(shop.desk.organization, name="Zélia Prado"),
        details=WaitlistDetails(service=cut.service, staff=None, first_on=day, last_on=day),
        actor=None,
    )
    cancel_visit(visit=shop.visit, by=CancelledBy.CUSTOMER, actor=None, now=timezone.now())
    page = enter(new_page(viewport=PHONE, reduced_motion="reduce"), shop.desk)
    page.goto(f"{shop.desk.base_url}/o/{shop.desk.organization.slug}/")
    page.get_by_role("link", name="Horários que vagaram e têm quem espere").click()
    lines = page.locator("#vacancies .waitlist-entry")
    expect(lines).to_have_count(2)
    assert serious(page) == []
    lines.filter(has_text="Bruno Lima").get_by_role("button", name="Dispensar").click()
    expect(lines).to_have_count(1)
    lines.get_by_role("link", name="Ver quem espera").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Zélia Prado")
    expect(panel.get_by_role("link", name="Escrever")).to_be_visible()
    assert serious(page) == []
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()
    expect(page.locator("#vacancies")).to_contain_text("Nenhum horário vago à espera")
    assert shop.desk.visit_of("Zélia Prado").starts_at == shop.desk.at(10, 30)
    assert page_errors == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_week_on_paper(
    shop: Shop, new_page: Callable[..., Page], page_errors: list[str], viewport: dict[str, int]
) -> None:
    page = enter(new_page(viewport=viewport), shop.desk)
    query = f"view=week&day={shop.desk.day.isoformat()}&staff={shop.desk.ana.pk}"
    page.goto(f"{shop.desk.base_url}/o/{shop.desk.organization.slug}/agenda/print/week/?{query}")
    expect(page.locator(".week-line")).to_contain_text("Marina Costa")
    page.get_by_role("link", name="2 semanas").click()
    expect(page.locator(".week-sheet")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert serious(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".paper-bar")).to_be_hidden()
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 2
    assert page_errors == []
