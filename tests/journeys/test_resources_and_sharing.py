"""Rooms that run out, and one agenda shared with one person, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.enums import Role
from accounts.tests.factories import make_customer, make_member
from catalog.models import Service
from config.run.testing.browser import PHONE
from scheduling.models import Appointment, ResourceType, StaffPermission
from tests.axe import serious
from tests.door import log_in
from tests.journeys.test_agenda import DESK, Desk, desk, enter, event

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)

SIZES = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])


def come_in(
    make: Callable[..., Page], desk: Desk, viewport: dict[str, int], email: str = ""
) -> Page:
    """The owner, or the person of that address, before the agenda of the day."""
    page = make(viewport=viewport, reduced_motion="reduce")
    if not email:
        return enter(page, desk)
    return log_in(page, desk.url, email)


def go(page: Page, desk: Desk, rest: str) -> None:
    page.goto(f"{desk.base_url}/o/{desk.organization.slug}/{rest}")


def check(page: Page, viewport: dict[str, int]) -> None:
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def open_booking(page: Page, desk: Desk, *, person: str, hour: str, customer: str) -> Locator:
    """The form, filled for that day; not sent yet."""
    page.goto(desk.url)
    page.locator(".agenda-acts .btn-primary").click()
    panel = page.locator("#panel")
    panel.get_by_label("Serviço").select_option(label="Corte")
    expect(panel.get_by_text("Horários livres").first).to_be_visible()
    if panel.get_by_label("Pessoa").locator("option", has_text=person).count():
        panel.get_by_label("Pessoa").select_option(label=person)
    expect(panel.get_by_role("button", name="09:00")).to_be_visible()
    panel.get_by_label("Hora", exact=True).fill(hour)
    panel.get_by_label("Buscar cliente").fill(customer)
    panel.get_by_text(customer).click()
    return panel


@SIZES
def test_room_runs_out(
    desk: Desk,
    new_page: Callable[..., Page],
    page_errors: list[str],
    viewport: dict[str, int],
) -> None:
    make_customer(desk.organization, name="Rita Alves")
    page = come_in(new_page, desk, viewport)
    panel = page.locator("#panel")

    go(page, desk, "resources/")
    check(page, viewport)
    page.locator("main").get_by_role("link", name="Nova sala ou equipamento").first.click()
    panel.get_by_label("O que é").fill("Sala de massagem")
    panel.get_by_label("Quais você tem").fill("Sala 1\n")
    check(page, viewport)
    panel.get_by_role("button", name="Salvar").click()
    row = page.locator("#resources tbody tr")
    expect(row).to_contain_text("Sala 1")
    expect(row).to_contain_text("0 serviços")
    check(page, viewport)

    go(page, desk, "services/")
    page.locator("main").get_by_role("link", name="Corte", exact=True).click()
    panel.get_by_role("group", name="Precisa de").get_by_label("Sala de massagem").check()
    panel.get_by_role("button", name="Salvar").click()
    expect(panel).to_be_hidden()
    assert list(Service.objects.get(name="Corte").resource_types.all()) == [
        ResourceType.objects.get()
    ]
    go(page, desk, "resources/")
    expect(row).to_contain_text("1 serviço")

    # Otávio was booked with Bruno before the room was asked for: it is not counted.
    open_booking(page, desk, person="Ana Souza", hour="11:00", customer="Marina Costa")
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()
    open_booking(page, desk, person="Bruno Lima", hour="11:00", customer="Rita Alves")
    panel.get_by_role("button", name="Agendar").click()
    refused = panel.get_by_role("alert")
    expect(refused).to_contain_text("Não há Sala de massagem livre")
    expect(refused).to_contain_text("às 11:00")
    check(page, viewport)
    assert not Appointment.objects.filter(customer__name="Rita Alves").exists()
    assert all("409" in error for error in page_errors)
    page_errors.clear()
    other = refused.locator("button[name=time]").first
    hour = other.inner_text()
    other.click()
    expect(panel).to_be_hidden()
    rita, marina = desk.visit_of("Rita Alves"), desk.visit_of("Marina Costa")
    assert (rita.staff, rita.starts_at) == (desk.bruno, desk.at(int(hour[:2]), int(hour[3:])))
    assert rita.ends_at <= marina.starts_at or rita.starts_at >= marina.ends_at


@SIZES
def test_one_agenda_is_shared_with_one_person(
    desk: Desk,
    new_page: Callable[..., Page],
    page_errors: list[str],
    viewport: dict[str, int],
) -> None:
    bia = make_member(desk.organization, Role.STAFF, name="Bia Ramos", email="bia@studio.test")
    theirs = come_in(new_page, desk, viewport, email="bia@studio.test")
    expect(theirs.locator("h1")).to_be_visible()
    expect(theirs.locator(".agenda-acts").get_by_role("link", name="Agendar")).to_have_count(0)

    page = come_in(new_page, desk, viewport)
    go(page, desk, f"staff/{desk.bruno.pk}/hours/")
    page.get_by_role("link", name="Compartilhar agenda").click()
    panel = page.locator("#panel")
    panel.get_by_label("Bia Ramos").check()
    check(page, viewport)
    panel.get_by_role("button", name="Salvar").click()
    expect(page.locator("#toasts")).to_contain_text("compartilhada com 1 pessoa")
    shared = StaffPermission.objects.get()
    assert (shared.user, shared.content_object) == (bia.user, desk.bruno)

    # Bruno's agenda and no other is open to her now.
    booking = open_booking(theirs, desk, person="Bruno Lima", hour="11:00", customer="Marina Costa")
    people = booking.get_by_label("Pessoa").locator("option")
    assert "Ana Souza" not in people.all_inner_texts()
    check(theirs, viewport)
    booking.get_by_role("button", name="Agendar").click()
    expect(booking).to_be_hidden()
    made = desk.visit_of("Marina Costa")
    assert (made.staff, made.starts_at) == (desk.bruno, desk.at(11))

    # Taken back, the form says no.
    page.get_by_role("link", name="Compartilhar agenda").click()
    panel.get_by_label("Bia Ramos").uncheck()
    panel.get_by_role("button", name="Salvar").click()
    expect(page.locator("#toasts")).to_contain_text("não está mais compartilhada")
    theirs.goto(desk.url)
    expect(theirs.locator(".agenda-acts").get_by_role("link", name="Agendar")).to_have_count(0)
    assert event(theirs, "Marina Costa").count() <= 1
    assert page_errors == []
