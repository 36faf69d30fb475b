"""The agenda's other views in a real browser: a week, blocked time, filters, paper, keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import Customer
from catalog.models import Service
from config.run.testing.browser import PHONE
from scheduling.models import Holiday, TimeOff
from scheduling.tests.factories import make_appointment, today
from tests.axe import serious
from tests.journeys.test_agenda import DESK, Desk, box_of, desk, drag, enter, event

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def week(desk: Desk) -> Desk:
    """Wednesday of next week: Marina is with Ana at 10, Ana has lunch from 12 to 13, and
    Friday is a holiday.
    """
    monday = today() - timedelta(days=today().weekday()) + timedelta(days=7)
    moved = replace(desk, day=monday + timedelta(days=2))
    make_appointment(
        desk.organization,
        customer=Customer.objects.get(name="Marina Costa"),
        staff=desk.ana,
        service=Service.objects.get(),
        starts_at=moved.at(10),
        now=timezone.now(),
    )
    TimeOff.objects.create(
        organization=desk.organization,
        staff=desk.ana,
        starts_at=moved.at(12),
        ends_at=moved.at(13),
        reason="Almoço",
    )
    Holiday.objects.create(
        organization=desk.organization, on=monday + timedelta(days=4), name="Padroeira"
    )
    return moved


def see_week(page: Page) -> None:
    page.locator("#agenda-as-week").click()
    expect(page.locator("[data-agenda=week] .ec-col-head")).to_have_count(7)


def column(page: Page, number: int) -> Locator:
    """A day of the week, Monday 0, or a person of the day."""
    return page.locator(".ec-body .ec-day").nth(number)


def onto(page: Page, number: int, hour_of: str, hours: float = 0) -> Callable[[], tuple]:
    """A place in a column, at the height of somebody's visit and some hours below."""

    def find() -> tuple[float, float]:
        box, like = box_of(column(page, number)), box_of(event(page, hour_of))
        return box["x"] + box["width"] / 2, like["y"] + 10 + hours * 80

    return find


def starts(name: str, desk: Desk) -> datetime:
    return desk.visit_of(name).starts_at


def block() -> TimeOff:
    return TimeOff.objects.select_related("staff").get()


def test_week_of_a_person(week: Desk, new_page: Callable[..., Page], page_errors: list) -> None:
    page = enter(new_page(viewport=DESK), week)
    see_week(page)
    expect(page.locator("#filter_staff")).to_have_value(str(week.ana.pk))
    expect(page.locator(".closure-name")).to_have_text(["Padroeira"])
    drag(page, "Marina Costa", onto(page, 3, "Marina Costa", hours=1))
    expect(page.locator("#toasts")).to_contain_text("Marina Costa agora é")
    assert starts("Marina Costa", week) == week.at(11) + timedelta(days=1)
    page.get_by_role("button", name="Desfazer").click()
    expect(event(page, "Marina Costa")).to_contain_text("10:00")
    assert starts("Marina Costa", week) == week.at(10)

    drag(page, "Almoço", onto(page, 2, "Marina Costa", hours=0.5))
    expect(page.locator("#toasts")).to_contain_text("Há 1 horário marcado nesse tempo")
    expect(event(page, "Almoço")).to_contain_text("12:00")
    assert block().starts_at == week.at(12)
    assert all("409" in error for error in page_errors)
    page_errors.clear()

    page.locator("#filter_staff").select_option(label="Bruno Lima")
    expect(event(page, "Marina Costa")).to_have_count(0)
    page.locator("#agenda-previous").click()
    expect(page.locator(".page-over")).to_have_text("Agenda desta semana")


def test_span_of_the_week_is_booked_or_blocked(week: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), week)
    see_week(page)
    menu, panel = page.locator("#agenda-span"), page.locator("#panel")

    def draw() -> None:
        x, y = onto(page, 1, "Marina Costa", hours=1)()
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + 60, steps=5)
        page.mouse.move(x, y + 115, steps=5)
        page.mouse.up()
        expect(menu).to_be_visible()

    draw()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".ec-preview")).to_have_count(0)

    draw()
    expect(menu.locator("[data-said]")).to_have_text("11:00 – 12:45")
    menu.get_by_role("link", name="Agendar").click()
    expect(panel.get_by_label("Hora", exact=True)).to_have_value("11:00")
    expect(panel.get_by_label("Duração")).to_have_value("105")
    page.keyboard.press("Escape")

    draw()
    menu.get_by_role("link", name="Bloquear horário").click()
    expect(panel.get_by_label("Hora do fim")).to_have_value("12:45")
    panel.get_by_label("Motivo").fill("Curso")
    panel.get_by_role("button", name="Bloquear horário").click()
    expect(event(page, "Curso")).to_be_visible()
    made = TimeOff.objects.get(reason="Curso")
    assert (made.staff, made.starts_at) == (week.ana, week.at(11) - timedelta(days=1))


