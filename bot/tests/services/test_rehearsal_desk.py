"""The desk of a rehearsal answers as the real one does, and writes nothing."""

from dataclasses import replace
from typing import Any

import pytest
from django_scopes import scope

from accounts.models import Dependant
from bot.flows.desk import Along, Booked, Held, NotFound, Taken
from bot.services.rehearsal_desk import Book, RehearsalDesk
from bot.tests.services.test_along import Shop
from scheduling.models import Appointment
from scheduling.tests.factories import NOW, local

DAY = local(2026, 11, 24).date()


@pytest.fixture
def shop(db: None) -> Any:
    made = Shop()
    with scope(organization=made.organization):
        yield made


@pytest.fixture
def desk(shop: Shop) -> RehearsalDesk:
    return RehearsalDesk(shop.organization, "pt-BR", NOW, Book())


def brings_thor(desk: RehearsalDesk, shop: Shop) -> Along:
    thor = desk.add_dependant("PET", "Thor")
    desk.set_dependant_size(thor.id, "L")
    return Along(thor.id, (str(shop.mask.pk),))


def test_a_big_dog_takes_as_long_as_it_really_does(shop: Shop, desk: RehearsalDesk) -> None:
    along, bath = brings_thor(desk, shop), str(shop.bath.pk)
    assert desk.slots(bath, None, on=DAY, along=along) == shop.desk.slots(
        bath, None, on=DAY, along=shop.along
    )
    assert desk.as_asked(bath, along) == shop.desk.as_asked(bath, shop.along)


def test_what_is_booked_reads_as_a_real_visit(shop: Shop, desk: RehearsalDesk) -> None:
    start, bath = local(2026, 11, 24, 10), str(shop.bath.pk)
    held = desk.hold(bath, None, start, brings_thor(desk, shop))
    assert isinstance(held, Held)
    rehearsed = desk.book(held.hold_id)
    assert isinstance(rehearsed, Booked)
    assert not Appointment.objects.exists()
    shop.book(10, shop.along)
    (real,) = shop.desk.my_appointments()
    seen = rehearsed.appointment
    assert seen == replace(real, id=seen.id, changeable_until=None, place=seen.place)
    assert Dependant.objects.get().name == "Thor", "the one of the shop's own customer"


def test_a_visit_is_moved_for_all_of_its_length(shop: Shop, desk: RehearsalDesk) -> None:
    along, bath = brings_thor(desk, shop), str(shop.bath.pk)
    held = desk.hold(bath, None, local(2026, 11, 24, 10), along)
    assert isinstance(held, Held)
    desk.book(held.hold_id)
    long = desk.slots(bath, None, on=DAY, along=along)
    assert desk.slots(bath, None, on=DAY, moving=held.hold_id) == long
    assert len(long) < len(desk.slots(bath, None, on=DAY))
    late = local(2026, 11, 24, 17)  # two hours and a half do not fit before six
    assert isinstance(desk.reschedule(held.hold_id, None, late), Taken)
    assert isinstance(desk.reschedule(held.hold_id, None, long[-1].starts_at), Booked)


def test_what_cannot_be_booked_is_not_found(desk: RehearsalDesk) -> None:
    assert isinstance(desk.hold("nada", None, local(2026, 11, 24, 10)), NotFound)
