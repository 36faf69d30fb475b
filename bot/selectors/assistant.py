"""The assistant of the open organization: whether there is one, and what it has cost."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.http import Http404
from django_scopes import scopes_disabled

from accounts.models import Organization
from bot.enums import AssistantOutcome
from bot.models import AssistantMonth, AssistantSettings, AssistantTurn


@dataclass(frozen=True, slots=True)
class Usage:
    """What this month has cost; `held` is counted as if it were used."""

    tokens: int = 0
    usd: Decimal = Decimal(0)
    answered: int = 0
    fell_back: int = 0


def assistant_settings() -> AssistantSettings | None:
    """Those of the open scope; None: never set."""
    found: AssistantSettings | None = AssistantSettings.objects.first()
    return found


def month_of(organization: Organization, now: datetime) -> date:
    """The first day of the month that it is there."""
    return now.astimezone(ZoneInfo(organization.time_zone)).date().replace(day=1)


def usage_of(organization: Organization, now: datetime) -> Usage:
    """This month's. Two queries."""
    month = AssistantMonth.objects.filter(month=month_of(organization, now)).first()
    if month is None:
        return Usage()
    turns = AssistantTurn.objects.filter(month=month)
    counts = dict(turns.order_by().values_list("outcome").annotate(Count("pk")))
    return Usage(
        tokens=month.used_tokens + month.held_tokens,
        usd=month.used_usd + month.held_usd,
        answered=counts.get("ANSWERED", 0) + counts.get("PROPOSED", 0),
        fell_back=counts.get("FELL_BACK", 0),
    )


def has_room(settings: AssistantSettings, organization: Organization, now: datetime) -> bool:
    """Whether anything of this month's limits is left."""
    month = AssistantMonth.objects.filter(month=month_of(organization, now)).first()
    month = month or AssistantMonth()
    has_tokens = month.used_tokens + month.held_tokens < settings.month_tokens
    is_priced = bool(settings.input_usd or settings.output_usd)
    return has_tokens and (not is_priced or month.used_usd + month.held_usd < settings.month_usd)


def get_assistant_turn(conversation_id: UUID, turn_id: UUID) -> AssistantTurn:
    """404 outside the tenant, and for a turn of another conversation."""
    turn: AssistantTurn | None = (
        AssistantTurn.objects.select_related("conversation__customer")
        .filter(pk=turn_id, conversation_id=conversation_id)
        .first()
    )
    if turn is None:
        raise Http404
    return turn


def has_due_turns(now: datetime) -> bool:
    """Whether some assistant is to answer, in any organization."""
    with scopes_disabled():
        due = AssistantTurn.objects.filter(outcome=AssistantOutcome.NEW, due_at__lte=now)
        return bool(due.exists())
