"""Whatever opens or closes somebody's day is told to open agendas, whoever writes it."""

from collections.abc import Iterator
from datetime import time
from uuid import UUID

import pytest
from django.db import transaction
from django_scopes import scope

from accounts.models import LiveChange, Organization
from accounts.tests.factories import make_organization
from catalog.tests.factories import make_service
from scheduling.models import BookingPolicy, Holiday, Shift, ShiftBreak, ShiftException, Staff
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import NOW, make_staff


@pytest.fixture
def organization(db: None) -> Iterator[Organization]:
    made = make_organization()
    with scope(organization=made):
        ensure_policy(organization=made)
        yield made


@pytest.fixture
def ana(organization: Organization) -> Staff:
    made = make_staff(organization, [make_service(organization)])
    noted()
    return made


def noted() -> list[tuple[str, UUID]]:
    found = list(LiveChange.objects.order_by("id").values_list("kind", "subject_id"))
    LiveChange.objects.all().delete()
    return found


def test_break_is_told_of_its_person(organization: Organization, ana: Staff) -> None:
    shift = ana.shifts.first()
    pause = ShiftBreak.objects.create(
        organization=organization, shift=shift, starts_at=time(12), ends_at=time(13)
    )
    assert noted() == [("agenda", ana.pk)]
    ShiftBreak.objects.filter(pk=pause.pk).update(ends_at=time(14))
    assert noted() == [("agenda", ana.pk)]
    pause.delete()
    assert noted() == [("agenda", ana.pk)]


def test_break_of_a_shift_that_goes_is_told_once(organization: Organization, ana: Staff) -> None:
    shift = ana.shifts.first()
    ShiftBreak.objects.create(
        organization=organization, shift=shift, starts_at=time(12), ends_at=time(13)
    )
    noted()
    with transaction.atomic():
        Shift.objects.filter(pk=shift.pk).delete()
    assert noted() == [("agenda", ana.pk)]


def test_holiday_and_closure_are_told_of_the_house(organization: Organization) -> None:
    of_house = [("agenda", organization.pk)]
    noted()
    holiday = Holiday.objects.create(organization=organization, on=NOW.date(), name="Padroeira")
    assert noted() == of_house
    Holiday.objects.update(is_open=True)
    assert noted() == of_house
    holiday.delete()
    assert noted() == of_house
    ShiftException.objects.create(organization=organization, on=NOW.date())
    assert noted() == of_house


def test_only_rules_that_close_days_are_told(organization: Organization) -> None:
    noted()
    BookingPolicy.objects.update(lead_minutes=90, cancel_cutoff_minutes=60)
    assert noted() == []
    BookingPolicy.objects.update(closes_on_holidays=False)
    assert noted() == [("agenda", organization.pk)]
    BookingPolicy.objects.update(holiday_region="SP")
    assert noted() == [("agenda", organization.pk)]
