"""A visit of several services that comes again: each date whole, or none of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import Customer, EventRecord
from accounts.people_enums import DependantKind
from accounts.tests.factories import make_customer
from config.lib.ids import new_id
from scheduling.enums import AppointmentStatus, CancelledBy, ReminderStatus, SeriesScope
from scheduling.models import Appointment, Holiday, Reminder, Visit, VisitSeries
from scheduling.selectors.chains import WantedService
from scheduling.selectors.series import Problem, SeriesDate
from scheduling.selectors.visit_series import series_visits, visit_dates
from scheduling.services.brought import Brought
from scheduling.services.changes import TransitionRefused, cancel_appointment, change_status
from scheduling.services.desk import NewCustomer
from scheduling.services.series import DatesTaken, SeriesInvalid, WhenTaken
from scheduling.services.visit_moves import reschedule_visit
from scheduling.services.visit_series import (
    book_visit_series,
    cancel_visit_series,
    reschedule_visit_series,
)
from scheduling.services.visits import VisitInvalid, cancel_visit
from scheduling.slots.recurrence import repeated
from scheduling.tests.factories import NOW, local, make_appointment, make_staff
from scheduling.tests.services.test_concurrency import overlaps, side_by_side
from scheduling.tests.services.test_visits import House, open_house, parts_of

S = AppointmentStatus
FIRST = date(2026, 11, 24)  # a Tuesday
WHOLE = [("Ana", "10:00"), ("Bia", "10:30")]


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = open_house()
    with scope(organization=made.organization):
        yield made


def pattern(house: House, times: int = 4) -> list[datetime]:
    zone = house.organization.time_zone
    return repeated(FIRST, time(10), zone, every_weeks=1, times=times)


def wanted(house: House) -> list[WantedService]:
    """Washed by Ana, who alone can, and cut by Bia."""
    return [WantedService(house.wash), WantedService(house.cut, house.bia)]


def book(house: House, times: int = 4, **fields: Any) -> VisitSeries:
    dates = fields.pop("pattern", None) or pattern(house, times)
    return book_visit_series(
        **{
            "organization": house.organization,
            "key": new_id(),
            "customer": house.customer,
            "wanted": wanted(house),
            "people": [house.ana, house.bia],
            "pattern": dates,
            "chosen": dict(enumerate(dates, start=1)),
            "every_weeks": 1,
            "actor": None,
            "now": NOW,
        }
        | fields
    )


def move(house: House, visit: Visit, to: datetime, **fields: Any) -> list[Visit]:
    return reschedule_visit_series(
        **{
            "visit": visit,
            "scope": SeriesScope.ALL,
            "starts_at": to,
            "asked": {},
            "people": [house.ana, house.bia],
            "actor": None,
            "now": NOW,
        }
        | fields
    )


def cancel(visit: Visit, **fields: Any) -> list[Appointment]:
    act = {"scope": SeriesScope.ALL, "by": CancelledBy.STAFF, "actor": None, "now": NOW} | fields
    return cancel_visit_series(visit=visit, **act)


def occupy(house: House, starts_at: datetime, **fields: Any) -> Appointment:
    given = {"customer": house.customer, "staff": house.bia, "service": house.cut} | fields
    return make_appointment(house.organization, starts_at=starts_at, **given)


def preview(house: House, times: int = 4, **fields: Any) -> list[SeriesDate]:
    given = {"wanted": wanted(house), "people": [house.ana, house.bia]} | fields
    return visit_dates(
        organization=house.organization, moments=pattern(house, times), now=NOW, **given
    )


def nth(series: VisitSeries, ordinal: int) -> Visit:
    return Visit.objects.select_related("organization").get(series=series, ordinal=ordinal)


def days(series: VisitSeries) -> list[str]:
    """Where the visits of a series are that are not cancelled."""
    found = [one.first for one in series_visits(series.pk)]
    return [
        f"{part.starts_at.astimezone(NOW.tzinfo):%d/%m %H:%M}"
        for part in found
        if part.status != S.CANCELLED
    ]


def test_every_date_is_a_whole_visit(house: House) -> None:
    series = book(house)
    assert days(series) == ["24/11 10:00", "01/12 10:00", "08/12 10:00", "15/12 10:00"]
    assert [parts_of(visit) for visit in series.visits.all()] == [WHOLE] * 4
    assert Reminder.objects.filter(status=ReminderStatus.PENDING).count() == 4 * 2
    events = EventRecord.objects.filter(name="AppointmentBooked")
    assert sorted(event.payload["speaks_for"] for event in events) == [0] * 7 + [8]


def test_same_key_books_once(house: House) -> None:
    key = new_id()
    assert book(house, key=key) == book(house, key=key)
    assert (Visit.objects.count(), Appointment.objects.count()) == (4, 8)


def test_ordinal_is_booked_once_by_constraint(house: House) -> None:
    first = nth(book(house), 1)
    first.pk, first.key, first._state.adding = new_id(), new_id(), True
    with pytest.raises(IntegrityError, match="visit_series_once"), transaction.atomic():
        first.save(force_insert=True)


def test_visit_of_a_series_knows_its_place_by_constraint(house: House) -> None:
    first = nth(book(house), 1)
    with pytest.raises(IntegrityError, match="visit_series_whole"), transaction.atomic():
        Visit.objects.filter(pk=first.pk).update(starts_at=None)


def test_taken_part_leaves_nothing_behind(house: House) -> None:
    occupy(house, local(2026, 12, 8, 11))  # only the second service of the third date
    with pytest.raises(DatesTaken) as refused:
        book(house, customer=NewCustomer("Nova"))
    assert refused.value.dates == [local(2026, 12, 8, 10)]
    assert (VisitSeries.objects.count(), Visit.objects.count()) == (0, 0)
    assert Appointment.objects.count() == 1
    assert not Customer.objects.filter(name="Nova").exists()


def test_date_may_be_skipped_or_come_at_another_hour(house: House) -> None:
    dates = pattern(house)
    chosen = {1: dates[0], 2: dates[1] + timedelta(hours=4), 4: dates[3]}
    series = book(house, chosen=chosen)
    assert days(series) == ["24/11 10:00", "01/12 14:00", "15/12 10:00"]
    assert [one.visit.is_moved_alone for one in series_visits(series.pk)] == [False, True, False]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"times": 1}, SeriesInvalid),
        ({"times": 53}, SeriesInvalid),
        ({"every_weeks": 13}, SeriesInvalid),
        ({"chosen": {}}, SeriesInvalid),
        ({"wanted": []}, VisitInvalid),
    ],
)
def test_out_of_bounds(house: House, wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        book(house, **wrong)


def test_notes_and_whom_it_is_for_are_on_every_date(house: House) -> None:
    house.wash.for_kind = DependantKind.PET
    house.wash.save()
    thor = Brought(DependantKind.PET, name="Thor")
    for part in book(house, notes="Franja", brought=thor).visits.get(ordinal=3).parts.all():
        is_first = part.service == house.wash
        assert part.notes == ("Franja" if is_first else "")
        assert (part.dependant.name if part.dependant else "") == ("Thor" if is_first else "")


def test_preview_says_which_dates_do_not_fit_and_why(house: House) -> None:
    occupy(house, local(2026, 12, 1, 11))
    Holiday.objects.create(organization=house.organization, on=date(2026, 12, 8), name="Festa")
    dates = preview(house)
    assert [one.problem for one in dates] == [None, Problem.TAKEN, Problem.NOBODY, None]
    assert [person.name for person in dates[0].people] == ["Ana", "Bia"]
    assert [f"{at.astimezone(NOW.tzinfo):%H:%M}" for at in dates[1].alternatives] == [
        "09:00",
        "09:15",
        "09:30",
        "11:30",
    ]
    assert dates[2].alternatives == []
    named = [WantedService(house.wash, house.ana), WantedService(house.cut, house.bia)]
    assert [one.problem for one in preview(house, wanted=named)][2] == Problem.CLOSED


def test_preview_agrees_with_the_booking_of_anybody(house: House) -> None:
    cora = make_staff(house.organization, [house.cut], name="Cora", position=2)
    anybody = [WantedService(house.wash), WantedService(house.cut)]
    people = [house.ana, house.bia, cora]
    for day in (local(2026, 11, 24, 15), local(2026, 12, 1, 15)):
        occupy(house, day, staff=house.ana)  # who has more than the others
    occupy(house, local(2026, 12, 1, 10, 30))  # Bia is busy: Cora cuts on the second date
    shown = [
        [person.name for person in one.people]
        for one in preview(house, 2, wanted=anybody, people=people)
    ]
    series = book(house, 2, wanted=anybody, people=people)
    done = [[name for name, _at in parts_of(visit)] for visit in series.visits.order_by("ordinal")]
    assert shown == done == [["Ana", "Bia"], ["Ana", "Cora"]]


def test_preview_asks_as_often_for_a_year_as_for_a_month(house: House) -> None:
    counts = []
    for times in (4, 52):
        with CaptureQueriesContext(connection) as queries:
            preview(house, times)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


def test_moved_alone_is_marked_and_unmarked_by_undo(house: House) -> None:
    series = book(house)
    for hour, is_marked in ((15, True), (10, False)):
        reschedule_visit(
            visit=nth(series, 2),
            starts_at=local(2026, 12, 1, hour),
            asked={},
            people=[],
            actor=None,
            now=NOW,
        )
        assert nth(series, 2).is_moved_alone is is_marked


def test_this_and_the_following_move_into_each_others_places(house: House) -> None:
    series = book(house)
    step = {"scope": SeriesScope.FOLLOWING}
    moved = move(house, nth(series, 2), local(2026, 12, 8, 10), **step)
    assert days(series) == ["24/11 10:00", "08/12 10:00", "15/12 10:00", "22/12 10:00"]
    assert len(moved) == 3
    assert not any(one.visit.is_moved_alone for one in series_visits(series.pk))
    move(house, nth(series, 2), local(2026, 12, 1, 10), **step)
    assert days(series)[1:] == ["01/12 10:00", "08/12 10:00", "15/12 10:00"]
    events = EventRecord.objects.filter(name="AppointmentRescheduled")
    assert sorted(event.payload["speaks_for"] for event in events) == [0] * 10 + [6] * 2


def test_all_keeps_pauses_and_leaves_what_was_moved_alone(house: House) -> None:
    series = book(house)
    alone = {"asked": {}, "people": [], "actor": None, "now": NOW}
    reschedule_visit(visit=nth(series, 3), starts_at=local(2026, 12, 9, 16), **alone)
    move(house, nth(series, 1), local(2026, 11, 24, 13))
    assert days(series) == ["24/11 13:00", "01/12 13:00", "09/12 16:00", "15/12 13:00"]
    assert parts_of(nth(series, 4)) == [("Ana", "13:00"), ("Bia", "13:30")]


def test_visit_whose_first_part_is_cancelled_keeps_its_distance(house: House) -> None:
    series = book(house)
    wash = nth(series, 2).parts.earliest("starts_at")
    cancel_appointment(appointment=wash, by=CancelledBy.STAFF, actor=None, now=NOW)
    move(house, nth(series, 1), local(2026, 11, 25, 13))
    assert days(series) == ["25/11 13:00", "02/12 13:30", "09/12 13:00", "16/12 13:00"]
    move(house, nth(series, 2), local(2026, 12, 2, 14, 30))
    assert days(series) == ["25/11 14:00", "02/12 14:30", "09/12 14:00", "16/12 14:00"]


def test_who_is_asked_for_anew_does_the_same_part_of_every_date(house: House) -> None:
    series = book(house)
    first = nth(series, 1)
    cut = first.parts.get(service=house.cut)
    move(house, first, local(2026, 11, 24, 10), asked={cut.pk: house.ana})
    assert parts_of(nth(series, 4)) == [("Ana", "10:00"), ("Ana", "10:30")]


def test_move_refuses_with_the_dates_or_leaves_them_whole(house: House) -> None:
    series = book(house)
    occupy(house, local(2026, 12, 8, 15))  # in the way of the second service alone
    with pytest.raises(DatesTaken) as refused:
        move(house, nth(series, 1), local(2026, 11, 24, 14))
    assert refused.value.dates == [local(2026, 12, 8, 14)]
    assert days(series)[0] == "24/11 10:00"
    moved = move(house, nth(series, 1), local(2026, 11, 24, 14), when_taken=WhenTaken.LEAVE)
    assert len(moved) == 3
    assert days(series) == ["24/11 14:00", "01/12 14:00", "08/12 10:00", "15/12 14:00"]
    assert parts_of(nth(series, 3)) == WHOLE


@pytest.mark.parametrize(
    ("which", "left"), [(SeriesScope.FOLLOWING, ["24/11 10:00"]), (SeriesScope.ALL, [])]
)
def test_cancel_the_rest_or_all(house: House, which: SeriesScope, left: list[str]) -> None:
    series = book(house)
    cancelled = cancel(nth(series, 2), scope=which)
    assert days(series) == left
    assert len(cancelled) == 8 - 2 * len(left)
    events = EventRecord.objects.filter(name="AppointmentCancelled")
    assert max(event.payload["speaks_for"] for event in events) == len(cancelled)
    with pytest.raises(TransitionRefused):
        cancel(nth(series, 2), scope=which)


def test_what_is_past_or_has_begun_stays(house: House) -> None:
    series = book(house)
    change_status(
        appointment=nth(series, 3).parts.latest("starts_at"), to=S.ARRIVED, actor=None, now=NOW
    )
    cancelled = cancel(nth(series, 4), now=local(2026, 12, 2))
    assert {part.visit_id for part in cancelled} == {nth(series, 4).pk}
    moved = move(house, nth(series, 3), local(2026, 12, 8, 15), now=local(2026, 11, 20))
    assert sorted(visit.ordinal or 0 for visit in moved) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_desks_repeat_into_the_same_hours_and_no_visit_is_half() -> None:
    made = open_house()
    with scope(organization=made.organization):
        customers = [make_customer(made.organization) for _ in range(12)]
    keys = [new_id() for _ in range(6)]

    def run(number: int) -> str:
        # Each key is sent twice; every second one asks for the people the other way round.
        first, second = (made.ana, made.bia) if number % 2 else (made.bia, made.ana)
        starts = [at + timedelta(minutes=30 * (number % 3)) for at in pattern(made, 8)]
        try:
            with scope(organization=made.organization):
                book(
                    made,
                    key=keys[number % 6],
                    customer=customers[number],
                    wanted=[WantedService(made.cut, first), WantedService(made.cut, second)],
                    pattern=starts,
                )
        except DatesTaken:
            return "taken"
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(run, range(12)))
    with scope(organization=made.organization):
        series = list(VisitSeries.objects.all())
        assert {one.visits.count() for one in series} == {8}
        assert {visit.parts.count() for visit in Visit.objects.all()} == {2}
        assert 0 < len(series) <= outcomes.count("booked")
    assert set(outcomes) == {"booked", "taken"}
    assert overlaps() == 0


@pytest.mark.django_db(transaction=True)
def test_moving_and_cancelling_one_and_all_at_once_end_whole() -> None:
    made = open_house()
    with scope(organization=made.organization):
        series = book(made, 6)
        visits = list(Visit.objects.select_related("organization").order_by("ordinal"))
        one = {"asked": {}, "people": [], "actor": None, "now": NOW}
        off: dict[str, Any] = {"by": CancelledBy.STAFF, "actor": None, "now": NOW}
        acts: list[Any] = [
            lambda: move(made, visits[0], local(2026, 12, 1, 10)),
            lambda: move(made, visits[5], local(2026, 12, 28, 9), scope=SeriesScope.ALL),
            lambda: reschedule_visit(visit=visits[2], starts_at=local(2026, 12, 8, 15), **one),
            lambda: reschedule_visit(visit=visits[3], starts_at=local(2026, 12, 15, 12), **one),
            lambda: cancel_visit(visit=visits[4], **off),
            lambda: cancel_visit_series(visit=visits[5], scope=SeriesScope.FOLLOWING, **off),
        ]
    outcomes = side_by_side(made.organization, acts, 6)
    assert set(outcomes) <= {"", "DatesTaken", "PlaceTaken", "TransitionRefused"}
    with scope(organization=made.organization):
        for found in series_visits(series.pk):
            wash, cut = found.parts
            assert cut.starts_at - wash.starts_at == timedelta(minutes=30)
            assert wash.status == cut.status
    assert overlaps() == 0
