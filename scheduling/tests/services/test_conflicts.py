"""What a change of the team's time leaves to move."""

from datetime import time, timedelta

import pytest
from django_scopes import scope

from accounts.models import EventRecord, Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.enums import CancelledBy, ConflictKind
from scheduling.models import Appointment, Conflict, ConflictSet, ShiftException, Staff, TimeOff
from scheduling.selectors.alternatives import alternatives_for
from scheduling.selectors.conflicts import conflicts_of, count_conflicts, open_conflict_sets
from scheduling.selectors.team import week_of
from scheduling.services.changes import SlotTaken, cancel_appointment
from scheduling.services.conflicts import (
    ConflictSettled,
    VisitsInside,
    keep_conflict,
    move_conflict,
    reopen_conflict,
)
from scheduling.services.team import remove_exception, restore_staff
from scheduling.services.team_time import block_time, change_date, change_week, leave_team
from scheduling.services.time_off import remove_time_off
from scheduling.slots.working_hours import Hours, WeeklyShift
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

DAY = local(2026, 11, 24)


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
        starts_at=DAY.replace(hour=16),
    )


def block(staff: Staff, **more: object) -> ConflictSet:
    _row, found = block_time(
        staff=staff,
        starts_at=DAY.replace(hour=15),
        ends_at=DAY.replace(hour=18),
        actor=None,
        now=NOW,
        despite_visits=True,
        **more,
    )
    assert found is not None
    return found


def week(ends_at: time) -> list[WeeklyShift]:
    return [WeeklyShift(day, Hours(time(9), ends_at)) for day in range(7)]


def test_time_off_opens_one_set_and_taking_it_back_closes_it(
    visit: Appointment, ana: Staff
) -> None:
    found = block(ana, reason="Dentista")
    assert (found.kind, found.reason) == (ConflictKind.TIME_OFF, "Dentista")
    assert block(ana).pk == found.pk
    assert count_conflicts(NOW) == 1
    remove_time_off(time_off=TimeOff.objects.get(), actor=None, now=NOW)
    assert count_conflicts(NOW) == 0


def test_shorter_week_names_only_what_it_displaces(
    organization: Organization, visit: Appointment, ana: Staff, service: Service
) -> None:
    outside = make_appointment(
        organization,
        customer=visit.customer,
        staff=ana,
        service=service,
        starts_at=DAY.replace(hour=20),
    )
    before = week_of(ana)
    with pytest.raises(VisitsInside) as inside:
        change_week(staff=ana, shifts=week(time(15)), actor=None, now=NOW)
    assert inside.value.visits == [visit]
    assert week_of(ana) == before
    found = change_week(staff=ana, shifts=week(time(15)), actor=None, now=NOW, despite_visits=True)
    assert found is not None
    assert [row.appointment for row in found.conflicts.all()] == [visit]
    assert outside.pk not in found.conflicts.values_list("appointment_id", flat=True)
    assert change_week(staff=ana, shifts=week(time(14)), actor=None, now=NOW) is None


def test_longer_week_displaces_nobody(visit: Appointment, ana: Staff) -> None:
    assert change_week(staff=ana, shifts=week(time(21)), actor=None, now=NOW) is None
    assert not ConflictSet.objects.exists()


def test_day_off_is_refused_first_and_removed_with_its_set(visit: Appointment, ana: Staff) -> None:
    given = {"staff": ana, "on": DAY.date(), "hours": None, "actor": None, "now": NOW}
    with pytest.raises(VisitsInside):
        change_date(**given)
    assert not ShiftException.objects.exists()
    assert change_date(**given, despite_visits=True) is not None
    assert [one.left for one in open_conflict_sets(NOW)] == [1]
    remove_exception(exception=ShiftException.objects.get(), actor=None)
    assert list(open_conflict_sets(NOW)) == []


def test_leaving_the_team_lists_all_that_is_ahead(visit: Appointment, ana: Staff) -> None:
    with pytest.raises(VisitsInside):
        leave_team(staff=ana, actor=None, now=NOW)
    ana.refresh_from_db()
    assert ana.is_active
    found = leave_team(staff=ana, actor=None, now=NOW, despite_visits=True)
    assert found == leave_team(staff=ana, actor=None, now=NOW)
    assert count_conflicts(NOW) == 1
    restore_staff(staff=ana, actor=None)
    assert count_conflicts(NOW) == 0


def test_alternatives_keep_the_person_or_the_time(
    organization: Organization, visit: Appointment, ana: Staff, service: Service
) -> None:
    bruno = make_staff(organization, [service], name="Bruno")
    make_staff(organization, [], name="Não faz")
    block(ana)
    found = alternatives_for(organization=organization, visit=visit, people=[ana, bruno], now=NOW)
    assert [(free.staff, free.starts_at) for free in found.same_time] == [(bruno, visit.starts_at)]
    next_day = DAY + timedelta(days=1)
    assert [free.starts_at for free in found.same_person] == [
        DAY.replace(hour=13),
        DAY.replace(hour=14),
        next_day.replace(hour=9),
        next_day.replace(hour=10),
    ]
    assert {free.staff for free in found.same_person} == {ana}
    make_appointment(
        organization,
        customer=visit.customer,
        staff=bruno,
        service=service,
        starts_at=DAY.replace(hour=16, minute=30),
    )
    later = alternatives_for(organization=organization, visit=visit, people=[bruno], now=NOW)
    assert later.same_time == []
    assert {free.staff for free in later.others} == {bruno}


def test_moving_settles_once_and_tells_the_customer(visit: Appointment, ana: Staff) -> None:
    conflict = block(ana).conflicts.get()
    to = DAY.replace(hour=10)
    for _ in range(2):
        move_conflict(conflict=conflict, staff=ana, starts_at=to, actor=None, now=NOW)
    assert EventRecord.objects.filter(name__icontains="rescheduled").count() == 1
    with pytest.raises(ConflictSettled):
        move_conflict(
            conflict=conflict, staff=ana, starts_at=DAY.replace(hour=11), actor=None, now=NOW
        )
    assert count_conflicts(NOW) == 0


@pytest.mark.parametrize("hour", [17, 20])
def test_place_that_is_not_free_is_refused(visit: Appointment, ana: Staff, hour: int) -> None:
    conflict = block(ana).conflicts.get()
    with pytest.raises(SlotTaken):
        move_conflict(
            conflict=conflict, staff=ana, starts_at=DAY.replace(hour=hour), actor=None, now=NOW
        )
    assert count_conflicts(NOW) == 1


def test_kept_and_cancelled_visits_are_settled(visit: Appointment, ana: Staff) -> None:
    found = block(ana)
    conflict = found.conflicts.get()
    keep_conflict(conflict=conflict, actor=None, now=NOW)
    assert [row.is_open for row in conflicts_of(found, NOW)] == [False]
    reopen_conflict(conflict=conflict, actor=None)
    assert [row.is_open for row in conflicts_of(found, NOW)] == [True]
    cancel_appointment(appointment=visit, by=CancelledBy.STAFF, actor=None, now=NOW)
    assert [row.is_open for row in conflicts_of(found, NOW)] == [False]


def test_visit_of_the_past_is_no_longer_to_do(visit: Appointment, ana: Staff) -> None:
    block(ana)
    assert count_conflicts(visit.starts_at + timedelta(minutes=1)) == 0
    assert Conflict.objects.count() == 1
