"""Time begins flows: at the right moment, once, and only where it may."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django_scopes import scope

from accounts.models import Customer, CustomerAttribute, Organization
from accounts.services.merging import merge_customers
from accounts.tests.factories import make_organization, make_user, make_whatsapp_customer
from bot.enums import FlowRunStatus, MomentSkip, MomentStatus, Owner
from bot.models import Channel, Conversation, FlowDefinition, FlowMoment, FlowRun, Message
from bot.selectors.flow_moments import GRACE, has_due_moments
from bot.services.flow_beginnings import quiet_until
from bot.services.flow_moments import begin_due_flow, look_for_moments
from bot.services.flows import create_flow, publish_flow, roll_back_flow
from bot.tests.factories import make_channel, make_conversation
from bot.tests.flows.graph.graphs import flow, node
from bot.tests.services.flow_chats import PERSON
from bot.tests.templates import agree, make_template
from catalog.models import Service
from catalog.tests.factories import make_service
from config.run.embedded import postgres_database
from scheduling.enums import AppointmentStatus, CancelledBy
from scheduling.models import Appointment
from scheduling.services.changes import cancel_appointment, reschedule_appointment
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import SAO_PAULO, local, make_appointment, make_staff

pytestmark = pytest.mark.django_db

PUBLISHED = local(2026, 11, 20, 9)
START = local(2026, 11, 24, 15)  # a Tuesday
BEFORE = {"id": "t", "kind": "appointment", "amount": 1, "unit": "days", "when": "before"}
BIRTHDAY = {"id": "t", "kind": "date", "attribute": "nascimento", "at": "10:00"}
WORK = (
    "import django; django.setup();"
    "from datetime import datetime;"
    "from bot.services.flow_moments import begin_due_flow;"
    "begin_due_flow(now=datetime.fromisoformat('{now}'))"
)


class House:
    """A shop with a flow that time begins, and Marina's visit on Tuesday at three."""

    def __init__(self, organization: Organization, channel: Channel) -> None:
        self.organization, self.channel = organization, channel
        self.service: Service = make_service(organization, name="Corte")
        self.staff = make_staff(organization, [self.service], name="Ana")
        self.marina: Customer = make_whatsapp_customer(organization, profile_name="Marina Costa")
        self.talk: Conversation = make_conversation(channel, self.marina)
        make_template(channel)
        body = {"type": "BODY", "text": "Aviso, {{1}}: até já"}
        make_template(channel, "promo", body, category="MARKETING")

    def visit(self, starts_at: datetime = START, **fields: Any) -> Appointment:
        fields = {"customer": self.marina, "staff": self.staff, "service": self.service} | fields
        made = make_appointment(self.organization, starts_at=starts_at, **fields)
        Appointment.objects.filter(pk=made.pk).update(created_at=PUBLISHED)
        return made

    def publish(self, trigger: dict[str, Any], **graph: Any) -> FlowDefinition:
        made = create_flow(
            organization=self.organization,
            name=f"Hora {FlowDefinition.objects.count()}",
            graph=reminding(trigger) | graph,
            actor=None,
        )
        publish_flow(flow=made, now=PUBLISHED, actor=None)
        return made

    def work(self, now: datetime) -> list[str]:
        """Everything that is to do at this moment; what was said."""
        FlowDefinition.objects.filter(moments_due_at__isnull=False).update(moments_due_at=now)
        known = set(Message.objects.values_list("pk", flat=True))
        while look_for_moments(now=now) or begin_due_flow(now=now):
            pass
        said = Message.objects.exclude(pk__in=known).order_by("id")
        return list(said.values_list("text", flat=True))


def reminding(trigger: dict[str, Any], template: str = "volte_logo") -> dict[str, Any]:
    name = "{{visit_service}}" if trigger["kind"] == "appointment" else "querida"
    data = {"template": template, "values": [{"slot": "1", "value": name}]}
    sends = node("a", "template", data, done="e", error="x")
    return flow(sends, PERSON, node("e", "end"), node("x", "end"), triggers=[trigger])


SAID = ["Oi, Corte! Sentimos sua falta. Até já"]


@pytest.fixture
def house(organization: Organization, channel: Channel) -> House:
    return House(organization, channel)


