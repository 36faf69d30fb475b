"""Who waits, whom a free time suits, and booking from the list."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import AuditEntry, Customer, Dependant, Organization
from accounts.tests.factories import make_customer, make_organization
from catalog.models import Service
from catalog.services.sizes import SizeTerms, set_sizes
from catalog.tests.factories import make_service
from scheduling.enums import WaitlistStatus
from scheduling.models import Appointment, Staff, WaitlistEntry
from scheduling.selectors.waitlist import FreedTime, waiting_count, waiting_for, waitlist
from scheduling.services.booking import SlotTaken, StaffCannot
from scheduling.services.brought import Brought, DependantUnfit
from scheduling.services.desk import NewCustomer
from scheduling.services.policy import ensure_policy
from scheduling.services.waitlist import (
    EntrySettled,
    SpanInvalid,
    WaitlistDetails,
    add_to_waitlist,
    book_from_waitlist,
    close_waitlist_entry,
    reopen_waitlist_entry,
    settle_waitlist_entry,
    update_waitlist_entry,
)
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

DAY = date(2026, 11, 24)


@dataclass
class House:
    organization: Organization
    cut: Service
    ana: Staff
    bia: Staff
    customer: Customer

    def details(self, **fields: Any) -> WaitlistDetails:
        own = {"service": self.cut, "staff": None, "first_on": DAY, "last_on": DAY}
        return WaitlistDetails(**own | fields)

    def wait(self, customer: Any = None, **fields: Any) -> WaitlistEntry:
        return add_to_waitlist(
            organization=self.organization,
            customer=customer or make_customer(self.organization),
            details=self.details(**fields),
            actor=None,
        )

    def matches(self, hour: int = 10, minutes: int = 60, **fields: Any) -> list[Any]:
        start = local(2026, 11, 24, hour)
        freed = FreedTime(self.ana, start, start + timedelta(minutes=minutes))
        own = {"organization": self.organization, "freed": freed, "now": NOW}
        return waiting_for(**own | fields)

    def book(self, entry: WaitlistEntry, hour: int = 10, staff: Any = None) -> Appointment:
        return book_from_waitlist(
            entry=entry,
            staff=staff or self.ana,
            starts_at=local(2026, 11, 24, hour),
            actor=None,
            now=NOW,
        )


def open_house() -> House:
    organization = make_organization()
    with scope(organization=organization):
        ensure_policy(organization=organization)
        cut = make_service(organization, duration_minutes=60)
        ana, bia = (make_staff(organization, [cut], name=name) for name in ("Ana", "Bia"))
        return House(organization, cut, ana, bia, make_customer(organization))


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = open_house()
    with scope(organization=made.organization):
        yield made


def test_same_wish_twice_is_one_entry(house: House) -> None:
    assert house.wait(house.customer) == house.wait(house.customer)
    assert house.wait(NewCustomer("Nova")) == house.wait(NewCustomer("Nova "))
    assert WaitlistEntry.objects.count() == 2
    assert house.wait(house.customer, staff=house.ana) != house.wait(house.customer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_on": DAY - timedelta(days=1)},
        {"from_time": time(12), "until_time": time(12)},
        {"from_time": time(12), "until_time": time(9)},
    ],
)
def test_span_in_order(house: House, wrong: dict[str, Any]) -> None:
    with pytest.raises(SpanInvalid):
        house.wait(**wrong)


def test_freed_time_finds_who_waits_longest_first(house: House) -> None:
    first, second = house.wait(), house.wait(staff=house.ana)
    house.wait(staff=house.bia)
    assert [match.entry for match in house.matches()] == [first, second]
    assert {match.starts_at for match in house.matches()} == {local(2026, 11, 24, 10)}


@pytest.mark.parametrize(
    "fields",
    [
        {"first_on": DAY + timedelta(days=1), "last_on": DAY + timedelta(days=2)},
        {"first_on": DAY - timedelta(days=2), "last_on": DAY - timedelta(days=1)},
        {"from_time": time(14)},
        {"until_time": time(9)},
    ],
)
def test_day_and_hour_must_suit(house: House, fields: dict[str, Any]) -> None:
    house.wait(**fields)
    assert house.matches() == []


def test_hours_choose_the_start(house: House) -> None:
    house.wait(from_time=time(10, 20), until_time=time(12))
    (match,) = house.matches()
    assert match.starts_at == local(2026, 11, 24, 10, 30)  # the grid goes by the quarter


def test_service_must_be_performed_and_fit(house: House) -> None:
    house.wait(service=make_service(house.organization))  # Ana doesn't perform it
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.ana,
        service=house.cut,
        starts_at=local(2026, 11, 24, 10, 30),
    )
    house.wait()
    # From 10:00 to 10:30 an hour only fits together with the free time before.
    (match,) = house.matches(minutes=30)
    assert match.starts_at == local(2026, 11, 24, 9, 30)
    make_appointment(
        house.organization,
        customer=house.customer,
        staff=house.ana,
        service=house.cut,
        starts_at=local(2026, 11, 24, 9),
    )
    assert house.matches(minutes=30) == []


def test_what_is_past_or_no_longer_waits_matches_nothing(house: House) -> None:
    entry = house.wait()
    assert house.matches(now=local(2026, 11, 24, 11)) == []
    close_waitlist_entry(entry=entry, actor=None)
    assert house.matches() == []
    reopen_waitlist_entry(entry=entry, actor=None)
    assert len(house.matches()) == 1


def test_matching_asks_as_often_for_many_as_for_one(house: House) -> None:
    counts = []
    for more in (1, 29):
        for _ in range(more):
            house.wait()
        with CaptureQueriesContext(connection) as queries:
            found = house.matches()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
    assert len(found) == 20  # the most that are shown


def test_booked_from_the_list_once(house: House) -> None:
    entry = house.wait(house.customer, notes="Franja")
    visit = house.book(entry)
    assert house.book(entry, hour=15) == visit
    assert (visit.customer, visit.notes) == (house.customer, "Franja")
    entry.refresh_from_db()
    assert (entry.status, entry.appointment) == (WaitlistStatus.BOOKED, visit)
    for act in (close_waitlist_entry, reopen_waitlist_entry):
        with pytest.raises(EntrySettled):
            act(entry=entry, actor=None)


def test_lost_time_leaves_the_entry_waiting(house: House) -> None:
    entry, other = house.wait(), house.wait()
    house.book(entry)
    with pytest.raises(SlotTaken):
        house.book(other)
    with pytest.raises(StaffCannot):
        house.book(other, staff=make_staff(house.organization))
    other.refresh_from_db()
    assert other.status == WaitlistStatus.WAITING


def test_closed_entry_is_not_booked_nor_changed(house: House) -> None:
    entry = close_waitlist_entry(entry=house.wait(), actor=None)
    with pytest.raises(EntrySettled):
        house.book(entry)
    with pytest.raises(EntrySettled):
        update_waitlist_entry(entry=entry, details=house.details(), actor=None)


def test_change_is_kept_and_written_down(house: House) -> None:
    entry = house.wait()
    details = house.details(staff=house.bia, notes="De manhã", until_time=time(12))
    update_waitlist_entry(entry=entry, details=details, actor=None)
    entry.refresh_from_db()
    assert (entry.staff, entry.notes, entry.until_time) == (house.bia, "De manhã", time(12))
    actions = AuditEntry.objects.filter(target_id=entry.pk).values_list("action", flat=True)
    assert sorted(actions) == ["waitlist.added", "waitlist.changed"]


def test_booking_form_settles_only_the_entry_of_that_customer(house: House) -> None:
    entry = house.wait()
    own, foreign = (
        make_appointment(
            house.organization,
            customer=customer,
            staff=house.ana,
            service=house.cut,
            starts_at=local(2026, 11, 24, hour),
        )
        for customer, hour in ((entry.customer, 10), (house.customer, 12))
    )
    for visit, status in ((foreign, "WAITING"), (own, "BOOKED"), (own, "BOOKED")):
        settle_waitlist_entry(entry_id=entry.pk, appointment=visit, actor=None)
        entry.refresh_from_db()
        assert entry.status == status


def test_count_is_of_those_who_may_still_come(house: House) -> None:
    house.wait()
    house.wait(staff=house.bia, last_on=DAY + timedelta(days=3))
    assert waiting_count(DAY) == 2
    assert waiting_count(DAY + timedelta(days=1)) == 1
    assert waiting_count(DAY, [house.ana.pk]) == 1


def test_list_by_state_and_words(house: House) -> None:
    entry = house.wait(make_customer(house.organization, name="Zélia Prado"))
    closed = close_waitlist_entry(entry=house.wait(), actor=None)
    assert list(waitlist(search="zelia")) == [entry]
    assert list(waitlist(status=WaitlistStatus.CLOSED)) == [closed]


@pytest.mark.django_db(transaction=True)
def test_two_desks_book_the_same_freed_time() -> None:
    house = open_house()
    with scope(organization=house.organization):
        entries = [house.wait() for _ in range(6)]

    def run(number: int) -> str:
        try:
            with scope(organization=house.organization):
                house.book(entries[number % 6])
        except SlotTaken:
            return "taken"
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(run, range(12)))
    with scope(organization=house.organization):
        assert Appointment.objects.count() == 1
        assert WaitlistEntry.objects.filter(status="BOOKED").count() == 1
    assert outcomes.count("booked") in (1, 2)  # the same entry twice is the same visit


def test_the_animal_that_waits_needs_room_for_its_size(house: House) -> None:
    house.cut.for_kind = "PET"
    house.cut.save()
    set_sizes(service=house.cut, terms={"L": SizeTerms(120)})
    own = {"organization": house.organization, "kind": "PET"}
    big, small, several = (make_customer(house.organization) for _ in range(3))
    thor = Dependant.objects.create(**own, customer=big, name="Thor", size="L")
    Dependant.objects.create(**own, customer=small, name="Mel", size="S")
    for name in ("Rex", "Bidu"):
        Dependant.objects.create(**own, customer=several, name=name, size="L")
    entries = [house.wait(customer) for customer in (big, small, several)]
    for hour in (9, 11):
        make_appointment(
            house.organization,
            customer=house.customer,
            staff=house.ana,
            service=house.cut,
            starts_at=local(2026, 11, 24, hour),
        )
    assert [one.entry for one in house.matches(10)] == entries[1:]
    assert [one.entry for one in house.matches(15)] == entries
    visit = house.book(entries[0], hour=15)
    assert (visit.dependant, visit.length) == (thor, timedelta(hours=2))
    assert house.book(entries[2], hour=12).dependant is None


def test_who_is_named_counts_and_is_booked(house: House) -> None:
    house.cut.for_kind = "PET"
    house.cut.save()
    set_sizes(service=house.cut, terms={"L": SizeTerms(120)})
    own = {"organization": house.organization, "customer": house.customer, "kind": "PET"}
    thor = Dependant.objects.create(**own, name="Thor", size="L")
    mel = Dependant.objects.create(**own, name="Mel", size="S")
    big, small = (
        house.wait(house.customer, brought=Brought("PET", dependant)) for dependant in (thor, mel)
    )
    assert big.what == f"Thor · {house.cut.name}"
    for hour in (9, 11):
        make_appointment(
            house.organization,
            customer=house.customer,
            staff=house.ana,
            service=house.cut,
            starts_at=local(2026, 11, 24, hour),
        )
    assert [one.entry for one in house.matches(10)] == [small]  # an hour is too short for Thor
    visit = house.book(big, hour=15)
    assert (visit.dependant, visit.length) == (thor, timedelta(hours=2))


def test_the_same_wish_for_another_animal_is_another_entry(house: House) -> None:
    house.cut.for_kind = "PET"
    house.cut.save()
    new = Brought("PET", name="Thor", size="L")
    first = house.wait(house.customer, brought=new)
    assert first.dependant.customer == house.customer
    assert house.wait(house.customer, brought=new) == first
    assert house.wait(house.customer, brought=Brought("PET", first.dependant)) == first
    assert house.wait(house.customer) != first
    assert Dependant.objects.count() == 1
    update_waitlist_entry(entry=first, details=house.details(), actor=None)
    first.refresh_from_db()
    assert first.dependant is None


def test_entry_is_for_the_customers_own(house: House) -> None:
    house.cut.for_kind = "PET"
    house.cut.save()
    other = make_customer(house.organization)
    own = {"organization": house.organization, "customer": other, "kind": "PET"}
    rex = Dependant.objects.create(**own, name="Rex")
    with pytest.raises(DependantUnfit):
        house.wait(house.customer, brought=Brought("PET", rex))
    entry = house.wait(other, brought=Brought("PET", rex))
    Dependant.objects.update(is_active=False)
    with pytest.raises(DependantUnfit):
        house.book(entry)
