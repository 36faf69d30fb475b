"""The owner puts the price list in order and books with an add-on, in a real browser."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from catalog.models import OfferedAddOn, Service, ServiceAddOn, ServiceCategory
from catalog.selectors.services import in_list_order
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff, open_on_holidays, today

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> Iterator[Organization]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        open_on_holidays(organization)
        hair, nails = (
            ServiceCategory.objects.create(organization=organization, name=name, position=at)
            for at, name in enumerate(("Cabelo", "Unhas"))
        )
        cut = make_service(organization, name="Corte", category=hair, position=0)
        make_service(organization, name="Escova", category=hair, position=1)
        make_service(organization, name="Esmalte", category=nails, position=2)
        mask = ServiceAddOn.objects.create(
            organization=organization, name="Hidratação", extra_minutes=30, extra_price=45
        )
        OfferedAddOn.objects.create(organization=organization, add_on=mask, service=cut)
        make_staff(organization, [cut], name="Bia")
        make_customer(organization, name="Marina Costa")
        yield organization


def names() -> list[str]:
    return list(in_list_order(Service.objects.all()).values_list("name", flat=True))


def test_order_by_keys_and_drag_and_a_category_removed_and_back(
    visit: Callable[[Page, str], Page], page: Page, page_errors: list[str]
) -> None:
    visit(page, "services/").wait_for_load_state()
    rows = page.locator("[data-list-item]")
    page.get_by_role("button", name="Mudar Escova de lugar").press("ArrowUp")
    expect(rows.first).to_contain_text("Escova")
    expect(page.get_by_text("Ordem dos serviços salva.").first).to_be_visible()
    assert names() == ["Escova", "Corte", "Esmalte"]
    with page.expect_navigation():
        page.get_by_role("link", name="Categorias").click()
    page.get_by_role("button", name="Mudar Unhas de lugar").hover()  # once it stands still
    end = page.get_by_role("button", name="Mudar Cabelo de lugar").bounding_box()
    assert end
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] - 4, steps=5)
    with page.expect_response(  # the list comes anew, and closes a menu that is open
        lambda answer: answer.request.method == "GET" and answer.url.endswith("/categories/")
    ):
        page.mouse.up()
    expect(page.get_by_text("Ordem das categorias salva.").first).to_be_visible()
    expect(rows.first).to_contain_text("Unhas")
    assert names() == ["Esmalte", "Escova", "Corte"]
    page.get_by_role("button", name="Mais ações de Cabelo").click()
    page.get_by_role("button", name="Excluir categoria").click()
    expect(page.get_by_text("2 serviços ficaram sem categoria.")).to_be_visible()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Desfazer").last.click()
    expect(rows).to_have_count(2)
    assert Service.objects.filter(category__name="Cabelo").count() == 2
    assert page_errors == []


def test_add_on_lengthens_the_booking(
    visit: Callable[[Page, str], Page], page: Page, page_errors: list[str]
) -> None:
    visit(page, "agenda/?view=list").wait_for_load_state()
    page.keyboard.press("c")
    panel = page.locator("#panel")
    panel.get_by_label("Serviço").select_option(label="Corte")
    panel.get_by_text("Hidratação").click()
    expect(panel.locator(".booking-total")).to_contain_text("1 h 30")
    expect(panel.locator(".booking-total")).to_contain_text("R$ 125,00")
    expect(panel.get_by_role("checkbox", name="Hidratação")).to_be_checked()
    day = today() + timedelta(days=3)
    panel.get_by_label("Data").fill(day.isoformat())
    panel.locator(".times button").first.click()
    expect(panel.locator(".times [aria-pressed=true]")).to_have_count(1)
    expect(panel.get_by_role("checkbox", name="Hidratação")).to_be_checked()
    panel.get_by_label("Buscar cliente por nome ou telefone").fill("Marina")
    panel.get_by_text("Marina Costa").first.click()
    panel.get_by_role("button", name="Agendar", exact=True).click()
    expect(panel).to_be_hidden()
    booked = Appointment.objects.get()
    assert (booked.length.total_seconds(), booked.price) == (90 * 60, Decimal(125))
    assert booked.add_ons.get().price == 45
    assert page_errors == []