def skipped() -> list[str]:
    return list(FlowMoment.objects.exclude(skip="").values_list("skip", flat=True))


def test_a_day_before_the_visit_once(house: House) -> None:
    house.visit()
    house.publish(BEFORE)
    assert house.work(START - timedelta(days=1, minutes=1)) == []
    assert house.work(START - timedelta(days=1)) == SAID
    assert house.work(START - timedelta(hours=23)) == []
    moment = FlowMoment.objects.get()
    assert (moment.status, moment.moment_at) == (MomentStatus.BEGUN, START - timedelta(days=1))
    assert moment.run is not None
    assert moment.run.trigger == "t"


def test_hours_after_the_end_of_a_visit_that_took_place(house: House) -> None:
    visit = house.visit()
    more = {"amount": 2, "unit": "hours", "when": "after", "edge": "end", "state": "came"}
    house.publish(BEFORE | more)
    two_later = START + timedelta(hours=3)
    assert house.work(two_later) == []
    Appointment.objects.filter(pk=visit.pk).update(status=AppointmentStatus.COMPLETED)
    assert house.work(two_later) == SAID


def test_a_visit_that_moves_has_its_moment_moved(house: House) -> None:
    visit = house.visit()
    house.publish(BEFORE)
    later = START + timedelta(days=2)
    reschedule_appointment(
        appointment=visit,
        staff=house.staff,
        starts_at=later,
        by=CancelledBy.STAFF,
        actor=None,
        now=PUBLISHED,
    )
    assert house.work(START - timedelta(days=1)) == []
    assert house.work(later - timedelta(days=1)) == SAID


def test_a_visit_that_moves_after_it_was_found_is_not_reminded_of(house: House) -> None:
    visit = house.visit()
    house.publish(BEFORE)
    now = START - timedelta(days=1)
    FlowDefinition.objects.update(moments_due_at=now)
    assert look_for_moments(now=now)
    Appointment.objects.filter(pk=visit.pk).update(starts_at=START + timedelta(minutes=30))
    assert begin_due_flow(now=now)
    assert skipped() == [MomentSkip.MOVED]


def test_a_visit_that_is_cancelled_begins_nothing(house: House) -> None:
    visit = house.visit()
    house.publish(BEFORE)
    cancel_appointment(appointment=visit, by=CancelledBy.STAFF, actor=None, now=PUBLISHED)
    assert house.work(START - timedelta(days=1)) == []
    assert not FlowMoment.objects.exists()


def test_a_visit_booked_after_its_moment_begins_nothing(house: House) -> None:
    visit = house.visit()
    house.publish(BEFORE)
    moment = START - timedelta(days=1)
    Appointment.objects.filter(pk=visit.pk).update(created_at=moment + timedelta(minutes=5))
    assert house.work(moment + timedelta(minutes=10)) == []


def test_only_of_the_services_that_were_chosen(house: House) -> None:
    house.visit()
    other = make_service(house.organization, name="Barba")
    house.publish(BEFORE | {"services": [{"service": str(other.pk)}]})
    assert house.work(START - timedelta(days=1)) == []


def test_what_lies_before_the_publishing_or_too_long_ago_is_left(house: House) -> None:
    house.visit()
    made = house.publish(BEFORE)
    assert house.work(START - timedelta(days=1) + GRACE) == []
    version = made.versions.get()
    roll_back_flow(flow=made, version=version, actor=None)
    made.refresh_from_db()
    assert made.moments_due_at == PUBLISHED


def test_a_paused_flow_begins_nothing(house: House) -> None:
    house.visit()
    made = house.publish(BEFORE)
    FlowDefinition.objects.filter(pk=made.pk).update(status="PAUSED")
    assert house.work(START - timedelta(days=1)) == []
    assert not has_due_moments(START)


def test_two_visits_at_one_time_are_one_message(house: House) -> None:
    house.visit()
    house.visit(staff=make_staff(house.organization, [house.service]))
    house.publish(BEFORE)
    assert house.work(START - timedelta(days=1)) == SAID


