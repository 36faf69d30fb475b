"""Time begins flows: moments are found, and each begins its flow once.

Looking is done anew every LOOK_EVERY from how things stand, so that a visit that moves or is
cancelled needs no word with anybody. What is found is a row, unique by flow, trigger,
customer and moment; the row, what the flow says first and the run are settled in one commit.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django_scopes import scope, scopes_disabled

from bot.enums import MomentSkip, MomentStatus
from bot.flows.graph.triggers import SCHEDULED
from bot.models import FlowDefinition, FlowMoment
from bot.selectors.flow_moments import GRACE, Found, moments_found
from bot.services.flow_beginnings import Postponed, Skipped, begin_by_time
from config.lib.logging import bound_context, get_logger

log = get_logger(__name__)

BEGIN_FLOWS = "bot.tasks.begin_flows"
LOOK_EVERY = timedelta(minutes=1)

_CLAIM = """
UPDATE bot_flowdefinition SET moments_due_at = %(next)s
 WHERE id = (SELECT id FROM bot_flowdefinition
              WHERE status = 'ACTIVE' AND moments_due_at <= %(now)s
              ORDER BY moments_due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def look_for_moments(*, now: datetime) -> bool:
    """Write down whose moment has come by one flow; False when there is none to look at.
    Nothing is found from before the flow was published, nor from longer ago than GRACE."""
    with scopes_disabled(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, {"now": now, "next": now + LOOK_EVERY})
            row = cursor.fetchone()
        if row is None:
            return False
        flow: FlowDefinition = FlowDefinition.objects.select_related(
            "published", "organization"
        ).get(pk=row[0])
        with scope(organization=flow.organization):
            _write_moments(flow, now)
    return True


def begin_due_flow(*, now: datetime) -> bool:
    """Begin the flow whose moment has waited longest, or say why not; False when none is due.
    Safe to run twice and side by side, and to be killed at any moment."""
    moment: FlowMoment | None = None
    try:
        with scopes_disabled(), transaction.atomic():
            moment = (
                FlowMoment.objects.filter(status=MomentStatus.PENDING, due_at__lte=now)
                .select_related("flow", "customer", "appointment", "organization")
                .select_for_update(skip_locked=True, of=("self",))
                .order_by("due_at", "id")
                .first()
            )
            if moment is None:
                return False
            with (
                bound_context(flow_moment_id=str(moment.pk)),
                scope(organization=moment.organization),
            ):
                _begin(moment, now)
    except OperationalError:  # the database is away or busy: it waits for the next look
        raise
    except Exception:
        if moment is None:
            raise
        log.exception("flow_moment_failed", moment_id=str(moment.pk))
        _give_up(moment.pk, now)
    return True


def _write_moments(flow: FlowDefinition, now: datetime) -> None:
    version = flow.published
    assert version is not None
    after = max(now - GRACE, version.published_at)
    for trigger in version.graph["triggers"]:
        if trigger["kind"] not in SCHEDULED:
            continue
        found = moments_found(flow, trigger, after=after, until=now)
        FlowMoment.objects.bulk_create(
            [_row(flow, trigger["id"], one) for one in found],
            ignore_conflicts=True,
            batch_size=500,
        )


def _row(flow: FlowDefinition, trigger_id: str, found: Found) -> FlowMoment:
    return FlowMoment(
        organization_id=flow.organization_id,
        flow=flow,
        trigger_id=trigger_id,
        customer_id=found.customer_id,
        appointment_id=found.appointment_id,
        moment_at=found.moment_at,
        due_at=found.moment_at,
    )


def _begin(moment: FlowMoment, now: datetime) -> None:
    try:
        moment.run = begin_by_time(moment, now)
    except Postponed as later:
        moment.due_at = later.until
        moment.save(update_fields=["due_at"])
        return
    except Skipped as why:
        moment.status, moment.skip = MomentStatus.SKIPPED, why.skip
    else:
        moment.status = MomentStatus.BEGUN
    moment.settled_at = now
    moment.save(update_fields=["status", "skip", "run", "settled_at"])


def _give_up(moment_id: UUID, now: datetime) -> None:
    fields: dict[str, Any] = {"status": MomentStatus.SKIPPED, "skip": MomentSkip.BROKEN}
    with scopes_disabled():
        rows = FlowMoment.objects.filter(pk=moment_id, status=MomentStatus.PENDING)
        rows.update(**fields, settled_at=now)
