"""A visit of several services moves as one: all parts or none, one word to the customer."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import EventRecord
from accounts.tests.factories import make_customer
from scheduling.enums import AppointmentStatus, CancelledBy, ReminderStatus
from scheduling.models import Appointment, Reminder, Resource, ResourceType, ServiceResource, Visit
from scheduling.selectors.chains import WantedService
from scheduling.selectors.visit_places import WantedMove, movable_parts, visit_times
from scheduling.services.booking import SlotTaken, StaffCannot, confirm_hold, hold_slot
from scheduling.services.changes import TransitionRefused, cancel_appointment, change_status
from scheduling.services.resources import ResourceTaken
from scheduling.services.visit_moves import (
    NobodyFree,
    PlaceTaken,
    VisitChanged,
    reschedule_visit,
    take_back_status,
)
from scheduling.services.visits import change_visit_status
from scheduling.tests.factories import NOW, local, make_appointment, make_staff
from scheduling.tests.services.test_concurrency import overlaps
from scheduling.tests.services.test_visits import House, open_house, parts_of

S = AppointmentStatus
DAY = local(2026, 11, 24)


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = open_house()
    with scope(organization=made.organization):
        yield made


def at(hour: int, minute: int = 0) -> datetime:
    return DAY + timedelta(hours=hour, minutes=minute)


def move(house: House, visit: Visit, starts_at: datetime, **fields: Any) -> list[Appointment]:
    given = {"asked": {}, "people": [house.ana, house.bia], "actor": None, "now": NOW} | fields
    return reschedule_visit(visit=visit, starts_at=starts_at, **given)


def parts(visit: Visit) -> list[Appointment]:
    return list(visit.parts.select_related("staff", "service").order_by("starts_at"))


def test_order_pause_and_people_stay(house: House) -> None:
    visit = house.book()
    _wash, cut = parts(visit)
    Appointment.objects.filter(pk=cut.pk).update(  # a pause of half an hour between them
        starts_at=at(11), ends_at=at(12), busy=(at(11), at(12))
    )
    moved = move(house, visit, at(14))
    assert parts_of(visit) == [("Ana", "14:00"), ("Bia", "15:00")]
    assert [part.starts_at for part in moved] == [at(14), at(15)]


@pytest.mark.parametrize("minutes", [-30, -15, 15, 30, 45])
def test_own_time_is_no_obstacle(house: House, minutes: int) -> None:
    one_person = [WantedService(house.wash, house.ana), WantedService(house.cut, house.ana)]
    visit = house.book(wanted=one_person)
    move(house, visit, at(10) + timedelta(minutes=minutes))
    first, second = parts(visit)
    assert first.starts_at == at(10) + timedelta(minutes=minutes)
    assert second.starts_at == first.ends_at


def test_customer_hears_once_and_twice_the_same_says_nothing(house: House) -> None:
    visit = house.book()
    move(house, visit, at(14))
    assert move(house, visit, at(14)) == []
    events = EventRecord.objects.filter(name="AppointmentRescheduled")
    spoken = {event.payload["appointment_id"]: event.payload["speaks_for"] for event in events}
    wash, cut = parts(visit)
    assert spoken == {str(wash.pk): 2, str(cut.pk): 0}


def test_reminders_follow_the_first_part(house: House) -> None:
    visit = house.book()
    move(house, visit, at(14))
    pending = Reminder.objects.filter(status=ReminderStatus.PENDING)
    assert {(one.appointment_id, one.starts_at) for one in pending} == {
        (parts(visit)[0].pk, at(14))
    }


def test_one_part_without_room_leaves_all_where_they_are(house: House) -> None:
    visit = house.book()
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.bia,
        service=house.cut,
        starts_at=at(15),
    )
    with pytest.raises(PlaceTaken) as refused:
        move(house, visit, at(14))
    assert refused.value.place.staff == house.bia
    assert refused.value.place.starts_at == at(14, 30)
    assert parts_of(visit) == [("Ana", "10:00"), ("Bia", "10:30")]
    assert not EventRecord.objects.filter(name="AppointmentRescheduled").exists()


def test_anybody_takes_over_where_the_person_has_no_room(house: House) -> None:
    visit = house.book()
    _wash, cut = parts(visit)
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.bia,
        service=house.cut,
        starts_at=at(15),
    )
    move(house, visit, at(14), asked={cut.pk: None})
    assert parts_of(visit) == [("Ana", "14:00"), ("Ana", "14:30")]
    move(house, visit, at(10), asked={cut.pk: None})
    assert parts_of(visit) == [("Ana", "10:00"), ("Ana", "10:30")]  # whoever has it stays


def test_nobody_is_free_for_a_part(house: House) -> None:
    visit = house.book()
    with pytest.raises(NobodyFree):
        move(house, visit, at(20), asked={part.pk: None for part in parts(visit)})


def test_person_who_cannot_do_a_part(house: House) -> None:
    visit = house.book()
    carla = make_staff(house.organization, name="Carla")
    with pytest.raises(StaffCannot):
        move(house, visit, at(14), asked={parts(visit)[1].pk: carla})
    assert parts_of(visit) == [("Ana", "10:00"), ("Bia", "10:30")]


def test_what_is_cancelled_or_begun_stays(house: House) -> None:
    visit = house.book()
    wash, cut = parts(visit)
    change_status(appointment=wash, to=S.IN_SERVICE, actor=None, now=NOW)
    assert [part.pk for part in move(house, visit, at(16))] == [cut.pk]
    assert parts_of(visit) == [("Ana", "10:00"), ("Bia", "16:00")]
    cancel_appointment(appointment=cut, by=CancelledBy.STAFF, actor=None, now=NOW)
    with pytest.raises(TransitionRefused):
        move(house, visit, at(17))


def test_only_room_moves_with_the_visit(house: House) -> None:
    kind = ResourceType.objects.create(organization=house.organization, name="Sala")
    Resource.objects.create(organization=house.organization, resource_type=kind, name="1")
    for service in (house.wash, house.cut):
        ServiceResource.objects.create(
            organization=house.organization, service=service, resource_type=kind
        )
    visit = house.book()
    move(house, visit, at(10, 15))
    assert parts_of(visit) == [("Ana", "10:15"), ("Bia", "10:45")]
    house.book(starts_at=at(15))
    with pytest.raises(ResourceTaken):
        move(house, visit, at(14), asked={})


def test_times_are_those_at_which_all_parts_fit(house: House) -> None:
    visit = house.book()
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.bia,
        service=house.cut,
        starts_at=at(14),
    )
    movable = movable_parts(parts(visit))

    def times(asked: dict[Any, Any]) -> list[str]:
        found = visit_times(
            organization=house.organization,
            wanted=WantedMove(movable, asked, [house.ana, house.bia]),
            on=DAY.date(),
            now=NOW,
        )
        return [f"{one.starts_at.astimezone(NOW.tzinfo):%H:%M}" for one in found]

    kept = times({})
    assert kept[0] == "09:00"
    assert {"10:00", "10:15", "12:30", "14:30"} <= set(kept)  # its own place counts as free
    assert not set(kept) & {"12:45", "13:30", "14:15"}
    assert "13:30" in times({movable[1].pk: None})


def test_times_cost_the_same_for_many_people(house: House) -> None:
    movable = movable_parts(parts(house.book()))

    def count(people: list[Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            visit_times(
                organization=house.organization,
                wanted=WantedMove(movable, {part.pk: None for part in movable}, people),
                on=DAY.date(),
                now=NOW,
            )
        return len(queries)

    few = count([house.ana, house.bia])
    many = [make_staff(house.organization, [house.wash, house.cut]) for _ in range(28)]
    assert count([house.ana, house.bia, *many]) == few <= 9


def test_arrival_of_all_is_taken_back(house: House) -> None:
    visit = house.book()
    changed = change_visit_status(visit=visit, to=S.ARRIVED, actor=None, now=NOW)
    ids = [part.pk for part in changed]
    take_back_status(
        visit=visit, part_ids=ids, since=S.ARRIVED, to=S.CONFIRMED, actor=None, now=NOW
    )
    assert {part.status for part in parts(visit)} == {S.CONFIRMED}
    with pytest.raises(TransitionRefused):
        take_back_status(
            visit=visit, part_ids=ids, since=S.ARRIVED, to=S.CONFIRMED, actor=None, now=NOW
        )


def side_by_side(made: House, acts: list[Callable[[], object]], threads: int = 6) -> list[str]:
    def run(act: Callable[[], object]) -> str:
        try:
            with scope(organization=made.organization):
                act()
        except (SlotTaken, TransitionRefused, VisitChanged) as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_many_move_the_same_visit_and_it_stays_whole() -> None:
    made = open_house()
    with scope(organization=made.organization):
        visit, other = made.book(), made.book(starts_at=at(16))
        cut = parts(visit)[1]

    def to(number: int) -> Callable[[], object]:
        which = other if number % 3 == 0 else visit
        asked = {cut.pk: None} if number % 2 else {}
        return lambda: move(made, which, at(9) + timedelta(minutes=30 * (number % 14)), asked=asked)

    outcomes = side_by_side(made, [to(number) for number in range(60)])
    assert outcomes.count("") > 10
    assert set(outcomes) <= {"", "PlaceTaken", "NobodyFree", "VisitChanged"}
    with scope(organization=made.organization):
        for one in (visit, other):
            first, second = parts(one)
            assert second.starts_at - first.starts_at == timedelta(minutes=30)
    assert overlaps() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", range(5))
def test_bot_books_where_a_part_is_going(round_number: int) -> None:
    made = open_house()
    with scope(organization=made.organization):
        visit, guest = made.book(), make_customer(made.organization)

    def book() -> None:
        held = hold_slot(
            organization=made.organization,
            customer=guest,
            service=made.cut,
            staff=made.bia,
            starts_at=at(14, 30),
            now=NOW,
        )
        confirm_hold(hold_id=held.pk, customer=guest, now=NOW)

    acts: list[Callable[[], object]] = [lambda: move(made, visit, at(14)), book]
    outcomes = side_by_side(made, acts if round_number % 2 else acts[::-1], threads=2)
    assert sorted(outcomes) in (["", "PlaceTaken"], ["", "SlotTaken"])
    with scope(organization=made.organization):
        has_moved = not Appointment.objects.filter(customer=guest).exists()
        hours = ["14:00", "14:30"] if has_moved else ["10:00", "10:30"]
        assert parts_of(visit) == [("Ana", hours[0]), ("Bia", hours[1])]
    assert overlaps() == 0
