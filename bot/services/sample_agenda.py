"""Sample data: visits behind and ahead, and who waits for a time.

No visit is announced and none has reminders: nobody is to be told of it.
"""

import random
from datetime import date, datetime, timedelta

from accounts.models import Customer, SampleData, SampleRow
from accounts.services.sample_rows import keep_rows
from bot.selectors.sample_texts import sample_texts
from config.demo.visits import insert_visits, visits_of
from config.lib.formatting import to_zone
from scheduling.models import Appointment, Staff, StaffService, WaitlistEntry
from scheduling.selectors.policy import policy_of
from scheduling.selectors.working_time import working_time

BEHIND, AHEAD, WAIT = (timedelta(days=days) for days in (28, 14, 10))
TEAM = 4
WAITING = 2


def make_past(batch: SampleData, now: datetime) -> None:
    """The last four weeks, as they went: who came, who did not, what it cost."""
    today = to_zone(now, batch.organization.time_zone).date()
    _fill(batch, today - BEHIND, today - timedelta(days=1), now)


def make_coming(batch: SampleData, now: datetime) -> None:
    """Today and two weeks."""
    today = to_zone(now, batch.organization.time_zone).date()
    _fill(batch, today, today + AHEAD, now)


def make_waitlist(batch: SampleData, now: datetime) -> None:
    """Two customers who would come if something became free."""
    house = batch.organization
    today = to_zone(now, house.time_zone).date()
    served = StaffService.objects.filter(staff__is_active=True, service__is_active=True)
    pairs = served.select_related("service").order_by("service__position", "id")[:WAITING]
    entries = [
        WaitlistEntry(
            organization=house,
            customer=customer,
            service=pair.service,
            first_on=today,
            last_on=today + WAIT,
            notes=sample_texts(house.locale)["wish"],
            created_by=batch.created_by,
        )
        for customer, pair in zip(sample_customers(batch), pairs, strict=False)
    ]
    WaitlistEntry.objects.bulk_create(entries)
    keep_rows(batch=batch, model=WaitlistEntry, ids=[one.pk for one in entries])


def sample_customers(batch: SampleData) -> list[Customer]:
    """Those that were made, and are still there."""
    made = SampleRow.objects.filter(batch=batch, model=Customer._meta.label_lower)
    return list(Customer.objects.filter(pk__in=made.values("object_id")).order_by("id"))


def _fill(batch: SampleData, first: date, last: date, now: datetime) -> None:
    house = batch.organization
    team = list(Staff.objects.filter(is_active=True).prefetch_related("services")[:TEAM])
    work = working_time(
        organization=house,
        policy=policy_of(house),
        staff_ids=[staff.pk for staff in team],
        first=first,
        last=last,
    )
    visits = list(
        visits_of(
            house,
            team=team,
            work=work,
            customers=sample_customers(batch),
            now=now,
            dice=random.Random(f"{batch.pk.hex} {first}"),
        )
    )
    kept = insert_visits(visits)
    keep_rows(batch=batch, model=Appointment, ids=[visit.pk for visit in kept])
