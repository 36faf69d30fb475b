"""Horários da casa on the screen."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organization
from scheduling.models import BookingPolicy, ConflictSet, Holiday, ShiftException
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_conflicts import ahead


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def house(salon: Salon, rest: str = "") -> str:
    return salon.url(f"staff/house/{rest}")


def christmas() -> date:
    return date(timezone.localdate().year + 1, 12, 25)


def test_holiday_is_switched_in_place(salon: Salon, owner: Client) -> None:
    on = christmas().isoformat()
    query = f"?year={christmas().year}"
    page = owner.get(house(salon, query)).content.decode()
    assert f'id="day-{on}"' in page
    opened = owner.post(
        house(salon, f"holidays/{query}"), {"on": on, "is_open": "1"}, headers=PARTIAL
    )
    assert opened.status_code == 200
    assert f'id="day-{on}"' in opened.content.decode()
    assert Holiday.objects.get().is_open
    owner.post(house(salon, "holidays/"), {"on": on})
    assert not Holiday.objects.get().is_open


def test_own_closing_days_come_and_go(salon: Salon, owner: Client) -> None:
    first = ahead(40, 0).date()
    given = {
        "first": first.isoformat(),
        "last": (first + timedelta(days=2)).isoformat(),
        "name": "Recesso",
    }
    assert owner.post(house(salon, "closings/"), given)["Location"] == house(salon)
    assert Holiday.objects.filter(name="Recesso").count() == 3
    owner.post(house(salon, "holidays/"), {"on": first.isoformat()})
    assert Holiday.objects.filter(name="Recesso").count() == 2


def test_visits_are_said_first_then_to_be_moved(salon: Salon, owner: Client) -> None:
    visit = salon.book(0, starts_at=ahead(5, 16), now=timezone.now())
    on = visit.starts_at.date().isoformat()
    given = {"on": on, "starts_at": "09:00", "ends_at": "12:00", "reason": "Jogo"}
    refused = owner.post(house(salon, "dates/"), given, headers=PARTIAL)
    assert refused.status_code == 409
    assert "1 agendamento para mover" in refused.content.decode()
    assert not ShiftException.objects.exists()
    answer = owner.post(house(salon, "dates/"), given | {"despite": "1"}, headers=PARTIAL)
    assert answer["HX-Redirect"] == salon.url(f"conflicts/{ConflictSet.objects.get().pk}/")
    page = owner.get(house(salon)).content.decode()
    assert "1 agendamento</a>" in page
    row = ShiftException.objects.get()
    owner.post(house(salon, f"dates/{row.pk}/removal/"), headers=PARTIAL)
    assert not ShiftException.objects.exists()


@pytest.mark.parametrize(
    ("rest", "given"),
    [
        ("dates/", {"on": ""}),
        ("closings/", {"first": "2027-01-02", "last": "2027-01-01", "name": "x"}),
        ("closings/", {"first": "2027-01-02", "name": ""}),
        ("rules/", {"region": "ZZ"}),
        ("holidays/", {"on": "2027-03-03"}),
        ("holidays/", {"on": "x"}),
    ],
)
def test_bad_field_is_refused(
    salon: Salon, owner: Client, rest: str, given: dict[str, str]
) -> None:
    answer = owner.post(house(salon, rest), given, headers=PARTIAL)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode() or "não está no" in answer.content.decode()


def test_rules_of_the_region_are_kept(salon: Salon, owner: Client) -> None:
    owner.post(house(salon, "rules/"), {"closes": "on", "region": "SP"})
    policy = BookingPolicy.objects.get()
    assert (policy.closes_on_holidays, policy.holiday_region) == (True, "SP")


def test_regions_are_chosen_by_their_names(salon: Salon, owner: Client) -> None:
    Organization.objects.update(country="ES")
    form = owner.get(house(salon)).context["rules_form"]
    named = dict(form.fields["region"].choices)
    assert named["MD"] == "Madrid"
    for code in named:  # each fits the column
        assert owner.post(house(salon, "rules/"), {"region": code}).status_code == 302
    assert BookingPolicy.objects.get().holiday_region == code
    rules = owner.get(salon.url("settings/rules/")).context["form"]
    assert dict(rules.fields["holiday_region"].choices).keys() == named.keys()


def test_where_no_regions_are_known_none_is_asked_for(salon: Salon, owner: Client) -> None:
    here = house(salon)
    assert 'name="region"' in owner.get(here).content.decode()
    Organization.objects.update(country="UY")
    assert 'name="region"' not in owner.get(here).content.decode()
    owner.post(house(salon, "rules/"), {"closes": "on"})
    assert BookingPolicy.objects.get().closes_on_holidays is True


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_only_who_runs_the_team_comes_in(
    salon: Salon, login: Callable[..., Client], role: Role
) -> None:
    client = login(role)
    assert client.get(house(salon)).status_code == 403
    assert client.post(house(salon, "closings/"), {}).status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_page_asks_the_same_number_of_questions(salon: Salon, owner: Client, rows: int) -> None:
    for number in range(rows):
        own = {"organization": salon.organization, "on": ahead(1 + number, 0).date()}
        ShiftException.objects.create(**own, reason="x")
        Holiday.objects.create(**own, name="Dia")
    with CaptureQueriesContext(connection) as queries:
        owner.get(house(salon))
    assert len(queries) == 9


@pytest.mark.parametrize("year", ["9" * 5000, "0", "-1", "²", "x"])
def test_year_that_is_none_is_this_one(salon: Salon, owner: Client, year: str) -> None:
    page = owner.get(house(salon), {"year": year})
    assert f'id="day-{timezone.localdate().year}-12-25"' in page.content.decode()
