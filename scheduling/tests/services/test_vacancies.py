"""Time that comes free while somebody waits is noted, whoever frees it, until it is dealt with."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import AuditEntry
from accounts.tests.factories import make_member
from config.lib.ids import new_id
from scheduling.enums import AppointmentStatus, CancelledBy
from scheduling.models import Appointment, TimeOff, Vacancy
from scheduling.selectors.chains import WantedService
from scheduling.selectors.vacancies import open_vacancies
from scheduling.services.changes import cancel_appointment, change_status, reschedule_appointment
from scheduling.services.time_off import move_time_off, remove_time_off
from scheduling.services.vacancies import reopen_vacancy, settle_vacancy
from scheduling.services.visit_moves import reschedule_visit
from scheduling.services.visits import book_visit
from scheduling.services.waitlist import close_waitlist_entry
from scheduling.tests.factories import NOW, local, make_appointment
from scheduling.tests.services.test_waitlist import House, open_house


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = open_house()
    with scope(organization=made.organization):
        yield made


def at(hour: int, minute: int = 0) -> datetime:
    return local(2026, 11, 24, hour, minute)


def book(house: House, **fields: Any) -> Appointment:
    own = {"customer": house.customer, "staff": house.ana, "service": house.cut}
    return make_appointment(house.organization, **own | fields)


def cancel(visit: Appointment, by: CancelledBy = CancelledBy.STAFF) -> None:
    cancel_appointment(appointment=visit, by=by, actor=None, now=NOW)


def vacant(house: House, now: datetime = NOW) -> list[tuple[str, datetime, int]]:
    rows = open_vacancies(organization=house.organization, now=now)
    return [(row.staff.name, row.starts_at, row.wanted_by) for row in rows]


def test_cancelled_by_the_customer_is_found_by_the_team(house: House) -> None:
    house.wait()
    house.wait(staff=house.ana)
    house.wait(staff=house.bia)
    cancel(book(house), CancelledBy.CUSTOMER)
    assert vacant(house) == [("Ana", at(10), 2)]


def test_without_anybody_waiting_nothing_is_noted(house: House) -> None:
    entry = house.wait(
        first_on=at(0).date() + timedelta(days=1), last_on=at(0).date() + timedelta(days=2)
    )
    visit = book(house)
    with CaptureQueriesContext(connection) as queries:
        cancel(visit)
    assert sum("scheduling_waitlistentry" in query["sql"] for query in queries) == 1
    assert not Vacancy.objects.exists()
    close_waitlist_entry(entry=entry, actor=None)


def test_moved_away_gives_the_old_place_and_undo_takes_it_back(house: House) -> None:
    house.wait()
    visit = book(house)
    for hour, left in ((15, [("Ana", at(10), 1)]), (10, [("Ana", at(15), 1)])):
        reschedule_appointment(
            appointment=visit,
            staff=house.ana,
            starts_at=at(hour),
            by=CancelledBy.STAFF,
            actor=None,
            now=NOW,
        )
        assert vacant(house) == left


def test_no_show_gives_back_what_is_still_ahead(house: House) -> None:
    house.wait()
    early, late = book(house), book(house, starts_at=at(14))
    change_status(appointment=early, to=AppointmentStatus.NO_SHOW, actor=None, now=at(11, 30))
    change_status(appointment=late, to=AppointmentStatus.NO_SHOW, actor=None, now=at(11, 30))
    assert vacant(house, at(11, 30)) == [("Ana", at(14), 1)]


def test_freed_and_moved_block_give_back_their_days(house: House) -> None:
    day = timedelta(days=1)
    house.wait(last_on=at(0).date() + day, from_time=time(13))
    block = TimeOff.objects.create(
        organization=house.organization,
        staff=house.ana,
        starts_at=at(12),
        ends_at=at(16) + day,
    )
    move_time_off(
        time_off=block,
        staff=house.ana,
        starts_at=at(12) + day,
        ends_at=at(16) + day,
        actor=None,
        now=NOW,
    )
    assert vacant(house) == [("Ana", at(12), 1)]
    remove_time_off(time_off=TimeOff.objects.get(), actor=None, now=NOW)
    assert vacant(house) == [("Ana", at(12), 1), ("Ana", at(12) + day, 1)]


def test_whole_visit_leaves_a_place_for_each_person(house: House) -> None:
    house.wait()
    visit = book_visit(
        organization=house.organization,
        key=new_id(),
        customer=house.customer,
        wanted=[WantedService(house.cut, house.ana), WantedService(house.cut, house.bia)],
        people=[],
        starts_at=at(10),
        actor=None,
        now=NOW,
    )
    reschedule_visit(visit=visit, starts_at=at(14), asked={}, people=[], actor=None, now=NOW)
    assert vacant(house) == [("Ana", at(10), 1), ("Bia", at(11), 1)]


@pytest.mark.parametrize("how", ["booked", "closed", "past", "settled", "too short"])
def test_what_is_dealt_with_is_gone(house: House, how: str) -> None:
    entry, other = house.wait(), house.wait()
    cancel(book(house))
    assert len(vacant(house)) == 1
    if how == "booked":
        house.book(entry)
    elif how == "closed":
        for one in (entry, other):
            close_waitlist_entry(entry=one, actor=None)
    elif how == "settled":
        member = make_member(house.organization, "OWNER")
        settle_vacancy(vacancy=Vacancy.objects.get(), actor=member.user, now=NOW)
    elif how == "too short":
        book(house, starts_at=at(10), duration_minutes=50)
    assert vacant(house, at(11) if how == "past" else NOW) == []


def test_booked_in_part_is_still_there(house: House) -> None:
    house.wait()
    cancel(book(house))
    book(house, starts_at=at(10), duration_minutes=30)
    assert len(vacant(house)) == 1


def test_settled_twice_is_once_and_taken_back(house: House) -> None:
    house.wait()
    cancel(book(house))
    user, vacancy = make_member(house.organization, "OWNER").user, Vacancy.objects.get()
    for _twice in range(2):
        settle_vacancy(vacancy=vacancy, actor=user, now=NOW)
    assert vacant(house) == []
    for _twice in range(2):
        reopen_vacancy(vacancy=vacancy, actor=user)
    assert len(vacant(house)) == 1
    said = AuditEntry.objects.filter(action__startswith="vacancy.").values_list("action", flat=True)
    assert sorted(said) == ["vacancy.reopened", "vacancy.settled"]


def test_free_again_after_it_was_settled_is_told_again(house: House) -> None:
    house.wait()
    cancel(book(house))
    user = make_member(house.organization, "OWNER").user
    settle_vacancy(vacancy=Vacancy.objects.get(), actor=user, now=NOW)
    cancel(book(house))
    assert len(vacant(house)) == Vacancy.objects.count() == 1
