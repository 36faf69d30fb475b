"""May time begin this flow with this customer now, and beginning it."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.enums import ConsentPurpose
from accounts.selectors.consents import customers_who_agreed
from bot.enums import MomentSkip, Owner
from bot.flows.graph import read_graph
from bot.flows.graph.fields import CLOCK
from bot.flows.graph.scheduled import first_words
from bot.flows.state import State, Step
from bot.models import Conversation, FlowMoment, FlowRun
from bot.selectors.flow_moments import GRACE, moment_of
from bot.selectors.flow_triggers import Begun, flow_scheduled
from bot.services.conversation_start import (
    CustomerUnreachable,
    NoChannel,
    start_conversation,
)
from bot.services.flow_runs import begin_run
from bot.services.ownership import locked, return_to_bot_if_due
from bot.services.words import service_words, words_for
from config.lib.formatting import to_zone
from scheduling.models import Appointment

UNDER_WAY = timedelta(minutes=30)  # a booking in the chat that nobody goes on with is left
Trigger = Mapping[str, Any]


class Skipped(Exception):
    """The flow does not begin; `skip` says why."""

    def __init__(self, skip: MomentSkip) -> None:
        super().__init__(skip.value)
        self.skip = skip


class Postponed(Exception):
    """The house is quiet: look again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def begin_by_time(moment: FlowMoment, now: datetime) -> FlowRun:
    """The run that has begun. In the caller's transaction, the moment's row locked. Raises
    Skipped, Postponed before anything is written."""
    found = flow_scheduled(moment.flow_id, moment.trigger_id)
    if found is None:
        raise Skipped(MomentSkip.GONE)
    begun, trigger = found
    if (trigger["kind"] == "date") != (moment.appointment_id is None):
        raise Skipped(MomentSkip.GONE)
    visit = _visit(moment)
    _refuse_moved(moment, trigger, visit)
    _refuse_late(moment, trigger, visit, now)
    _wait_for_morning(moment, trigger, visit, now)
    _refuse_customer(moment, trigger)
    talk = _conversation(moment)
    return_to_bot_if_due(talk, now)
    _refuse_talk(talk, begun, trigger, now)
    run = begin_run(talk, begun, _values(moment, visit), now)
    talk.save()
    return run


def _visit(moment: FlowMoment) -> Appointment | None:
    if moment.appointment_id is None:
        return None
    visit: Appointment = Appointment.objects.select_related("service", "staff", "dependant").get(
        pk=moment.appointment_id
    )
    return visit


def _refuse_moved(moment: FlowMoment, trigger: Trigger, visit: Appointment | None) -> None:
    """A visit that has moved has another moment, and another row."""
    if visit is not None and moment_of(trigger, visit) != moment.moment_at:
        raise Skipped(MomentSkip.MOVED)


def _refuse_late(
    moment: FlowMoment, trigger: Trigger, visit: Appointment | None, now: datetime
) -> None:
    if now > max(moment.due_at, moment.moment_at) + GRACE:
        raise Skipped(MomentSkip.LATE)
    if visit is not None and trigger["when"] == "before" and now >= visit.starts_at:
        raise Skipped(MomentSkip.LATE)


def _wait_for_morning(
    moment: FlowMoment, trigger: Trigger, visit: Appointment | None, now: datetime
) -> None:
    """Nobody is written to at night; not at all where the visit would have begun by then."""
    until = quiet_until(trigger, now, ZoneInfo(moment.organization.time_zone))
    if until is None:
        return
    if visit is not None and trigger["when"] == "before" and until >= visit.starts_at:
        raise Skipped(MomentSkip.LATE)
    raise Postponed(until)


def quiet_until(trigger: Trigger, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the trigger's hours begin again; None within them. They may go past midnight."""
    first, last = trigger.get("not_before", ""), trigger.get("not_after", "")
    if not (CLOCK.fullmatch(first) and CLOCK.fullmatch(last)) or first == last:
        return None
    local, opens, closes = now.astimezone(zone), time.fromisoformat(first), time.fromisoformat(last)
    wall = local.time()
    is_awake = opens <= wall < closes if opens < closes else wall >= opens or wall < closes
    if is_awake:
        return None
    today = datetime.combine(local.date(), opens, zone)
    return today if today > now else today + timedelta(days=1)


def _refuse_customer(moment: FlowMoment, trigger: Trigger) -> None:
    customer = moment.customer
    if customer.is_blocked or customer.archived_at is not None:
        raise Skipped(MomentSkip.UNREACHABLE)
    if trigger["needs_consent"] and not customers_who_agreed(
        [customer.pk], ConsentPurpose.MARKETING
    ):
        raise Skipped(MomentSkip.NO_CONSENT)


def _conversation(moment: FlowMoment) -> Conversation:
    try:
        found = start_conversation(customer=moment.customer)
    except (CustomerUnreachable, NoChannel) as error:
        raise Skipped(MomentSkip.UNREACHABLE) from error
    return locked(found)


def _refuse_talk(talk: Conversation, begun: Begun, trigger: Trigger, now: datetime) -> None:
    if talk.owner != Owner.BOT or not talk.channel.is_bot_enabled:
        raise Skipped(MomentSkip.PERSON)
    if trigger["if_busy"] == "skip" and _is_busy(talk, now):
        raise Skipped(MomentSkip.BUSY)
    graph, _problems = read_graph(begun.version.graph)
    spoken = {graph.nodes[name].kind for name in first_words(graph)}
    if not talk.is_window_open(now) and not spoken <= {"template", "go_to", "end"}:
        raise Skipped(MomentSkip.WINDOW)


def _is_busy(talk: Conversation, now: datetime) -> bool:
    """In a flow, in the middle of a booking, or about to be answered."""
    if talk.turn_due_at is not None and talk.flow_run_id is None:
        return True
    if FlowRun.objects.filter(conversation=talk, ended_at__isnull=True).exists():
        return talk.flow_run_id is not None
    wrote = talk.last_customer_message_at
    is_fresh = wrote is not None and now - wrote < UNDER_WAY
    return is_fresh and State.from_dict(talk.flow_state).step not in (Step.IDLE, Step.MENU)


def _values(moment: FlowMoment, visit: Appointment | None) -> dict[str, str]:
    if visit is None:
        return {}
    words = words_for(moment.organization, moment.customer)
    local = to_zone(visit.starts_at, moment.organization.time_zone)
    return {
        "visit_service": service_words(visit),
        "visit_staff": visit.staff.name,
        "visit_day": words.day(local.date()),
        "visit_time": words.time(visit.starts_at),
        "visit_starts_at": visit.starts_at.isoformat(),
    }
