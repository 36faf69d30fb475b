"""Time begins flows: at the right moment, once, and only where it may."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Customer, CustomerAttribute, Organization
from accounts.services.merging import merge_customers
from accounts.tests.factories import make_user, make_whatsapp_customer
from bot.enums import FlowRunStatus, MomentSkip, MomentStatus, Owner
from bot.models import Channel, Conversation, FlowDefinition, FlowMoment, FlowRun, Message
from bot.selectors.flow_moments import GRACE, has_due_moments
from bot.services.flow_beginnings import quiet_until
from bot.services.flow_moments import begin_due_flow, look_for_moments
from bot.services.flows import publish_flow, roll_back_flow, save_draft
from bot.tests.services.moments import BEFORE, PUBLISHED, SAID, START, House, reminding
from bot.tests.templates import agree
from catalog.tests.factories import make_service
from scheduling.enums import AppointmentStatus, CancelledBy
from scheduling.models import Appointment
from scheduling.services.changes import cancel_appointment, reschedule_appointment
from scheduling.tests.factories import SAO_PAULO, local, make_staff

pytestmark = pytest.mark.django_db

BIRTHDAY = {"id": "t", "kind": "date", "attribute": "nascimento", "at": "10:00"}


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


def test_a_birthday_moved_to_a_later_hour_greets_nobody_again(house: House) -> None:
    born(house, "1990-11-24")
    agree(house.marina)
    ana = make_whatsapp_customer(house.organization)
    Customer.objects.filter(pk=ana.pk).update(attributes={"nascimento": "1985-11-24"})
    made = house.publish(BIRTHDAY)
    assert len(house.work(local(2026, 11, 24, 10))) == 1
    assert skipped() == [MomentSkip.NO_CONSENT]
    made.refresh_from_db()
    later = reminding(BIRTHDAY | {"at": "15:00"})
    save_draft(flow=made, graph=later, number=made.draft_number, actor=None)
    publish_flow(flow=made, now=local(2026, 11, 24, 11), actor=None)
    agree(ana)
    assert len(house.work(local(2026, 11, 24, 15))) == 1
    begun = FlowMoment.objects.filter(status=MomentStatus.BEGUN).order_by("moment_at")
    assert list(begun.values_list("customer", flat=True)) == [house.marina.pk, ana.pk]
    assert len(house.work(local(2027, 11, 24, 15))) == 2


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
