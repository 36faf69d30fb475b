"""Several services in one visit: all or nothing, together or one alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope

from accounts.models import AuditEntry, Customer, EventRecord, Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.enums import AppointmentStatus, CancelledBy, ReminderStatus
from scheduling.models import Appointment, Reminder, Staff, Visit
from scheduling.selectors.chains import WantedService, chain_times
from scheduling.services.changes import (
    TransitionRefused,
    cancel_appointment,
    change_status,
    reschedule_appointment,
)
from scheduling.services.desk import NewCustomer
from scheduling.services.occupancy import SlotTaken
from scheduling.services.policy import ensure_policy
from scheduling.services.visits import (
    NobodyFree,
    PartTaken,
    VisitInvalid,
    book_visit,
    cancel_visit,
    change_visit_status,
)
from scheduling.slots.fairness import Why
from scheduling.tests.factories import NOW, local, make_appointment, make_staff
from scheduling.tests.services.test_concurrency import overlaps

S = AppointmentStatus


@dataclass
class House:
    """Ana washes and cuts, Bia only cuts; washing takes 30 minutes, cutting an hour."""

    organization: Organization
    wash: Service
    cut: Service
    ana: Staff
    bia: Staff
    customer: Customer

    def book(self, **fields: Any) -> Visit:
        return book_visit(
            **{
                "organization": self.organization,
                "key": new_id(),
                "customer": self.customer,
                "wanted": [WantedService(self.wash), WantedService(self.cut, self.bia)],
                "people": [self.ana, self.bia],
                "starts_at": local(2026, 11, 24, 10),
                "actor": None,
                "now": NOW,
            }
            | fields
        )

    def times(self, *wanted: WantedService) -> list[Any]:
        return chain_times(
            organization=self.organization,
            wanted=wanted,
            people=[self.ana, self.bia],
            on=local(2026, 11, 24).date(),
            now=NOW,
        )


def open_house() -> House:
    organization = make_organization()
    with scope(organization=organization):
        ensure_policy(organization=organization)
        wash = make_service(organization, name="Lavar", duration_minutes=30, price="40.00")
        cut = make_service(organization, name="Cortar", duration_minutes=60, price="90.00")
        ana = make_staff(organization, [wash, cut], name="Ana")
        bia = make_staff(organization, [cut], name="Bia", position=1)
        return House(organization, wash, cut, ana, bia, make_customer(organization))


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = open_house()
    with scope(organization=made.organization):
        yield made


def parts_of(visit: Visit) -> list[tuple[str, str]]:
    rows = visit.parts.order_by("starts_at").select_related("staff")
    return [(part.staff.name, f"{part.starts_at.astimezone(NOW.tzinfo):%H:%M}") for part in rows]


def test_services_follow_each_other(house: House) -> None:
    assert parts_of(house.book()) == [("Ana", "10:00"), ("Bia", "10:30")]


def test_same_key_books_once(house: House) -> None:
    key = new_id()
    assert house.book(key=key) == house.book(key=key)
    assert Appointment.objects.count() == 2


def test_taken_part_leaves_nothing_behind(house: House) -> None:
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.bia,
        service=house.cut,
        starts_at=local(2026, 11, 24, 11),
    )
    with pytest.raises(PartTaken) as refused:
        house.book(customer=NewCustomer("Nova"))
    assert refused.value.part.staff == house.bia
    assert (Visit.objects.count(), Appointment.objects.count()) == (0, 1)
    assert not Customer.objects.filter(name="Nova").exists()
    said = AuditEntry.objects.exclude(target_id=Appointment.objects.get().pk)
    assert not said.exclude(target_id=house.customer.pk).exists()


def test_nobody_for_one_service(house: House) -> None:
    make_appointment(
        house.organization, customer=house.customer, staff=house.ana, service=house.wash
    )
    with pytest.raises(NobodyFree):
        house.book()


@pytest.mark.parametrize("count", [1, 7])
def test_visit_has_two_to_six_services(house: House, count: int) -> None:
    with pytest.raises(VisitInvalid):
        house.book(wanted=[WantedService(house.wash)] * count)


def test_anybody_is_who_has_least_that_day(house: House) -> None:
    anybody = [WantedService(house.wash), WantedService(house.cut)]
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.ana,
        service=house.cut,
        starts_at=local(2026, 11, 24, 16),
    )
    first = house.times(*anybody)[0]
    assert [part.why for part in first.parts] == [Why.ONLY_ONE, Why.LEAST_TAKEN]
    assert first.parts[0].taken == timedelta(minutes=60)
    assert parts_of(house.book(wanted=anybody)) == [("Ana", "10:00"), ("Bia", "10:30")]


def test_times_leave_out_starts_where_the_second_service_has_no_room(house: House) -> None:
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.bia,
        service=house.cut,
        starts_at=local(2026, 11, 24, 11),
    )
    found = house.times(WantedService(house.wash), WantedService(house.cut, house.bia))
    starts = {f"{time.starts_at.astimezone(NOW.tzinfo):%H:%M}" for time in found}
    assert "09:30" in starts  # cutting from 10 to 11
    assert not starts & {"09:45", "10:30", "11:15"}
    assert "11:30" in starts
    assert max(starts) == "16:30"  # and not 17:00: Bia goes at 18


def test_same_person_twice_keeps_the_buffer_between(house: House) -> None:
    house.wash.buffer_after_minutes = 15
    house.wash.save()
    visit = house.book(
        wanted=[WantedService(house.wash, house.ana), WantedService(house.cut, house.ana)]
    )
    assert parts_of(visit) == [("Ana", "10:00"), ("Ana", "10:45")]
    change_visit_status(visit=visit, to=S.ARRIVED, actor=None, now=NOW)  # both stay in place


def test_cancelled_together_frees_both_and_speaks_once(house: House) -> None:
    visit = house.book()
    cancel_visit(visit=visit, by=CancelledBy.STAFF, actor=None, now=NOW, reason="Viajou")
    assert {part.cancel_reason for part in visit.parts.filter(status=S.CANCELLED)} == {"Viajou"}
    events = EventRecord.objects.filter(name="AppointmentCancelled")
    assert sorted(event.payload["speaks_for"] for event in events) == [0, 2]
    cancel_visit(visit=visit, by=CancelledBy.STAFF, actor=None, now=NOW)
    assert events.count() == 2
    house.book()


def test_one_part_alone(house: House) -> None:
    visit = house.book()
    wash, cut = visit.parts.order_by("starts_at")
    cancel_appointment(appointment=wash, by=CancelledBy.STAFF, actor=None, now=NOW)
    change_visit_status(visit=visit, to=S.ARRIVED, actor=None, now=NOW)
    assert set(visit.parts.values_list("pk", "status")) == {
        (wash.pk, S.CANCELLED),
        (cut.pk, S.ARRIVED),
    }
    with pytest.raises(TransitionRefused):
        change_visit_status(visit=visit, to=S.REQUESTED, actor=None, now=NOW)


def test_what_has_begun_stays_when_the_rest_is_cancelled(house: House) -> None:
    visit = house.book()
    wash, cut = visit.parts.order_by("starts_at")
    change_status(appointment=wash, to=S.IN_SERVICE, actor=None, now=NOW)
    assert cancel_visit(visit=visit, by=CancelledBy.STAFF, actor=None, now=NOW) == [cut]


def test_arrival_of_all_takes_nobody_back_who_is_served(house: House) -> None:
    visit = house.book()
    wash, cut = visit.parts.order_by("starts_at")
    change_status(appointment=wash, to=S.IN_SERVICE, actor=None, now=NOW)
    assert change_visit_status(visit=visit, to=S.ARRIVED, actor=None, now=NOW) == [cut]
    wash.refresh_from_db()
    assert wash.status == S.IN_SERVICE


def pending(part: Appointment) -> int:
    return Reminder.objects.filter(appointment=part, status=ReminderStatus.PENDING).count()


def test_visit_is_reminded_of_once_and_by_what_is_left(house: House) -> None:
    visit = house.book()
    wash, cut = visit.parts.order_by("starts_at")
    assert (pending(wash), pending(cut)) == (2, 0)
    cancel_appointment(appointment=wash, by=CancelledBy.STAFF, actor=None, now=NOW)
    assert (pending(wash), pending(cut)) == (0, 2)


def test_undone_move_is_reminded_of_again(house: House) -> None:
    visit = make_appointment(
        house.organization, customer=house.customer, staff=house.ana, service=house.cut
    )
    for hour in (15, 10):
        reschedule_appointment(
            appointment=visit,
            staff=house.ana,
            starts_at=local(2026, 11, 24, hour),
            by=CancelledBy.STAFF,
            actor=None,
            now=NOW,
        )
    found = Reminder.objects.filter(appointment=visit, status=ReminderStatus.PENDING)
    assert {reminder.starts_at for reminder in found} == {local(2026, 11, 24, 10)}
    assert found.count() == 2


@pytest.mark.django_db(transaction=True)
def test_forty_visits_at_once_never_half_booked() -> None:
    made = open_house()
    with scope(organization=made.organization):
        customers = [make_customer(made.organization) for _ in range(40)]
    keys = [new_id() for _ in range(20)]

    def run(number: int) -> str:
        # Every second one asks in the other order of people; each key is used twice.
        first, second = (made.ana, made.bia) if number % 2 else (made.bia, made.ana)
        try:
            with scope(organization=made.organization):
                made.book(
                    key=keys[number % 20],
                    customer=customers[number],
                    wanted=[WantedService(made.cut, first), WantedService(made.cut, second)],
                    starts_at=local(2026, 11, 24, 9) + timedelta(minutes=15 * (number % 20)),
                )
        except SlotTaken as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(run, range(40)))
    with scope(organization=made.organization):
        visits = list(Visit.objects.all())
        assert {visit.parts.count() for visit in visits} == {2}
        assert Appointment.objects.count() == 2 * len(visits)
        assert 0 < len(visits) <= outcomes.count("booked")
    assert set(outcomes) == {"booked", "PartTaken"}
    assert overlaps() == 0