def test_nobody_is_written_to_at_night(house: House) -> None:
    house.visit(local(2026, 11, 24, 17))
    house.publish(BEFORE | {"amount": 12, "unit": "hours"})  # at five in the morning
    assert house.work(local(2026, 11, 24, 5)) == []
    assert FlowMoment.objects.get().due_at == local(2026, 11, 24, 8)
    assert house.work(local(2026, 11, 24, 8)) == SAID


def test_a_night_that_ends_after_the_visit_begins_is_too_late(house: House) -> None:
    house.visit(local(2026, 11, 24, 9))
    house.publish(BEFORE | {"amount": 3, "unit": "hours", "not_before": "09:30"})
    assert house.work(local(2026, 11, 24, 6)) == []
    assert skipped() == [MomentSkip.LATE]


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        (("08:00", "21:00"), local(2026, 11, 24, 12), None),
        (("08:00", "21:00"), local(2026, 11, 24, 21), local(2026, 11, 25, 8)),
        (("08:00", "21:00"), local(2026, 11, 24, 7), local(2026, 11, 24, 8)),
        (("20:00", "02:00"), local(2026, 11, 24, 1), None),
        (("20:00", "02:00"), local(2026, 11, 24, 3), local(2026, 11, 24, 20)),
        (("", ""), local(2026, 11, 24, 3), None),
    ],
)
def test_quiet_hours(hours: tuple[str, str], now: datetime, until: datetime | None) -> None:
    trigger = dict(zip(("not_before", "not_after"), hours, strict=True))
    assert quiet_until(trigger, now, SAO_PAULO) == until


def born(house: House, on: str, **fields: Any) -> None:
    CustomerAttribute.objects.get_or_create(
        organization=house.organization, key="nascimento", label="Nascimento", type="DATE"
    )
    house.marina.attributes = {"nascimento": on}
    house.marina.save()


def test_a_birthday_comes_every_year_at_its_hour(house: House) -> None:
    born(house, "1990-11-24")
    house.publish(BIRTHDAY | {"needs_consent": False})
    said = ["Oi, querida! Sentimos sua falta. Até já"]
    assert house.work(local(2026, 11, 24, 9, 59)) == []
    assert house.work(local(2026, 11, 24, 10)) == said
    assert house.work(local(2026, 11, 24, 11)) == []
    assert house.work(local(2027, 11, 24, 10)) == said


@pytest.mark.parametrize(
    ("trigger", "on", "comes"),
    [
        ({"days": -3}, "1990-11-27", True),
        ({"days": 3}, "1990-11-21", True),
        ({"days": 3}, "1990-11-24", False),
        ({"yearly": False}, "2026-11-24", True),
        ({"yearly": False}, "2025-11-24", False),
    ],
)
def test_days_before_and_after_a_date(house: House, trigger, on, comes) -> None:
    born(house, on)
    house.publish(BIRTHDAY | {"needs_consent": False} | trigger)
    assert bool(house.work(local(2026, 11, 24, 10))) == comes


def test_who_was_born_on_leap_day_has_a_birthday_every_year(house: House) -> None:
    born(house, "1992-02-29")
    house.publish(BIRTHDAY | {"needs_consent": False})
    assert house.work(local(2027, 2, 28, 10)) != []
    assert house.work(local(2028, 2, 28, 10)) == []
    assert house.work(local(2028, 2, 29, 10)) != []


def test_a_promotion_waits_for_consent(house: House) -> None:
    born(house, "1990-11-24")
    house.publish(BIRTHDAY)
    assert house.work(local(2026, 11, 24, 10)) == []
    assert skipped() == [MomentSkip.NO_CONSENT]
    agree(house.marina)
    assert house.work(local(2027, 11, 24, 10)) != []


def test_a_person_in_the_conversation_is_not_interrupted(house: House) -> None:
    house.visit()
    house.publish(BEFORE)
    Conversation.objects.update(owner=Owner.HUMAN)
    assert house.work(START - timedelta(days=1)) == []
    assert skipped() == [MomentSkip.PERSON]


