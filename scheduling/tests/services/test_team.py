"""The team and its hours."""

from datetime import date, time

import pytest
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_member, make_organization
from catalog.services.services import ServiceDetails, ServiceNameTaken
from catalog.tests.factories import make_service
from scheduling.models import Shift, ShiftException, Staff, StaffService
from scheduling.selectors.team import week_of
from scheduling.services.performers import save_offered_service
from scheduling.services.team import (
    AgendaTaken,
    ExceptionClashes,
    StaffDetails,
    add_exception,
    create_staff,
    remove_exception,
    set_week,
    update_staff,
)
from scheduling.services.week import WeekInvalid
from scheduling.slots.working_hours import Hours, WeeklyShift
from scheduling.tests.factories import make_staff

NINE_TO_SIX = Hours(time(9), time(18))
DAY = date(2026, 11, 24)


@pytest.fixture
def house(db: None):
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def test_person_keeps_archived_services(house: Organization) -> None:
    kept, old = make_service(house), make_service(house, is_active=False)
    staff = make_staff(house, [kept, old])
    new = make_service(house)
    update_staff(staff=staff, details=StaffDetails("Ana", 3), services=[new], actor=None)
    assert set(staff.services.all()) == {old, new}
    assert (staff.name, staff.color) == ("Ana", 3)


def test_one_agenda_per_user(house: Organization) -> None:
    user = make_member(house, Role.STAFF).user
    make_staff(house, user=user)
    with pytest.raises(AgendaTaken):
        create_staff(
            organization=house, details=StaffDetails("Ana", 0, user=user), services=[], actor=None
        )
    assert Staff.objects.count() == 1


def test_week_is_replaced_as_a_whole(house: Organization) -> None:
    staff = make_staff(house)
    week = [
        WeeklyShift(0, NINE_TO_SIX, (Hours(time(12), time(13)),)),
        WeeklyShift(4, Hours(time(22), time(2)), (), date(2026, 12, 1), date(2026, 12, 31)),
    ]
    set_week(staff=staff, shifts=week, actor=None)
    assert week_of(staff) == week


def test_refused_week_leaves_the_old_one(house: Organization) -> None:
    staff = make_staff(house)
    before = week_of(staff)
    with pytest.raises(WeekInvalid):
        set_week(
            staff=staff,
            shifts=[WeeklyShift(0, NINE_TO_SIX), WeeklyShift(0, NINE_TO_SIX)],
            actor=None,
        )
    assert week_of(staff) == before
    assert Shift.objects.count() == 7


def test_exceptions_of_a_date_may_not_contradict(house: Organization) -> None:
    staff, other = make_staff(house), make_staff(house)
    morning = Hours(time(9), time(12))
    first = add_exception(staff=staff, on=DAY, hours=morning, actor=None)
    add_exception(staff=staff, on=DAY, hours=Hours(time(13), time(15)), actor=None)
    add_exception(staff=other, on=DAY, hours=None, actor=None)
    for hours in (None, Hours(time(11), time(13)), morning):
        with pytest.raises(ExceptionClashes):
            add_exception(staff=staff, on=DAY, hours=hours, actor=None)
    remove_exception(exception=first, actor=None)
    remove_exception(exception=first, actor=None)
    assert ShiftException.objects.filter(staff=staff).count() == 1


def test_service_and_performers_are_written_together(house: Organization) -> None:
    ana, away = make_staff(house), make_staff(house, is_active=False)
    service = make_service(house, name="Corte")
    for person in (ana, away):
        StaffService.objects.create(organization=house, staff=person, service=service)
    bia = make_staff(house)
    details = ServiceDetails(name="Corte e escova", duration_minutes=90)
    save_offered_service(
        organization=house, service=service, details=details, performers=[bia], actor=None
    )
    assert set(service.staff.all()) == {bia, away}


def test_refused_service_leaves_performers(house: Organization) -> None:
    make_service(house, name="Corte")
    ana = make_staff(house)
    with pytest.raises(ServiceNameTaken):
        save_offered_service(
            organization=house,
            service=None,
            details=ServiceDetails(name="corte", duration_minutes=30),
            performers=[ana],
            actor=None,
        )
    assert StaffService.objects.count() == 0
