"""The owner changes the team's time and settles what it leaves to move, in a real browser."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_scopes import scope
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import Location, Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from catalog.tests.factories import make_service
from scheduling.models import Appointment, ConflictSet, Holiday, Staff
from scheduling.selectors.staff import active_staff
from scheduling.selectors.team import week_of
from scheduling.services.house import close_days
from scheduling.services.team_time import block_time
from scheduling.slots.working_hours import Hours
from scheduling.tests.factories import (
    SAO_PAULO,
    local,
    make_appointment,
    make_staff,
    no_holiday,
    today,
)

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> Iterator[Organization]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        yield organization


@pytest.fixture
def team(house: Organization) -> tuple[Staff, Staff]:
    service = make_service(house, name="Corte", duration_minutes=60)
    ana, bruno = (
        make_staff(house, [service], name=name, color=color)
        for color, name in enumerate(("Ana Souza", "Bruno Lima"))
    )
    return ana, bruno


def some_day(hour: int, days: int = 6) -> datetime:
    day = no_holiday(today() + timedelta(days=days))
    return local(day.year, day.month, day.day, hour)


def book(house: Organization, staff: Staff, name: str, hour: int) -> Appointment:
    return make_appointment(
        house,
        customer=make_customer(house, name=name),
        staff=staff,
        service=staff.services.get(),
        starts_at=some_day(hour),
        now=timezone.now(),
    )


def test_time_off_leads_to_the_visits_and_each_is_settled(
    house: Organization,
    team: tuple[Staff, Staff],
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
) -> None:
    ana, bruno = team
    first, second, third = (
        book(house, ana, name, hour) for name, hour in (("Marina", 10), ("Olga", 14), ("Rui", 16))
    )
    visit(page, f"staff/{ana.pk}/hours/")
    page.get_by_role("link", name="Nova ausência").click()
    panel = page.locator("#panel")
    day = some_day(0).date().isoformat()
    panel.get_by_label("De", exact=True).fill(day)
    panel.get_by_label("Hora de início").fill("08:00")
    panel.get_by_label("Até").fill(day)
    panel.get_by_label("Hora do fim").fill("20:00")
    panel.get_by_role("button", name="Bloquear horário").click()
    expect(panel).to_contain_text("3 agendamentos para mover")
    expect(panel).to_contain_text("Olga")
    panel.get_by_role("button", name="Bloquear e mover depois").click()
    page.wait_for_url("**/conflicts/**")
    expect(page.locator("#conflicts")).to_contain_text("0 de 3 resolvidos")
    current = page.locator(".conflict-row.is-current")
    expect(current).to_contain_text("Marina")
    current.get_by_role("button", name="Bruno Lima").click()
    expect(page.locator("#conflicts")).to_contain_text("1 de 3 resolvidos")
    expect(page.locator("#toasts")).to_contain_text("Marina agora é")
    first.refresh_from_db()
    assert (first.staff, first.starts_at) == (bruno, some_day(10))

    # Somebody else takes Bruno's time while the page stands open.
    expect(current).to_contain_text("Olga")
    taken = book(house, bruno, "Apressada", 14)
    current.get_by_role("button", name="Bruno Lima").click()
    expect(current.get_by_role("alert")).to_contain_text("Bruno Lima não está livre")
    assert all("409" in error for error in page_errors)
    page_errors.clear()
    assert taken.staff == bruno
    current.get_by_role("button").filter(has_text=":").first.click()
    expect(page.locator("#conflicts")).to_contain_text("2 de 3 resolvidos")
    second.refresh_from_db()
    assert second.staff == ana
    assert second.starts_at.astimezone(SAO_PAULO).date() != some_day(14).date()

    current.get_by_role("link", name="Cancelar e avisar").click()
    panel.get_by_role("button", name="Cancelar horário").click()
    expect(page.locator("#conflicts")).to_contain_text("Tudo resolvido")
    third.refresh_from_db()
    assert third.status == "CANCELLED"


def test_week_is_drawn_and_saved_once(
    house: Organization,
    team: tuple[Staff, Staff],
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
) -> None:
    carla = make_staff(house, name="Carla", hours=None)
    visit(page, f"staff/{carla.pk}/hours/")
    monday = page.locator("[data-track='0']")
    box = monday.bounding_box()
    assert box is not None
    hour = box["width"] / 14  # from 7 to 21
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2 * hour, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 4 * hour, middle, steps=4)
    page.mouse.move(box["x"] + 5 * hour, middle, steps=4)
    page.mouse.up()
    bar = monday.locator(".week-bar")
    expect(bar).to_have_text("09:00–12:00")
    expect(page.locator("[data-week-dirty]")).to_be_visible()
    bar.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(bar).to_have_text("09:15–12:30")
    page.keyboard.press("ArrowDown")
    tuesday = page.locator("[data-track='1'] .week-bar")
    expect(tuesday).to_be_focused()
    expect(bar).to_have_count(0)
    page.keyboard.press("Enter")
    day = page.locator(".week-day").nth(1)
    expect(day.get_by_label("Das")).to_be_focused()
    day.get_by_label("Das").fill("09:00")
    expect(tuesday).to_have_text("09:00–12:30")
    day.locator("summary").filter(has_text="Copiar para").click()
    day.get_by_role("button", name="Copiar", exact=True).click()
    expect(page.locator(".week-bar")).to_have_count(5)
    page.locator("[data-track='4'] .week-bar").focus()
    page.keyboard.press("Delete")
    expect(page.locator(".week-bar")).to_have_count(4)
    assert week_of(carla) == []
    page.get_by_role("button", name="Salvar semana").last.click()
    expect(page.locator("#toasts")).to_contain_text("Horários salvos")
    assert [(one.weekday, one.hours) for one in week_of(carla)] == [
        (weekday, Hours(time(9), time(12, 30))) for weekday in range(4)
    ]
    assert page_errors == []


def test_bars_are_stretched_moved_and_typed(
    house: Organization,
    team: tuple[Staff, Staff],
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
) -> None:
    visit(page, f"staff/{team[0].pk}/hours/")
    monday, wednesday = page.locator("[data-track='0']"), page.locator("[data-track='2']")
    bar = monday.locator(".week-bar")
    expect(bar).to_have_text("09:00–18:00")
    box, line = bar.bounding_box(), monday.bounding_box()
    assert box is not None
    assert line is not None
    hour, middle = line["width"] / 14, box["y"] + box["height"] / 2
    drag(page, (box["x"] + box["width"] - 3, middle), (box["x"] + box["width"] - 3 - hour, middle))
    expect(bar).to_have_text("09:00–17:00")
    drag(page, (box["x"] + 3, middle), (box["x"] + 3 - hour, middle))
    expect(bar).to_have_text("08:00–17:00")

    page.locator("[data-track='2'] .week-bar").focus()
    page.keyboard.press("Delete")
    below = wednesday.bounding_box()
    assert below is not None
    start = (line["x"] + 4 * hour, middle)
    drag(page, start, (start[0] + hour, below["y"] + below["height"] / 2))
    expect(monday.locator(".week-bar")).to_have_count(0)
    expect(wednesday.locator(".week-bar")).to_have_text("09:00–18:00")

    sunday = page.locator(".week-day").last
    sunday.get_by_role("button", name="Pausa").click()
    sunday.get_by_label("Pausa das").fill("12:00")
    sunday.get_by_label("Pausa até").fill("13:00")
    expect(sunday.locator(".week-pause")).to_have_count(1)
    sunday.get_by_label(re.compile("^Até")).fill("02:00")
    expect(sunday.locator(".week-bar")).to_have_text("09:00–02:00")
    page.get_by_role("button", name="Salvar semana").last.click()
    expect(page.locator("#toasts")).to_contain_text("Horários salvos")
    saved = {one.weekday: one for one in week_of(team[0])}
    assert set(saved) == {1, 2, 3, 4, 5, 6}
    assert saved[6].hours == Hours(time(9), time(2))
    assert saved[6].breaks == (Hours(time(12), time(13)),)
    assert page_errors == []


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_house_closes_and_opens(
    house: Organization,
    team: tuple[Staff, Staff],
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
) -> None:
    book(house, team[0], "Marina", 10)
    visit(page, "staff/")
    page.get_by_role("link", name="Horários da casa").click()
    day = some_day(0).date()
    closing = page.locator("section").filter(has_text="Fechar por alguns dias")
    closing.get_by_label("De", exact=True).fill(day.isoformat())
    closing.get_by_label("Nome").fill("Reforma")
    closing.get_by_role("button", name="Fechar a casa").click()
    expect(closing.get_by_role("alert")).to_contain_text("1 agendamento para mover")
    assert all("409" in error for error in page_errors)
    page_errors.clear()
    closing.get_by_role("button", name="Fechar e mover depois").click()
    page.wait_for_url("**/conflicts/**")
    assert ConflictSet.objects.get().reason == "Reforma"
    year = timezone.localdate().year + 1
    visit(page, f"staff/house/?year={year}")
    natal = page.locator(f"#day-{date(year, 12, 25).isoformat()}")
    natal.get_by_role("button", name="Abrir").click()
    expect(natal).to_contain_text("Aberta")
    assert Holiday.objects.get(on=date(year, 12, 25)).is_open


def test_team_is_ordered_taught_and_pictured(
    house: Organization,
    team: tuple[Staff, Staff],
    visit: Callable[[Page, str], Page],
    page: Page,
    page_errors: list[str],
    tmp_path: Path,
) -> None:
    ana, bruno = team
    visit(page, "staff/")
    rows = page.locator("[data-list-item]")
    grip = page.get_by_role("button", name="Mudar Ana Souza de lugar")
    start, end = grip.bounding_box(), rows.nth(1).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] + end["height"] - 4, steps=5)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("Ordem da equipe salva")
    expect(rows.first).to_contain_text("Bruno Lima")
    assert [one.name for one in active_staff()] == ["Bruno Lima", "Ana Souza"]
    page.reload()
    page.wait_for_load_state()
    page.get_by_role("button", name="Mudar Ana Souza de lugar").focus()
    page.keyboard.press("ArrowUp")
    expect(rows.first).to_contain_text("Ana Souza")
    expect(page.locator("#toasts")).to_contain_text("Ordem da equipe salva")
    assert [one.name for one in active_staff()] == ["Ana Souza", "Bruno Lima"]

    page.get_by_role("link", name="Quem faz o quê").click()
    page.get_by_text("Bruno Lima faz Corte").click(force=True)
    page.get_by_role("button", name="Salvar tudo").click()
    expect(page.locator("#toasts")).to_contain_text("1 mudança salva")
    assert not bruno.services.exists()

    picture = tmp_path / "ana.png"
    Image.new("RGB", (300, 200), "teal").save(picture)
    visit(page, f"staff/{ana.pk}/hours/")
    page.get_by_role("link", name="Foto").click()
    page.locator("#panel").get_by_label("Foto").set_input_files(picture)
    page.locator("#panel").get_by_role("button", name="Salvar foto").click()
    expect(page.locator("main .avatar-photo")).to_have_js_property("naturalWidth", 96)
    visit(page, "agenda/")
    expect(page.locator(".cal-photo")).to_have_js_property("naturalWidth", 96)
    assert page_errors == []


def make_world(house: Organization, team: tuple[Staff, Staff]) -> ConflictSet:
    """Three visits in the way of a time off, two places, a closed week."""
    for order, (name, person) in enumerate(zip(("Centro", "Zona Sul"), team, strict=True)):
        person.location = Location.objects.create(
            organization=house, name=name, address="Rua das Flores, 10", position=order
        )
        person.save()
    for name, hour in (("Marina Costa", 10), ("Olga Prado", 14), ("Rui Alves", 16)):
        book(house, team[0], name, hour)
    start = some_day(8)
    _block, found = block_time(
        staff=team[0],
        starts_at=start,
        ends_at=start + timedelta(hours=12),
        actor=None,
        now=timezone.now(),
        reason="Dentista",
        despite_visits=True,
    )
    close_days(
        organization=house,
        first=some_day(0, 30).date(),
        last=some_day(0, 32).date(),
        name="Recesso",
        actor=None,
        now=timezone.now(),
    )
    assert found is not None
    return found