def test_block_is_moved_and_freed_without_a_mouse(
    week: Desk, new_page: Callable[..., Page]
) -> None:
    page = enter(new_page(viewport=DESK), week)
    panel = page.locator("#panel")
    event(page, "Almoço").focus()
    page.keyboard.press("Enter")
    panel.get_by_role("link", name="Mudar bloqueio").press("Enter")
    panel.get_by_label("Hora de início").fill("13:00")
    panel.get_by_label("Hora do fim").fill("14:30")
    panel.get_by_label("Pessoa").select_option(label="Bruno Lima")
    panel.get_by_label("Motivo").press("Enter")
    expect(event(page, "Almoço")).to_contain_text("13:00 – 14:30")
    assert (block().staff, block().ends_at) == (week.bruno, week.at(14, 30))

    event(page, "Almoço").press("Enter")
    panel.get_by_role("button", name="Liberar horário").press("Enter")
    expect(event(page, "Almoço")).to_have_count(0)
    assert not TimeOff.objects.exists()
    page.get_by_role("button", name="Desfazer").last.click()
    expect(event(page, "Almoço")).to_contain_text("13:00 – 14:30")
    assert block().reason == "Almoço"


def test_block_is_made_longer_by_its_edge(week: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), week)
    box = box_of(event(page, "Almoço"))
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 17, steps=4)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] + 37, steps=4)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("Bloqueio de Ana Souza")
    assert (block().starts_at, block().ends_at) == (week.at(12), week.at(13, 30))


def test_filters_and_keys(week: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), week)
    expect(page.locator(".cal-name")).to_have_text(["Ana Souza", "Bruno Lima"])
    page.keyboard.press("f")
    choices = page.locator("#agenda-choices")
    choices.get_by_label("Bruno Lima").check()
    choices.get_by_role("button", name="Mostrar").click()
    expect(page.locator(".cal-name")).to_have_text(["Bruno Lima"])
    page.keyboard.press("f")
    choices.get_by_label("Ana Souza").check()
    choices.get_by_label("Concluído").check()
    choices.get_by_role("button", name="Mostrar").click()
    expect(page.locator(".cal-name")).to_have_text(["Ana Souza", "Bruno Lima"])
    expect(event(page, "Marina Costa")).to_have_count(0)
    assert page.url.count("staff=") == 2
    page.keyboard.press("f")
    choices.get_by_role("link", name="Limpar filtros").click()
    expect(event(page, "Marina Costa")).to_be_visible()

    page.keyboard.press("w")
    expect(page.locator("[data-agenda=week]")).to_be_visible()
    page.keyboard.press("j")
    expect(event(page, "Marina Costa")).to_have_count(0)
    page.keyboard.press("k")
    expect(event(page, "Marina Costa")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator(".page-over")).to_have_text("Agenda desta semana")
    page.keyboard.press("l")
    expect(page.locator("[data-agenda-list]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts-list")).to_contain_text("Semana")
    page.keyboard.press("Escape")
    page.goto(week.url)  # without a view: the list is remembered
    expect(page.locator("[data-agenda-list]")).to_contain_text("Marina Costa")
    page.keyboard.press("d")
    expect(page.locator(".cal-name").first).to_be_visible()


def test_paper(week: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), week)
    page.locator("#agenda-print").click()
    sheet = page.locator(".sheet").first
    expect(sheet.locator("tbody tr")).to_have_count(2)
    expect(sheet).to_contain_text("Marina Costa")
    expect(page.get_by_role("button", name="Imprimir")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".paper-bar")).to_be_hidden()
    expect(sheet).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Voltar à agenda").click()
    expect(event(page, "Marina Costa")).to_be_visible()


def test_list_writes_a_person_on_one_line(week: Desk, new_page: Callable[..., Page]) -> None:
    week.ana.name = "Maria Aparecida da Silva"
    week.ana.save()
    page = enter(new_page(viewport=DESK), week)
    page.goto(f"{page.url.split('?')[0]}?view=list&day={week.day:%Y-%m-%d}")
    person = page.locator(".agenda-table tbody tr td", has_text=week.ana.name)
    expect(person).to_have_count(1)
    assert box_of(person)["height"] < 60
    assert person.evaluate("cell => getComputedStyle(cell).textAlign") == "start"


def test_week_on_a_phone_shows_three_days(week: Desk, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=PHONE, is_mobile=True, has_touch=True), week)
    page.locator("#agenda-as-week").click()
    expect(page.locator("[data-agenda=week] .ec-col-head")).to_have_count(3)
    expect(event(page, "Marina Costa")).to_be_visible()
    page.locator("#agenda-next-narrow").click()
    expect(event(page, "Marina Costa")).to_have_count(0)
    expect(page.locator("[data-agenda=week] .ec-col-head")).to_have_count(3)
    page.locator("#agenda-previous-narrow").click()
    event(page, "Marina Costa").click()
    expect(page.locator("#panel").get_by_role("link", name="Mudar horário")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_serious_barrier_in_the_views(
    week: Desk, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"), week)
    page.locator("#agenda-as-week").click()
    expect(event(page, "Marina Costa")).to_be_visible()
    assert serious(page) == []
    page.locator("#agenda-more").click()
    expect(page.locator("#agenda-choices").get_by_text("Situações")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    event(page, "Almoço").click()
    page.locator("#panel").get_by_role("link", name="Mudar bloqueio").click()
    expect(page.locator("#panel").get_by_label("Hora do fim")).to_be_visible()
    assert serious(page) == []
    page.goto(week.url.replace("/agenda/?", "/agenda/print/?"))
    expect(page.locator(".sheet").first).to_be_visible()
    assert serious(page) == []
