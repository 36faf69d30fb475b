"""Rooms and equipment: nobody shares them, and what has none is not offered."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.enums import AppointmentStatus, CancelledBy
from scheduling.models import Appointment, Resource, ResourceType, ResourceUse, Staff
from scheduling.selectors.availability import ranked_slots, staff_free_at
from scheduling.selectors.chains import WantedService, chain_at
from scheduling.services.booking import book_appointment, confirm_hold, hold_slot
from scheduling.services.changes import cancel_appointment, change_status, reschedule_appointment
from scheduling.services.resources import (
    ResourceTaken,
    ResourceTypeTaken,
    archive_resource_type,
    restore_resource_type,
    save_resource_type,
    set_needs,
)
from scheduling.tests.factories import NOW, local, make_staff
from scheduling.tests.services.test_concurrency import overlaps, side_by_side

pytestmark = pytest.mark.django_db(transaction=True)
TEN = local(2026, 11, 24, 10)
SHARED = """
SELECT count(*) FROM scheduling_resourceuse a JOIN scheduling_resourceuse b
    ON a.resource_id = b.resource_id AND a.id < b.id AND a.busy && b.busy
"""


class Spa:
    """Three people, one service, and as many rooms as are named."""

    def __init__(self, *rooms: str) -> None:
        self.organization: Organization = make_organization()
        self.actor = make_user()
        with scope(organization=self.organization):
            self.service: Service = make_service(self.organization, duration_minutes=60)
            self.people: list[Staff] = [
                make_staff(self.organization, [self.service]) for _number in range(3)
            ]
            self.kind: ResourceType = self.save(None, *rooms)
            set_needs(service=self.service, types=[self.kind])

    def save(self, kind: ResourceType | None, *rooms: str) -> ResourceType:
        return save_resource_type(
            organization=self.organization,
            resource_type=kind,
            name="Sala",
            resources=rooms,
            actor=self.actor,
        )

    def book(self, person: int = 0, starts_at: object = TEN) -> Appointment:
        return book_appointment(
            organization=self.organization,
            customer=make_customer(self.organization),
            service=self.service,
            staff=self.people[person],
            starts_at=starts_at,  # type: ignore[arg-type]
            actor=None,
            now=NOW,
        )


def rooms_of(visit: Appointment) -> list[str]:
    return list(
        ResourceUse.objects.filter(appointment=visit).values_list("resource__name", flat=True)
    )


def test_visits_take_rooms_in_their_order_and_the_last_is_refused() -> None:
    spa = Spa("Sala 1", "Sala 2")
    with scope(organization=spa.organization):
        assert [rooms_of(spa.book(0)), rooms_of(spa.book(1))] == [["Sala 1"], ["Sala 2"]]
        with pytest.raises(ResourceTaken) as refused:
            spa.book(2)
        assert refused.value.resource_type == spa.kind
        assert Appointment.objects.count() == 2
        assert rooms_of(spa.book(2, TEN + timedelta(hours=1))) == ["Sala 1"]


def test_what_has_no_room_is_not_offered() -> None:
    spa = Spa("Sala 1")
    with scope(organization=spa.organization):
        spa.book(0)
        offer = {"organization": spa.organization, "service": spa.service, "now": NOW}
        starts = ranked_slots(**offer, staff=spa.people[1], on=date(2026, 11, 24))
        assert all(abs(start - TEN) >= timedelta(hours=1) for start in starts)
        assert staff_free_at(**offer, staff=None, starts_at=TEN) == []
        assert staff_free_at(**offer, staff=None, starts_at=TEN + timedelta(hours=1))
        wanted = [WantedService(spa.service), WantedService(spa.service)]
        day = {"organization": spa.organization, "people": spa.people, "now": NOW}
        assert chain_at(**day, wanted=wanted, at=TEN - timedelta(hours=1)) is None
        assert chain_at(**day, wanted=wanted, at=TEN + timedelta(hours=1)) is not None


def test_a_room_may_not_change_in_the_middle_of_a_visit() -> None:
    spa = Spa("Sala 1", "Sala 2")
    with scope(organization=spa.organization):
        spa.book(0, TEN)
        late = spa.book(1, TEN + timedelta(minutes=30))
        assert rooms_of(late) == ["Sala 2"]
        free = {"organization": spa.organization, "service": spa.service, "now": NOW}
        wanted = TEN - timedelta(minutes=15)  # no single room is free until 11:15
        assert staff_free_at(**free, staff=spa.people[2], starts_at=wanted) == []


def test_the_room_goes_with_the_visit() -> None:
    spa = Spa("Sala 1", "Sala 2")
    with scope(organization=spa.organization):
        spa.book(0)
        visit = spa.book(1)
        later = TEN + timedelta(hours=3)
        act = {"actor": None, "now": NOW}
        moved = reschedule_appointment(
            appointment=visit,
            staff=spa.people[1],
            starts_at=later,
            by=CancelledBy.STAFF,
            **act,
        )
        assert rooms_of(moved) == ["Sala 2"]
        assert ResourceUse.objects.get(appointment=moved).busy == moved.busy
        missed = change_status(appointment=moved, to=AppointmentStatus.NO_SHOW, **act)
        assert rooms_of(missed) == []
        change_status(appointment=moved, to=AppointmentStatus.ARRIVED, **act)
        assert rooms_of(moved) == ["Sala 1"]
        cancel_appointment(appointment=moved, by=CancelledBy.STAFF, **act)
        assert ResourceUse.objects.count() == 1


def test_a_move_without_a_room_changes_nothing() -> None:
    spa = Spa("Sala 1")
    with scope(organization=spa.organization):
        spa.book(0)
        visit = spa.book(1, TEN + timedelta(hours=2))
        with pytest.raises(ResourceTaken):
            reschedule_appointment(
                appointment=visit,
                staff=spa.people[1],
                starts_at=TEN,
                by=CancelledBy.STAFF,
                actor=None,
                now=NOW,
            )
        visit.refresh_from_db()
        assert visit.starts_at == TEN + timedelta(hours=2)
        assert ResourceUse.objects.get(appointment=visit).busy == visit.busy


def test_a_hold_keeps_the_room_until_it_expires() -> None:
    spa = Spa("Sala 1")
    with scope(organization=spa.organization):
        hold = {"organization": spa.organization, "service": spa.service, "staff": None}
        first = make_customer(spa.organization)
        held = hold_slot(**hold, customer=first, starts_at=TEN, now=NOW)
        with pytest.raises(ResourceTaken):
            spa.book(2)
        after = NOW + timedelta(hours=1)
        second = make_customer(spa.organization)
        fresh = hold_slot(**hold, customer=second, starts_at=TEN, now=after)
        assert not Appointment.objects.filter(pk=held.pk).exists()
        assert rooms_of(confirm_hold(hold_id=fresh.pk, customer=second, now=after)) == ["Sala 1"]


def test_thirty_bookings_side_by_side_share_no_room() -> None:
    spa = Spa("Sala 1", "Sala 2")
    with scope(organization=spa.organization):
        spa.people += [make_staff(spa.organization, [spa.service]) for _number in range(7)]

    def act(number: int) -> Callable[[], object]:
        starts_at = TEN + timedelta(minutes=30 * (number % 3))
        return lambda: spa.book(number % 10, starts_at)

    refused = side_by_side(spa.organization, [act(number) for number in range(30)], threads=8)
    with scope(organization=spa.organization), connection.cursor() as cursor:
        cursor.execute(SHARED)
        assert cursor.fetchone()[0] == 0
        assert overlaps() == 0
        booked = Appointment.objects.count()
        assert booked == ResourceUse.objects.count() == refused.count("") > 0


def test_two_who_swap_rooms_do_not_stop_each_other_for_good() -> None:
    spa = Spa("Sala 1")
    with scope(organization=spa.organization):
        first, second = spa.book(0), spa.book(1, TEN + timedelta(hours=1))

    def move(visit: Appointment, person: int, starts_at: object) -> Callable[[], object]:
        return lambda: reschedule_appointment(
            appointment=visit,
            staff=spa.people[person],
            starts_at=starts_at,  # type: ignore[arg-type]
            by=CancelledBy.STAFF,
            actor=None,
            now=NOW,
        )

    acts = [move(first, 0, TEN + timedelta(hours=1)), move(second, 1, TEN)] * 3
    refused = side_by_side(spa.organization, acts, threads=6)
    assert set(refused) <= {"ResourceTaken", ""}
    with scope(organization=spa.organization):
        for visit in Appointment.objects.all():
            assert ResourceUse.objects.get(appointment=visit).busy == visit.busy


def test_a_room_that_is_gone_takes_no_new_visit_and_keeps_the_old() -> None:
    spa = Spa("Sala 1", "Sala 2")
    with scope(organization=spa.organization):
        visit = spa.book(0)
        spa.save(spa.kind, "Sala 2", "Sala 3")
        assert rooms_of(visit) == ["Sala 1"]
        assert rooms_of(spa.book(1)) == ["Sala 2"]
        spa.save(spa.kind, "sala 1")
        assert Resource.objects.get(is_active=True).name == "sala 1"
        assert Resource.objects.count() == 3


def test_an_archived_type_is_needed_by_nobody() -> None:
    spa = Spa()
    with scope(organization=spa.organization):
        with pytest.raises(ResourceTaken):
            spa.book(0)
        archive_resource_type(resource_type=spa.kind, actor=spa.actor)
        assert rooms_of(spa.book(0)) == []
        spa.save(None, "Sala 9")
        with pytest.raises(ResourceTypeTaken):
            restore_resource_type(resource_type=spa.kind, actor=spa.actor)
        with pytest.raises(ResourceTypeTaken):
            spa.save(None)
