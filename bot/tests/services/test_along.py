"""Length, price, add-ons and animal of what the bot books, on the database."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import AuditEntry, Dependant
from accounts.tests.factories import make_customer, make_organization, make_whatsapp_customer
from bot.flows.desk import ALONE, Along, Booked, Held, Taken
from bot.services.front_desk import DatabaseFrontDesk
from bot.services.notices import BOOKED, notify_customer
from bot.tests.factories import make_channel, make_conversation
from catalog.models import OfferedAddOn, ServiceAddOn
from catalog.services.sizes import SizeTerms, set_sizes
from catalog.tests.factories import make_service
from scheduling.models import Appointment, AppointmentAddOn
from scheduling.tests.factories import NOW, local, make_appointment, make_staff


class Shop:
    """Ana gives baths: an hour for 60, two hours for 110 where the dog is big; and cuts."""

    def __init__(self) -> None:
        self.organization = make_organization()
        with scope(organization=self.organization):
            own = {"organization": self.organization}
            self.bath = make_service(
                self.organization, name="Banho", for_kind="PET", price=Decimal(60)
            )
            self.cut = make_service(self.organization, name="Tosa higiênica")
            set_sizes(service=self.bath, terms={"L": SizeTerms(120, Decimal(110))})
            self.ana = make_staff(self.organization, [self.bath, self.cut], name="Ana")
            self.mask = ServiceAddOn.objects.create(
                **own, name="Hidratação", extra_minutes=30, extra_price=45
            )
            OfferedAddOn.objects.create(**own, add_on=self.mask, service=self.bath)
            self.maria = make_whatsapp_customer(self.organization)
            self.thor = Dependant.objects.create(
                **own, customer=self.maria, name="Thor", kind="PET", size="L"
            )
            talk = make_conversation(make_channel(self.organization), self.maria)
            self.desk = DatabaseFrontDesk(self.organization, self.maria, talk, NOW)

    @property
    def along(self) -> Along:
        return Along(str(self.thor.pk), (str(self.mask.pk),))

    def hold(self, hour: int, along: Along) -> Any:
        service, staff = str(self.bath.pk), str(self.ana.pk)
        return self.desk.hold(service, staff, local(2026, 11, 24, hour), along)

    def book(self, hour: int, along: Along) -> Appointment:
        held = self.hold(hour, along)
        assert isinstance(held, Held)
        assert isinstance(self.desk.book(held.hold_id), Booked)
        made: Appointment = Appointment.objects.get(pk=held.hold_id)
        return made

    def starts(self, along: Along = ALONE, moving: str = "") -> list[str]:
        day = local(2026, 11, 24).date()
        found = self.desk.slots(str(self.bath.pk), None, on=day, moving=moving, along=along)
        zone = local(2026, 11, 24).tzinfo
        return sorted(f"{one.starts_at.astimezone(zone):%H:%M}" for one in found)


@pytest.fixture
def shop(db: None) -> Any:
    made = Shop()
    with scope(organization=made.organization):
        yield made


def test_the_price_list_knows_sizes_and_add_ons(shop: Shop) -> None:
    bath, cut = shop.desk.services()
    assert (bath.for_kind, bath.depends_on_size, bath.price_from) == ("PET", True, Decimal(60))
    assert [(one.name, one.minutes, one.price) for one in bath.add_ons] == [
        ("Hidratação", 30, Decimal(45))
    ]
    assert (cut.for_kind, cut.depends_on_size, cut.add_ons) == ("", False, ())


def test_a_house_that_does_not_want_to_ask_offers_none(shop: Shop) -> None:
    shop.bath.asks_add_ons = False
    shop.bath.save()
    assert shop.desk.services()[0].add_ons == ()


def test_the_price_list_costs_the_same_for_one_and_thirty(shop: Shop) -> None:
    def cost() -> int:
        fresh = DatabaseFrontDesk(shop.organization, shop.maria, shop.desk.conversation, NOW)
        with CaptureQueriesContext(connection) as asked:
            assert fresh.services()
            fresh.services()
        return len(asked)

    few = cost()
    for number in range(30):
        made = make_service(shop.organization, name=f"Banho {number}", for_kind="PET")
        set_sizes(service=made, terms={"L": SizeTerms(90)})
        shop.ana.staff_services.create(organization=shop.organization, service=made)
    assert cost() == few == 3


def test_times_are_those_of_the_whole_length(shop: Shop) -> None:
    assert shop.starts()[-1] == "17:00"
    assert shop.starts(Along(str(shop.thor.pk)))[-1] == "16:00"
    assert shop.starts(shop.along)[-1] == "15:30"
    assert shop.desk.as_asked(str(shop.bath.pk), shop.along).minutes == 150  # type: ignore[union-attr]
    days = shop.desk.days(str(shop.bath.pk), None, after=None, limit=3, along=shop.along)
    assert [one.free for one in days][1:] == [27, 27]


def test_what_is_booked_is_what_was_held(shop: Shop) -> None:
    visit = shop.book(9, shop.along)
    assert (visit.dependant, visit.price) == (shop.thor, Decimal(155))
    assert visit.length == timedelta(minutes=150)
    assert AppointmentAddOn.objects.get(appointment=visit).minutes == 30
    (mine,) = shop.desk.my_appointments()
    assert (mine.dependant_name, mine.add_ons, mine.price) == (
        "Thor",
        ("Hidratação",),
        Decimal(155),
    )


def test_a_hold_that_is_given_back_leaves_nothing(shop: Shop) -> None:
    held = shop.hold(9, shop.along)
    shop.desk.release(held.hold_id)
    assert not Appointment.objects.exists()
    assert not AppointmentAddOn.objects.exists()
    shop.hold(9, shop.along)
    shop.hold(12, shop.along)
    assert AppointmentAddOn.objects.count() == Appointment.objects.count() == 1


def test_a_start_too_short_for_all_of_it_is_taken(shop: Shop) -> None:
    make_appointment(
        shop.organization,
        customer=make_customer(shop.organization),
        staff=shop.ana,
        service=shop.cut,
        starts_at=local(2026, 11, 24, 11),
    )
    refused = shop.hold(9, shop.along)
    assert isinstance(refused, Taken)
    zone = local(2026, 11, 24).tzinfo
    offered = [f"{one.starts_at.astimezone(zone):%H:%M}" for one in refused.alternatives]
    assert "12:00" in offered
    assert isinstance(shop.hold(9, Along(str(shop.thor.pk))), Held)


def test_moving_looks_for_the_length_that_was_booked(shop: Shop) -> None:
    visit = shop.book(9, shop.along)
    make_appointment(
        shop.organization,
        customer=make_customer(shop.organization),
        staff=shop.ana,
        service=shop.cut,
        starts_at=local(2026, 11, 24, 13),
    )
    free = shop.starts(moving=str(visit.pk))
    assert "10:30" in free
    assert "10:45" not in free
    to = local(2026, 11, 24, 11, 30)
    assert isinstance(shop.desk.reschedule(str(visit.pk), None, to), Taken)
    to = local(2026, 11, 24, 10, 30)
    assert isinstance(shop.desk.reschedule(str(visit.pk), None, to), Booked)
    visit.refresh_from_db()
    assert (visit.length, visit.dependant, visit.price) == (
        timedelta(minutes=150),
        shop.thor,
        Decimal(155),
    )
    assert visit.add_ons.count() == 1


def test_ids_of_others_count_as_not_there(shop: Shop) -> None:
    stranger = Dependant.objects.create(
        organization=shop.organization,
        customer=make_customer(shop.organization),
        name="Rex",
        kind="PET",
        size="L",
    )
    elsewhere = Shop()
    theirs = Along(str(elsewhere.thor.pk), (str(elsewhere.mask.pk),))
    for along in (Along(str(stranger.pk)), theirs, Along("rubbish", ("x", "\x00"))):
        asked = shop.desk.as_asked(str(shop.bath.pk), along)
        assert asked is not None
        assert (asked.minutes, asked.price) == (60, Decimal(60))
    shop.desk.set_dependant_size(str(stranger.pk), "S")
    stranger.refresh_from_db()
    assert stranger.size == "L"


def test_somebody_new_is_written_down_once_and_the_size_only_where_missing(shop: Shop) -> None:
    made = shop.desk.add_dependant("PET", "Rex")
    assert shop.desk.add_dependant("PET", "Rex") == made
    for size in ("QQ", "L", "S"):
        shop.desk.set_dependant_size(made.id, size)
    assert [(one.name, one.size) for one in shop.desk.dependants("PET")] == [
        ("Rex", "L"),
        ("Thor", "L"),
    ]
    assert AuditEntry.objects.filter(action__startswith="dependant.", actor=None).count() == 2


def test_what_the_team_books_is_told_with_the_name(shop: Shop) -> None:
    visit = make_appointment(
        shop.organization,
        customer=shop.maria,
        staff=shop.ana,
        service=shop.bath,
        dependant=shop.thor,
    )
    talk = shop.desk.conversation
    talk.last_customer_message_at = NOW
    talk.save()
    assert notify_customer(appointment=visit, what=BOOKED, now=NOW)
    assert "Banho (Thor) com Ana" in talk.messages.get().text
