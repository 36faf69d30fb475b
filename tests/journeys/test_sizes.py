"""A bath for a big dog takes longer: written by the owner, booked by chat and at the desk."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Dependant
from accounts.tests.factories import make_customer
from catalog.models import OfferedAddOn, Service, ServiceAddOn
from config.run.testing.browser import PHONE
from config.run.testing.stack import LiveStack, StartStack
from scheduling.models import Appointment
from tests.axe import serious
from tests.door import log_in
from tests.phones import Phones, eventually
from tests.shop import OWNER, Shop, in_days, open_shop

NewPage = Callable[..., Page]


def enter(page: Page, url: str, path: str) -> None:
    log_in(page, f"{url}{path}", OWNER)


def write_bath(page: Page) -> None:
    """The owner: an hour for 60; two hours for 110 where the dog is big."""
    page.get_by_role("link", name="Novo serviço").first.click()
    panel = page.locator("#panel")
    panel.get_by_label("Nome").fill("Banho")
    panel.get_by_label("Preço", exact=False).first.fill("60")
    expect(panel.locator(".size-table")).to_be_hidden()
    panel.get_by_label("Para quem é").select_option("PET")
    panel.get_by_label("Grande: minutos").fill("120")
    panel.get_by_label("Grande: preço").fill("110")
    panel.get_by_label("Ana").check()
    assert serious(page) == []
    panel.get_by_role("button", name="Salvar serviço").click()
    expect(page.locator(".row-link", has_text="Banho")).to_be_visible()


def book_by_chat(phones: Phones, day: str) -> None:
    phone = phones.add("Marina Costa", phone="5511981230999")
    assert "O que você quer agendar" in phone.write("quero agendar")
    assert "nome do animal" in phone.tap("Banho")
    assert "porte de Thor" in phone.write("Thor")
    assert "Quer acrescentar algo?" in phone.tap("Grande")
    assert "Incluído: Hidratação" in phone.tap("Hidratação")
    phone.tap("Só isso")
    phone.write(day)
    summary = phone.write("10h")
    if not phone.options():
        summary = phone.write("Marina Costa")
    for words in ("para Thor", "+ Hidratação", "155,00", "2 h 30", "10:00"):
        assert words in summary
    assert "para Thor" in phone.tap("Confirmar")
    phone.write("meus horários")
    assert "Thor" in phone.text()
    phone.tap("Remarcar")
    phone.write(day)
    assert "16:30" not in [title for _kind, _id, title in phone.options()]
    moved = phone.write("15h30")
    assert "15:30" in moved
    assert "marcado" in phone.tap("Confirmar")


def height_of(block: Locator) -> float:
    box = block.bounding_box()
    assert box is not None
    return float(box["height"])


@pytest.mark.django_db(transaction=True)
def test_big_dog_by_chat_is_a_long_block_on_the_agenda(
    live_stack: StartStack, new_page: NewPage
) -> None:
    stack: LiveStack = live_stack("simulator", "web", "worker")
    shop: Shop = open_shop(stack)
    at = in_days(3, 10)
    page = new_page(reduced_motion="reduce")
    enter(page, stack.web_url, "/o/studio-bela/services/")
    write_bath(page)
    with shop.open():
        bath = Service.objects.get(name="Banho")
        own = {"organization": shop.organization}
        for name in ("Hidratação", "Perfume"):
            added = ServiceAddOn.objects.create(**own, name=name, extra_minutes=30, extra_price=45)
            OfferedAddOn.objects.create(**own, add_on=added, service=bath)

    book_by_chat(Phones(stack.simulator_url), f"{at:%d/%m}")
    with shop.open():
        visit = eventually(Appointment.objects.filter(dependant__name="Thor").first)
        assert (visit.length, visit.price) == (timedelta(minutes=150), Decimal(155))
        assert visit.starts_at == at + timedelta(hours=5, minutes=30)

    page.goto(f"{stack.web_url}/o/studio-bela/agenda/?day={at:%Y-%m-%d}")
    block = page.locator(".ec-event.visit", has_text="Thor · Banho")
    expect(block).to_contain_text("15:30")
    expect(block).to_contain_text("18:00")

    book_at_desk(page, stack, shop, at.strftime("%Y-%m-%d"))
    small = page.locator(".ec-event.visit", has_text="Mel · Banho")
    expect(small).to_contain_text("09:00")
    assert height_of(block) == pytest.approx(height_of(small) * 2.5, rel=0.1)
    assert serious(page) == []


def book_at_desk(page: Page, stack: LiveStack, shop: Shop, day: str) -> None:
    """For Rui, who brings two dogs, on a phone's width and on a desk."""
    with shop.open():
        rui = make_customer(shop.organization, name="Rui Alves")
        for name, size in (("Mel", "S"), ("Rex", "")):
            Dependant.objects.create(
                organization=shop.organization, customer=rui, name=name, kind="PET", size=size
            )
        bath = Service.objects.get(name="Banho")
    page.set_viewport_size(PHONE)
    page.goto(f"{stack.web_url}/o/studio-bela/appointments/new/?day={day}&service={bath.pk}")
    whom = page.locator("#booking-for-whom")
    expect(whom).to_contain_text("Escolha o cliente e para quem é")
    page.get_by_label("Buscar cliente por nome ou telefone").fill("Rui")
    page.get_by_text("Rui Alves").click()
    whom.get_by_label("Para quem é").select_option(label="Rex")
    expect(whom).to_contain_text("Sem o porte, vale a duração e o preço")
    expect(page.locator(".booking-service")).to_contain_text("1 h · R$ 60,00")
    whom.get_by_label("Porte").select_option("L")
    expect(page.locator(".booking-service")).to_contain_text("2 h · R$ 110,00")
    expect(page.locator(".times button", has_text="13:30")).to_be_visible()
    expect(page.locator(".times button", has_text="13:45")).to_have_count(0)
    assert serious(page) == []
    whom.get_by_label("Para quem é").select_option(label="Mel · Pequeno")
    expect(page.locator(".times button", has_text="14:30")).to_be_visible()
    page.locator(".times button", has_text="09:00").click()
    expect(page.get_by_label("Hora")).to_have_value("09:00")
    page.get_by_role("button", name="Agendar", exact=True).click()
    expect(page).to_have_url(re.compile("/agenda/"))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{stack.web_url}/o/studio-bela/agenda/?day={day}")
