"""Hours of the whole house, and what obeys them."""

from datetime import date, time, timedelta

import pytest
from django_scopes import scope

from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment, Holiday, ShiftException, Staff
from scheduling.selectors.availability import free_days, ranked_slots
from scheduling.selectors.conflicts import count_conflicts
from scheduling.selectors.house import house_calendar
from scheduling.selectors.opening_hours import opening_hours_lines
from scheduling.selectors.policy import policy_of
from scheduling.services.conflicts import VisitsInside
from scheduling.services.house import (
    add_house_date,
    close_days,
    drop_closing_day,
    remove_house_date,
    set_holiday,
    set_holiday_rules,
)
from scheduling.services.team import ExceptionClashes
from scheduling.services.time_off import SpanInvalid
from scheduling.slots.working_hours import Hours
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

TUESDAY = date(2026, 11, 24)
CHRISTMAS = date(2026, 12, 25)
MORNING = Hours(time(9), time(12))


@pytest.fixture
def organization(db: None) -> Organization:
    made = make_organization()
    with scope(organization=made):
        yield made


@pytest.fixture
def service(organization: Organization) -> Service:
    return make_service(organization, duration_minutes=60)


@pytest.fixture
def ana(organization: Organization, service: Service) -> Staff:
    return make_staff(organization, [service], name="Ana")


@pytest.fixture
def visit(organization: Organization, service: Service, ana: Staff) -> Appointment:
    return make_appointment(
        organization,
        customer=make_customer(organization),
        staff=ana,
        service=service,
        starts_at=local(2026, 11, 24, 16),
    )


def who(organization: Organization) -> dict[str, object]:
    return {"organization": organization, "actor": None, "now": NOW}


def starts(organization: Organization, service: Service, on: date) -> list[str]:
    found = ranked_slots(organization=organization, service=service, staff=None, on=on, now=NOW)
    return sorted(f"{start.astimezone(NOW.tzinfo):%H:%M}" for start in found)


def test_special_hours_bind_availability_and_are_said(
    organization: Organization, service: Service, ana: Staff
) -> None:
    add_house_date(on=TUESDAY, hours=MORNING, **who(organization))
    assert max(starts(organization, service, TUESDAY)) == "11:00"
    lines = opening_hours_lines(organization, locale="pt-BR", now=NOW)
    assert lines[-1] == "ter, 24/11: 09:00-12:00"


@pytest.mark.parametrize(("locale", "word"), [("pt-BR", "fechado"), ("en", "closed")])
def test_closing_days_bind_availability_and_are_said(
    organization: Organization, service: Service, ana: Staff, locale: str, word: str
) -> None:
    given = {"first": TUESDAY, "last": TUESDAY + timedelta(days=1), "name": "Recesso"}
    for _ in range(2):
        assert close_days(**given, **who(organization)) is None
    assert Holiday.objects.count() == 2
    found = free_days(
        organization=organization, service=service, staff=None, after=None, limit=2, now=NOW
    )
    assert [day for day, _room in found] == [date(2026, 11, 23), date(2026, 11, 26)]
    lines = opening_hours_lines(organization, locale=locale, now=NOW)
    assert [line.rpartition(": ")[2] for line in lines[-2:]] == [word, word]
    drop_closing_day(on=TUESDAY, **who(organization))
    assert starts(organization, service, TUESDAY)


def test_holiday_is_opened_and_closed_again(
    organization: Organization, service: Service, ana: Staff
) -> None:
    def is_open() -> bool:
        days = house_calendar(organization, policy_of(organization), year=2026, today=TUESDAY)
        return next(day.is_open for day in days if day.on == CHRISTMAS)

    assert not is_open()
    set_holiday(on=CHRISTMAS, name="Natal", is_open=True, **who(organization))
    assert is_open()
    assert starts(organization, service, CHRISTMAS)
    set_holiday(on=CHRISTMAS, name="Natal", is_open=False, **who(organization))
    assert not is_open()
    assert starts(organization, service, CHRISTMAS) == []
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["holiday.opened", "holiday.closed"]


def test_closing_says_first_what_it_displaces_and_opening_lets_it_stay(
    organization: Organization, visit: Appointment
) -> None:
    given = {"first": TUESDAY, "last": TUESDAY, "name": "Reforma", **who(organization)}
    with pytest.raises(VisitsInside) as inside:
        close_days(**given)
    assert inside.value.visits == [visit]
    assert not Holiday.objects.exists()
    found = close_days(**given, despite_visits=True)
    assert found is not None
    assert found.reason == "Reforma"
    assert count_conflicts(NOW) == 1
    drop_closing_day(on=TUESDAY, **who(organization))
    assert count_conflicts(NOW) == 0


def test_special_hours_displace_only_what_lies_outside(
    organization: Organization, visit: Appointment
) -> None:
    afternoon = Hours(time(13), time(18))
    assert add_house_date(on=TUESDAY, hours=afternoon, **who(organization)) is None
    with pytest.raises(ExceptionClashes):
        add_house_date(on=TUESDAY, hours=None, **who(organization))
    row = ShiftException.objects.get()
    remove_house_date(house_date=row, actor=None, now=NOW)
    with pytest.raises(VisitsInside):
        add_house_date(on=TUESDAY, hours=MORNING, **who(organization))


def test_rules_of_holidays_displace_too(
    organization: Organization, ana: Staff, service: Service
) -> None:
    rules = {"region": "", **who(organization)}
    set_holiday_rules(closes=False, **rules)
    make_appointment(
        organization,
        customer=make_customer(organization),
        staff=ana,
        service=service,
        starts_at=local(2026, 12, 25, 10),
    )
    with pytest.raises(VisitsInside):
        set_holiday_rules(closes=True, **rules)
    assert not policy_of(organization).closes_on_holidays
    assert set_holiday_rules(closes=True, despite_visits=True, **rules) is not None


@pytest.mark.parametrize("last", [date(2026, 11, 23), date(2027, 11, 24)])
def test_closing_out_of_order_or_too_long_is_refused(
    organization: Organization, last: date
) -> None:
    with pytest.raises(SpanInvalid):
        close_days(first=TUESDAY, last=last, name="x", **who(organization))
