"""Many customers want the same time at once, through the whole pipeline on several processes."""

import random
from collections import Counter as Tally
from datetime import datetime, timedelta

import pytest
from django.db import connection

from accounts.models import Customer
from accounts.services.customers import rename_customer
from bot.enums import Owner
from bot.flows import ids
from bot.models import Conversation
from scheduling.enums import OCCUPYING
from scheduling.models import Appointment, Staff
from scheduling.tests.factories import make_staff
from tests.crash.traffic import (
    Sender,
    assert_sent_once_in_order,
    make_phones,
    tap_body,
    wait_until_settled,
)
from tests.phones import Phone, Phones
from tests.shop import Shop, in_days, open_shop

CUSTOMERS = 50
ACTS = 200

OVERLAPS = """
SELECT count(*) FROM scheduling_appointment a JOIN scheduling_appointment b
    ON a.staff_id = b.staff_id AND a.id < b.id AND a.busy && b.busy
 WHERE a.status = ANY(%s) AND b.status = ANY(%s)
"""


class Counter:
    """Customers at the door: each act of one is a tap with an id of its own."""

    def __init__(self, stack, shop: Shop, people: list[Phone]) -> None:
        self.sender, self.shop, self.people = Sender(stack), shop, people
        self.phones = Phones(stack.simulator_url)
        self.taps = 0
        self._numbers = dict.fromkeys(range(len(people)), 0)

    def tap(self, wanted: list[tuple[int, str]]) -> float:
        """These customers (by position) tap these ids, side by side; waits for the answers."""
        bodies = []
        for position, id_ in wanted:
            self._numbers[position] += 1
            number = self._numbers[position]
            body = tap_body(self.shop.channel, self.people[position], number, id_, "toque")
            bodies.append([body])
        self.sender.post_side_by_side(bodies)
        self.taps += len(wanted)
        return wait_until_settled(self.taps, within=90)


@pytest.fixture
def counter(live_stack) -> Counter:
    """Two web processes, four of the pool, and customers whose names are known."""
    stack = live_stack("simulator", "web", "worker", web_processes=2, WORKERS="4")
    made = Counter(stack, open_shop(stack), make_phones(Phones(stack.simulator_url), CUSTOMERS))
    made.tap([(position, ids.MENU) for position in range(CUSTOMERS)])
    with made.shop.open():
        for position, phone in enumerate(made.people):
            customer = Customer.objects.get(identities__value__endswith=phone.number[-8:])
            rename_customer(customer=customer, name=f"Cliente {position}")
    return made


def slot_tap(shop: Shop, at: datetime, staff: Staff | None = None) -> str:
    person = staff or shop.staff
    return ids.make(ids.SLOT, str(shop.service.pk), str(person.pk), ids.moment_text(at))


def offered(phone: Phone, verb: str) -> list[str]:
    """Ids of this verb that the customer's newest message offers."""
    phone.read_all()
    return [id_ for _, id_, _ in phone.options() if ids.parse(id_).verb == verb]


def overlaps() -> int:
    states = [status.value for status in OCCUPYING]
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS, [states, states])
        return int(cursor.fetchone()[0])


def test_50_customers_want_the_same_slot(counter):
    shop, people = counter.shop, counter.people
    at = in_days(2, 15)

    took = counter.tap([(position, slot_tap(shop, at)) for position in range(CUSTOMERS)])
    summaries = {position: offered(phone, ids.YES) for position, phone in enumerate(people)}
    winners = [(position, found[0]) for position, found in summaries.items() if found]
    counter.tap(winners)

    print(f"{CUSTOMERS} taps on one slot answered in {took:.1f} s")  # noqa: T201
    assert len(winners) == 1
    losers = [phone for position, phone in enumerate(people) if position != winners[0][0]]
    for phone in losers:
        alternatives = [ids.parse(id_).arguments[2] for id_ in offered(phone, ids.SLOT)]
        assert alternatives
        assert ids.moment_text(at) not in alternatives
    with shop.open():
        visit = Appointment.objects.get()
    assert (visit.status, visit.starts_at) == ("CONFIRMED", at)
    assert visit.customer.name == f"Cliente {winners[0][0]}"
    assert overlaps() == 0
    assert_sent_once_in_order(counter.phones.sent())


def test_200_random_acts_at_once_leave_no_overlap(counter):
    dice, shop = random.Random(20), counter.shop
    with shop.open():
        team = [shop.staff, make_staff(shop.organization, [shop.service], name="Bruno")]
    done = Tally()

    for _ in range(ACTS // CUSTOMERS):
        acts = [(n, random_act(dice, shop, team, n, done)) for n in range(CUSTOMERS)]
        counter.tap(acts)
        summaries = [(n, offered(phone, ids.YES)) for n, phone in enumerate(counter.people)]
        counter.tap([(position, found[0]) for position, found in summaries if found])
        assert overlaps() == 0

    with shop.open():
        states = Tally(Appointment.objects.values_list("status", flat=True))
        assert not Conversation.objects.exclude(owner=Owner.BOT).exists()
    print(f"{dict(done)} -> {dict(states)}")  # noqa: T201
    assert min(done[ids.SLOT], done[ids.MOVE_YES], done[ids.CANCEL_YES]) > 5
    assert states["CONFIRMED"] > 5
    assert_sent_once_in_order(counter.phones.sent())


def random_act(dice: random.Random, shop: Shop, team: list[Staff], position: int, done) -> str:
    """Book, or move or cancel what the customer has; any quarter of an hour of two days."""
    at = in_days(dice.choice((2, 3)), dice.randint(9, 17))
    at += timedelta(minutes=15 * dice.randrange(4))
    staff = dice.choice(team)
    with shop.open():
        mine = Appointment.objects.filter(
            customer__name=f"Cliente {position}", status="CONFIRMED"
        ).first()
    verb = dice.choice((ids.SLOT, ids.MOVE_YES, ids.CANCEL_YES)) if mine else ids.SLOT
    done[verb] += 1
    if mine is None or verb == ids.SLOT:
        return slot_tap(shop, at, staff)
    if verb == ids.CANCEL_YES:
        return ids.make(verb, str(mine.pk))
    return ids.make(verb, str(mine.pk), str(staff.pk), ids.moment_text(at))