@pytest.mark.parametrize("rule", ["skip", "interrupt"])
def test_a_flow_under_way_is_left_alone_or_interrupted(house: House, rule: str) -> None:
    house.visit()
    made = house.publish(BEFORE | {"if_busy": rule})
    run = FlowRun.objects.create(
        organization=house.organization,
        conversation=house.talk,
        version=made.versions.get(),
        status=FlowRunStatus.WAITING_ANSWER,
        started_at=PUBLISHED,
    )
    Conversation.objects.update(flow_run=run)
    assert bool(house.work(START - timedelta(days=1))) == (rule == "interrupt")
    run.refresh_from_db()
    assert (run.status == FlowRunStatus.LEFT) == (rule == "interrupt")
    assert skipped() == ([MomentSkip.BUSY] if rule == "skip" else [])


def test_a_blocked_customer_is_left_alone(house: House) -> None:
    house.visit()
    house.publish(BEFORE)
    Customer.objects.update(is_blocked=True)
    assert house.work(START - timedelta(days=1)) == []
    assert skipped() == [MomentSkip.UNREACHABLE]


def test_a_moment_that_breaks_is_not_tried_for_ever(house: House) -> None:
    house.visit()
    house.publish(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bot_flowrun ADD CONSTRAINT never CHECK (false) NOT VALID")
    assert house.work(START - timedelta(days=1)) == []
    assert skipped() == [MomentSkip.BROKEN]
    assert not Message.objects.exists()


def test_customers_who_become_one_are_written_to_once(house: House) -> None:
    house.visit()
    house.publish(BEFORE)
    now = START - timedelta(days=1)
    assert house.work(now) == SAID
    twin = make_whatsapp_customer(house.organization, profile_name="Marina C.")
    row = FlowMoment.objects.get()
    FlowMoment.objects.create(
        organization=house.organization,
        flow_id=row.flow_id,
        trigger_id="t",
        customer=twin,
        moment_at=row.moment_at,
        due_at=row.due_at,
    )
    merge_customers(
        survivor_id=house.marina.pk,
        absorbed_id=twin.pk,
        chosen={"name": "Marina"},
        actor=make_user(),
    )
    assert FlowMoment.objects.get().status == MomentStatus.BEGUN
    assert house.work(now) == []


@pytest.fixture
def due(transactional_db: Any) -> Iterator[tuple[House, datetime]]:
    """A moment that has come and is written down."""
    organization, now = make_organization(), START - timedelta(days=1)
    with scope(organization=organization):
        ensure_policy(organization=organization)
        house = House(organization, make_channel(organization))
        house.visit()
        house.publish(BEFORE)
        yield house, now


def side_by_side(work: Callable[[], bool], workers: int = 4) -> list[bool]:
    def run(_: int) -> bool:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def test_four_workers_look_and_begin_once(due: tuple[House, datetime]) -> None:
    _house, now = due
    FlowDefinition.objects.update(moments_due_at=now)
    assert sorted(side_by_side(lambda: look_for_moments(now=now))) == [False] * 3 + [True]
    assert sorted(side_by_side(lambda: begin_due_flow(now=now))) == [False] * 3 + [True]
    assert (Message.objects.count(), FlowRun.objects.count()) == (1, 1)


def test_a_worker_killed_in_the_middle_leaves_it_to_the_next(due: tuple[House, datetime]) -> None:
    _house, now = due
    FlowDefinition.objects.update(moments_due_at=now)
    assert look_for_moments(now=now)
    url = postgres_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    program = WORK.format(now=now.isoformat())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bot_delivery IN EXCLUSIVE MODE")
        worker = subprocess.Popen(
            [sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment
        )
        try:
            assert comes_to_wait(cursor)
        finally:
            worker.send_signal(signal.SIGKILL)
        assert worker.wait(timeout=10) == -signal.SIGKILL
    assert FlowMoment.objects.get().status == MomentStatus.PENDING
    assert not Message.objects.exists()
    deadline = time.monotonic() + 20
    while not begin_due_flow(now=now):  # its connection may take a moment to be missed
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert not begin_due_flow(now=now)
    assert (Message.objects.count(), FlowRun.objects.count()) == (1, 1)


def comes_to_wait(cursor: Any) -> bool:
    """Whether somebody waits for a lock within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        if cursor.fetchone()[0]:
            return True
        time.sleep(0.1)
    return False
