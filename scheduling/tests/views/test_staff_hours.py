"""The editor of a person's hours."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from scheduling.models import Shift, ShiftException, TimeOff
from scheduling.selectors.team import week_of
from scheduling.slots.working_hours import Hours
from scheduling.tests.views.conftest import PARTIAL, Salon


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def row(number: int, weekday: int, starts: str, ends: str, **more: str) -> dict[str, str]:
    given = {"weekday": str(weekday), "starts_at": starts, "ends_at": ends} | more
    return {f"{number}-{name}": value for name, value in given.items()}


def week_url(salon: Salon) -> str:
    return salon.url(f"staff/{salon.ana.pk}/week/")


def test_week_is_saved_with_breaks_and_nights(salon: Salon, owner: Client) -> None:
    salon.visit.delete()
    given = {
        "row": ["0", "1", "2"],
        **row(0, 0, "09:00", "18:00", break_0_starts="12:00", break_0_ends="13:00"),
        **row(1, 4, "22:00", "02:00", valid_from="2026-12-01", valid_until=""),
        **row(2, 5, "", ""),
    }
    answer = owner.post(week_url(salon), given)
    assert answer["Location"] == salon.url(f"staff/{salon.ana.pk}/hours/")
    monday, friday = week_of(salon.ana)
    assert monday.breaks == (Hours(time(12), time(13)),)
    assert (friday.weekday, friday.hours) == (4, Hours(time(22), time(2)))


def test_rows_are_added_and_dropped_without_saving(salon: Salon, owner: Client) -> None:
    before = week_of(salon.ana)
    given = {"row": ["0"], **row(0, 0, "07:15", "18:00")}
    added = owner.post(week_url(salon), given | {"add": "0"}, headers=PARTIAL).content.decode()
    assert added.count('name="row"') == 3  # one is there to be copied
    assert 'value="07:15"' in added
    paused = owner.post(week_url(salon), given | {"pause": "0"}, headers=PARTIAL).content.decode()
    assert 'name="0-break_0_starts"' in paused
    dropped = owner.post(week_url(salon), given | {"drop": "0"}, headers=PARTIAL).content.decode()
    assert dropped.count('name="row"') == 1
    plain = owner.post(week_url(salon), given | {"add": "3"}).content.decode()
    assert "<html" in plain
    assert week_of(salon.ana) == before


def test_day_is_copied_to_others_without_saving(salon: Salon, owner: Client) -> None:
    given = {
        "row": ["0", "1"],
        **row(0, 0, "08:00", "17:00", break_0_starts="12:00", break_0_ends="13:00"),
        **row(1, 2, "10:00", "11:00"),
        "copy": "0",
        "copy_0_to": ["2", "4", "9"],
    }
    page = owner.post(week_url(salon), given, headers=PARTIAL).content.decode()
    assert page.count('value="08:00"') == 3
    assert page.count('value="13:00"') == 3
    assert 'value="10:00"' not in page
    assert Shift.objects.filter(staff=salon.ana, starts_at=time(9)).count() == 7


def test_week_of_a_colleague_is_taken_over_without_saving(
    salon: Salon, other_salon: Salon, owner: Client
) -> None:
    Shift.objects.filter(staff=salon.bruno).exclude(weekday=5).delete()
    given = {"adopt": "1", "source": str(salon.bruno.pk)}
    page = owner.post(week_url(salon), given, headers=PARTIAL).content.decode()
    assert page.count('name="row"') == 2  # Saturday's, and the one to copy
    assert Shift.objects.filter(staff=salon.ana).count() == 7
    for source in (str(other_salon.ana.pk), "x", ""):
        answer = owner.post(week_url(salon), given | {"source": source}, headers=PARTIAL)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(0, 0, "09:00", "12:00"), row(1, 0, "11:00", "15:00")], "09:00 às 12:00"),
        ([row(0, 0, "09:00", "")], "Informe o horário"),
        ([row(0, 0, "09:00", "12:00", break_0_starts="08:00", break_0_ends="09:00")], "dentro"),
        ([row(0, 0, "09:00", "12:00", break_0_starts="10:00", break_0_ends="")], "Informe"),
    ],
)
def test_bad_week_is_refused_whole(salon: Salon, owner: Client, rows, words: str) -> None:
    before = week_of(salon.ana)
    given = {"row": [str(number) for number in range(len(rows))]}
    for one in rows:
        given |= one
    for headers in (PARTIAL, None):
        answer = owner.post(week_url(salon), given, headers=headers)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert week_of(salon.ana) == before


def test_nonsense_in_the_post_is_no_crash(salon: Salon, owner: Client) -> None:
    given = {"row": ["0", "x", "²", "-1", "9" * 5000], "0-weekday": "9", "0-starts_at": "25:99"}
    assert owner.post(week_url(salon), given).status_code == 422
    assert owner.post(week_url(salon), {"add": "99"}).status_code == 200
    assert owner.post(week_url(salon), given | {"add": "9" * 5000}).status_code == 422
    assert Shift.objects.filter(staff=salon.ana).count() == 7


def test_exception_is_added_listed_and_removed(salon: Salon, owner: Client) -> None:
    salon.visit.delete()
    url = salon.url(f"staff/{salon.ana.pk}/exceptions/")
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    given = {"on": day, "starts_at": "13:00", "ends_at": "17:00", "reason": "Curso"}
    page = owner.post(url, given, headers=PARTIAL).content.decode()
    assert "13:00–17:00" in page
    assert "Curso" in page
    again = owner.post(url, given | {"starts_at": "", "ends_at": ""}, headers=PARTIAL)
    assert again.status_code == 422
    assert "Remova a anterior" in again.content.decode()
    exception = ShiftException.objects.get()
    owner.post(f"{url}{exception.pk}/removal/", headers=PARTIAL)
    assert not ShiftException.objects.exists()


@pytest.mark.parametrize("given", [{"on": ""}, {"on": "2026-12-01", "starts_at": "09:00"}])
def test_bad_exception_is_refused(salon: Salon, owner: Client, given: dict[str, str]) -> None:
    url = salon.url(f"staff/{salon.ana.pk}/exceptions/")
    answer = owner.post(url, given, headers=PARTIAL)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_time_off_says_how_many_visits_lie_inside(salon: Salon, owner: Client) -> None:
    start = timezone.now() + timedelta(days=20)
    salon.book(15, starts_at=start + timedelta(hours=1), now=timezone.now())
    for hours in (4, 0.5):
        TimeOff.objects.create(
            organization=salon.organization,
            staff=salon.ana,
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
        )
    page = owner.get(salon.url(f"staff/{salon.ana.pk}/hours/")).content.decode()
    assert page.count("1 horário marcado dentro") == 1
    assert page.count("nenhum horário marcado dentro") == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_page_asks_the_same_number_of_questions(salon: Salon, owner: Client, rows: int) -> None:
    today = timezone.localdate()
    for number in range(rows):
        ShiftException.objects.create(
            organization=salon.organization, staff=salon.ana, on=today + timedelta(days=number)
        )
        TimeOff.objects.create(
            organization=salon.organization,
            staff=salon.ana,
            starts_at=timezone.now() + timedelta(days=number),
            ends_at=timezone.now() + timedelta(days=number, hours=1),
        )
    with CaptureQueriesContext(connection) as queries:
        owner.get(salon.url(f"staff/{salon.ana.pk}/hours/"))
    assert len(queries) == 10
