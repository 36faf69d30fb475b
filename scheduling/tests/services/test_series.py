"""Appointments that repeat."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import Customer, EventRecord, Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.enums import AppointmentStatus, CancelledBy, ReminderStatus, SeriesScope
from scheduling.models import Appointment, AppointmentSeries, Holiday, Reminder, Staff
from scheduling.selectors.series import Problem, series_dates
from scheduling.services.changes import TransitionRefused, reschedule_appointment
from scheduling.services.desk import NewCustomer
from scheduling.services.policy import ensure_policy
from scheduling.services.series import (
    DatesTaken,
    SeriesInvalid,
    WhenTaken,
    book_series,
    cancel_series,
    reschedule_series,
)
from scheduling.slots.recurrence import repeated
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

FIRST = date(2026, 11, 24)  # a Tuesday


@dataclass
class House:
    organization: Organization
    service: Service
    ana: Staff
    bia: Staff
    customer: Customer

    def pattern(self, times: int = 4, every_weeks: int = 1) -> list[datetime]:
        zone = self.organization.time_zone
        return repeated(FIRST, time(10), zone, every_weeks=every_weeks, times=times)

    def book(self, times: int = 4, **fields: Any) -> AppointmentSeries:
        pattern = fields.pop("pattern", None) or self.pattern(times)
        return book_series(
            **{
                "organization": self.organization,
                "key": new_id(),
                "customer": self.customer,
                "service": self.service,
                "staff": self.ana,
                "pattern": pattern,
                "chosen": dict(enumerate(pattern, start=1)),
                "every_weeks": 1,
                "actor": None,
                "now": NOW,
            }
            | fields
        )

    def move(self, appointment: Appointment, to: datetime, **fields: Any) -> list[Appointment]:
        return reschedule_series(
            **{
                "appointment": appointment,
                "scope": SeriesScope.ALL,
                "staff": self.ana,
                "starts_at": to,
                "actor": None,
                "now": NOW,
            }
            | fields
        )

    def occupy(self, starts_at: datetime) -> Appointment:
        return make_appointment(
            self.organization,
            customer=self.customer,
            staff=self.ana,
            service=self.service,
            starts_at=starts_at,
        )


def open_house(**fields: Any) -> House:
    organization = make_organization(**fields)
    with scope(organization=organization):
        ensure_policy(organization=organization)
        service = make_service(organization, duration_minutes=60)
        ana, bia = (make_staff(organization, [service], name=name) for name in ("Ana", "Bia"))
        return House(organization, service, ana, bia, make_customer(organization))


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = open_house()
    with scope(organization=made.organization):
        yield made


def starts(series: AppointmentSeries) -> list[str]:
    zone = ZoneInfo(series.organization.time_zone)
    rows = series.appointments.exclude(status="CANCELLED").order_by("ordinal")
    return [f"{row.starts_at.astimezone(zone):%d/%m %H:%M}" for row in rows]


def member(series: AppointmentSeries, ordinal: int) -> Appointment:
    return Appointment.objects.select_related("organization").get(series=series, ordinal=ordinal)


def test_every_date_is_booked_with_its_reminders(house: House) -> None:
    series = house.book()
    assert starts(series) == ["24/11 10:00", "01/12 10:00", "08/12 10:00", "15/12 10:00"]
    pending = Reminder.objects.filter(status=ReminderStatus.PENDING)
    assert pending.count() == 4 * 2
    speaks = EventRecord.objects.filter(name="AppointmentBooked")
    assert sorted(event.payload["speaks_for"] for event in speaks) == [0, 0, 0, 4]


def test_same_key_books_once(house: House) -> None:
    key = new_id()
    assert house.book(key=key) == house.book(key=key)
    assert Appointment.objects.count() == 4


def test_ordinal_is_booked_once_by_constraint(house: House) -> None:
    first = member(house.book(), 1)
    first.pk, first.staff, first._state.adding = new_id(), house.bia, True
    with pytest.raises(IntegrityError, match="appointment_series_once"), transaction.atomic():
        first.save(force_insert=True)


def test_taken_date_leaves_nothing_behind(house: House) -> None:
    house.occupy(local(2026, 12, 8, 10, 30))
    with pytest.raises(DatesTaken) as refused:
        house.book(customer=NewCustomer("Nova"))
    assert refused.value.dates == [local(2026, 12, 8, 10)]
    assert (AppointmentSeries.objects.count(), Appointment.objects.count()) == (0, 1)
    assert not Customer.objects.filter(name="Nova").exists()


def test_date_may_be_skipped_or_come_at_another_hour(house: House) -> None:
    pattern = house.pattern()
    chosen = {1: pattern[0], 2: pattern[1] + timedelta(hours=4), 4: pattern[3]}
    series = house.book(chosen=chosen)
    assert starts(series) == ["24/11 10:00", "01/12 14:00", "15/12 10:00"]
    assert [row.is_moved_alone for row in series.appointments.order_by("ordinal")] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": 1},
        {"times": 53},
        {"every_weeks": 0},
        {"every_weeks": 13},
        {"chosen": {}},
        {"chosen": {5: NOW}},
        {"pattern": [NOW, NOW + timedelta(days=732)]},
    ],
)
def test_out_of_bounds(house: House, wrong: dict[str, Any]) -> None:
    with pytest.raises(SeriesInvalid):
        house.book(**wrong)


def test_preview_says_which_dates_do_not_fit(house: House) -> None:
    house.occupy(local(2026, 12, 1, 9, 30))
    Holiday.objects.create(organization=house.organization, on=date(2026, 12, 8), name="Festa")
    dates = preview(house)
    assert [one.problem for one in dates] == [None, Problem.TAKEN, Problem.CLOSED, None]
    assert dates[1].alternatives[0] == local(2026, 12, 1, 10, 30)
    assert dates[2].alternatives == []


def preview(house: House, times: int = 4) -> list[Any]:
    return series_dates(
        organization=house.organization,
        service=house.service,
        staff=house.ana,
        moments=house.pattern(times),
        now=NOW,
    )


def test_preview_asks_as_often_for_a_year_as_for_a_month(house: House) -> None:
    counts = []
    for times in (4, 52):
        with CaptureQueriesContext(connection) as queries:
            preview(house, times)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_hour_on_the_wall_is_kept_when_the_clocks_change(db: None) -> None:
    house = open_house(time_zone="America/New_York")
    with scope(organization=house.organization):
        pattern = repeated(
            date(2027, 3, 9), time(10), "America/New_York", every_weeks=1, times=2
        )  # the clocks go forward on the 14th
        series = house.book(pattern=pattern)
        assert starts(series) == ["09/03 10:00", "16/03 10:00"]
        first, second = series.appointments.order_by("ordinal")
        assert second.starts_at - first.starts_at == timedelta(days=7, hours=-1)
        house.move(member(series, 1), first.starts_at + timedelta(hours=2))
        assert starts(series) == ["09/03 12:00", "16/03 12:00"]


def test_moved_alone_is_marked_and_unmarked_by_undo(house: House) -> None:
    series = house.book()
    for hour, is_marked in ((15, True), (10, False)):
        reschedule_appointment(
            appointment=member(series, 2),
            staff=house.ana,
            starts_at=local(2026, 12, 1, hour),
            by=CancelledBy.STAFF,
            actor=None,
            now=NOW,
        )
        assert member(series, 2).is_moved_alone is is_marked
    assert series.appointments.count() == 4


def test_this_and_the_following_move_into_each_others_places(house: House) -> None:
    series = house.book()
    moved = house.move(
        member(series, 2), local(2026, 12, 8, 10), scope=SeriesScope.FOLLOWING, staff=house.ana
    )
    assert starts(series) == ["24/11 10:00", "08/12 10:00", "15/12 10:00", "22/12 10:00"]
    assert not any(row.is_moved_alone for row in moved)
    back = house.move(member(series, 2), local(2026, 12, 1, 10), scope=SeriesScope.FOLLOWING)
    assert len(back) == 3
    assert starts(series)[1:] == ["01/12 10:00", "08/12 10:00", "15/12 10:00"]
    events = EventRecord.objects.filter(name="AppointmentRescheduled")
    assert sorted(event.payload["speaks_for"] for event in events) == [0, 0, 0, 0, 3, 3]


def test_all_leaves_what_was_moved_alone(house: House) -> None:
    series = house.book()
    reschedule_appointment(
        appointment=member(series, 3),
        staff=house.ana,
        starts_at=local(2026, 12, 9, 16),
        by=CancelledBy.STAFF,
        actor=None,
        now=NOW,
    )
    house.move(member(series, 1), local(2026, 11, 24, 11), staff=house.bia, duration_minutes=90)
    assert starts(series) == ["24/11 11:00", "01/12 11:00", "09/12 16:00", "15/12 11:00"]
    assert {row.length for row in series.appointments.filter(staff=house.bia)} == {
        timedelta(minutes=90)
    }
    series.refresh_from_db()
    assert series.staff == house.bia


def test_move_refuses_with_the_dates_or_leaves_them(house: House) -> None:
    series = house.book()
    house.occupy(local(2026, 12, 8, 14))
    with pytest.raises(DatesTaken) as refused:
        house.move(member(series, 1), local(2026, 11, 24, 14))
    assert refused.value.dates == [local(2026, 12, 8, 14)]
    assert starts(series)[0] == "24/11 10:00"
    moved = house.move(member(series, 1), local(2026, 11, 24, 14), when_taken=WhenTaken.LEAVE)
    assert len(moved) == 3
    assert starts(series) == ["24/11 14:00", "01/12 14:00", "08/12 10:00", "15/12 14:00"]


@pytest.mark.parametrize(
    ("scope_of", "left"), [(SeriesScope.FOLLOWING, ["24/11 10:00"]), (SeriesScope.ALL, [])]
)
def test_cancel_the_rest_or_all(house: House, scope_of: SeriesScope, left: list[str]) -> None:
    series = house.book()
    act = {"by": CancelledBy.STAFF, "actor": None, "now": NOW, "scope": scope_of}
    second = member(series, 2)
    cancel_series(appointment=second, **act)
    assert starts(series) == left
    assert Reminder.objects.filter(status=ReminderStatus.PENDING).count() == 2 * len(left)
    if scope_of == SeriesScope.FOLLOWING:
        with pytest.raises(TransitionRefused):
            cancel_series(appointment=second, **act)


def test_what_is_past_stays(house: House) -> None:
    series = house.book()
    cancelled = cancel_series(
        appointment=member(series, 3),
        scope=SeriesScope.ALL,
        by=CancelledBy.STAFF,
        actor=None,
        now=local(2026, 12, 2),
    )
    assert [row.ordinal for row in cancelled] == [3, 4]
    assert Appointment.objects.exclude(status=AppointmentStatus.CANCELLED).count() == 2


@pytest.mark.django_db(transaction=True)
def test_same_series_sent_by_many_at_once_is_one() -> None:
    house = open_house()
    keys = [new_id(), new_id()]

    def run(number: int) -> str:
        try:
            with scope(organization=house.organization):
                house.book(key=keys[number % 2], times=12)
        except DatesTaken:
            return "taken"
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(run, range(12)))
    with scope(organization=house.organization):
        assert AppointmentSeries.objects.count() == 1
        assert Appointment.objects.count() == 12
    assert sorted(outcomes) == ["booked"] * 6 + ["taken"] * 6
