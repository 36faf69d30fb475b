"""For whom a moment has come at which time begins a flow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django_scopes import scopes_disabled

from accounts.models import Customer, CustomerAttribute
from accounts.people_enums import AttributeType
from bot.enums import FlowStatus, MomentStatus
from bot.models import FlowDefinition, FlowMoment
from scheduling.enums import AppointmentStatus as S
from scheduling.models import Appointment

GRACE = timedelta(hours=2)  # a moment that nobody looked at for so long has passed
MOST_YEARS = 120
_UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}
_LONGEST_VISIT = timedelta(days=1)
STATES: Mapping[str, tuple[str, ...]] = {
    "booked": (S.REQUESTED, S.CONFIRMED),
    "came": (S.ARRIVED, S.IN_SERVICE, S.COMPLETED),
    "no_show": (S.NO_SHOW,),
    "cancelled": (S.CANCELLED,),
    "any": (S.REQUESTED, S.CONFIRMED, S.ARRIVED, S.IN_SERVICE, S.COMPLETED, S.NO_SHOW),
}
Trigger = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A customer, the moment, and the visit that it is reckoned from."""

    customer_id: UUID
    moment_at: datetime
    appointment_id: UUID | None = None


def has_due_moments(now: datetime) -> bool:
    """Whether moments are to be looked for, or a flow is to begin."""
    with scopes_disabled():
        flows = FlowDefinition.objects.filter(status=FlowStatus.ACTIVE, moments_due_at__lte=now)
        due = FlowMoment.objects.filter(status=MomentStatus.PENDING, due_at__lte=now)
        return bool(flows.exists() or due.exists())


def moments_found(
    flow: FlowDefinition, trigger: Trigger, *, after: datetime, until: datetime
) -> list[Found]:
    """Whose moment by this trigger lies after the one and not after the other instant."""
    if trigger["kind"] == "appointment":
        return list(_by_appointments(trigger, after, until))
    return list(_by_dates(flow, trigger, after, until))


def moment_of(trigger: Trigger, visit: Appointment) -> datetime | None:
    """When this visit begins the flow, as it stands now; None when it does not."""
    services = {one["service"] for one in trigger["services"]}
    if visit.status not in STATES[trigger["state"]]:
        return None
    if services and str(visit.service_id) not in services:
        return None
    edge = visit.starts_at if trigger["edge"] == "start" else visit.ends_at
    return edge + shift_of(trigger)


def shift_of(trigger: Trigger) -> timedelta:
    """From the visit to the moment; negative before it."""
    amount: timedelta = trigger["amount"] * _UNITS[trigger["unit"]]
    return -amount if trigger["when"] == "before" else amount


def _by_appointments(trigger: Trigger, after: datetime, until: datetime) -> Iterator[Found]:
    """What is booked after its moment has none; of a visit of several parts the first counts,
    or the last, by which end the moment is reckoned from."""
    shift, edge = shift_of(trigger), f"{trigger['edge']}s_at"
    first, last = after - shift, until - shift
    rows = Appointment.objects.filter(
        Q(**{f"{edge}__gt": first, f"{edge}__lte": last}),
        starts_at__gt=first - _LONGEST_VISIT,
        starts_at__lte=last,
        status__in=STATES[trigger["state"]],
    ).exclude(created_at__gt=F(edge) + shift)
    services = [one["service"] for one in trigger["services"] if _is_uuid(one["service"])]
    if trigger["services"]:
        rows = rows.filter(service_id__in=services)
    for visit in _ends_of_visits(rows, trigger["edge"]):
        yield Found(visit.customer_id, getattr(visit, edge) + shift, visit.pk)


def _ends_of_visits(rows: QuerySet[Appointment], edge: str) -> QuerySet[Appointment]:
    parts = Appointment.objects.filter(visit_id=OuterRef("visit_id")).exclude(
        status__in=(S.CANCELLED, S.HELD)
    )
    other = (
        parts.filter(starts_at__lt=OuterRef("starts_at"))
        if edge == "start"
        else parts.filter(ends_at__gt=OuterRef("ends_at"))
    )
    return rows.exclude(Q(visit_id__isnull=False) & Exists(other)).order_by("starts_at", "id")


def _by_dates(
    flow: FlowDefinition, trigger: Trigger, after: datetime, until: datetime
) -> Iterator[Found]:
    """Once a day: who was found at an hour that the trigger no longer has is left out."""
    key = trigger["attribute"]
    is_known = CustomerAttribute.objects.filter(key=key, type=AttributeType.DATE, is_active=True)
    zone = ZoneInfo(flow.organization.time_zone)
    at = time.fromisoformat(trigger["at"])
    days = {moment.astimezone(zone).date() for moment in (after, until)}
    for day in sorted(days):
        moment = datetime.combine(day, at, zone)
        if not after < moment <= until or not is_known.exists():
            continue
        said = Q()
        for on in _dates(day - timedelta(days=trigger["days"]), yearly=trigger["yearly"]):
            said |= Q(attributes__contains={key: on.isoformat()})
        rows = Customer.objects.filter(said, archived_at__isnull=True, is_blocked=False)
        rows = rows.exclude(Exists(_found_on(day, zone, flow, trigger)))
        for customer_id in rows.order_by("id").values_list("pk", flat=True):
            yield Found(customer_id, moment)


def _found_on(
    day: date, zone: ZoneInfo, flow: FlowDefinition, trigger: Trigger
) -> QuerySet[FlowMoment]:
    """The customer's moments of that day; those that came to nothing don't count."""
    first = datetime.combine(day, time.min, zone)
    last = datetime.combine(day + timedelta(days=1), time.min, zone)
    moments = FlowMoment.objects.filter(
        flow=flow, trigger_id=trigger["id"], moment_at__gte=first, moment_at__lt=last
    )
    return moments.exclude(status=MomentStatus.SKIPPED).filter(customer_id=OuterRef("pk"))


def _dates(on: date, *, yearly: bool) -> list[date]:
    """This date, and with `yearly` that of every year that somebody alive may name; who was
    born on 29 February is thought of on the 28th where there is none."""
    if not yearly:
        return [on]
    years = range(on.year - MOST_YEARS, on.year + 1)
    same = [_in_year(on, year) for year in years]
    leap_day_missing = (on.month, on.day) == (2, 28) and (on + timedelta(days=1)).day == 1
    if leap_day_missing:
        same += [_in_year(date(2024, 2, 29), year) for year in years]
    return [one for one in same if one is not None]


def _in_year(on: date, year: int) -> date | None:
    try:
        return on.replace(year=year)
    except ValueError:
        return None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
