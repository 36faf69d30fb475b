"""A month's budget: set aside before a question is asked, settled after.

What is set aside is the dearest outcome, by one conditional update, so that several workers
together never pass the limits.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import Organization
from bot.models import AssistantMonth, AssistantSettings, AssistantTurn
from bot.selectors.assistant import month_of


class BudgetSpent(Exception):
    """This month's limits leave no room for the question."""


@transaction.atomic
def hold_budget(
    *,
    settings: AssistantSettings,
    turn: AssistantTurn,
    most_input: int,
    most_output: int,
    now: datetime,
) -> None:
    """Set aside what a question of so many tokens may cost at most. Raises BudgetSpent."""
    tokens, usd = most_input + most_output, settings.cost(most_input, most_output)
    month = _month(turn.organization, now)
    rows = _with_room(month, settings, tokens, usd)
    if not rows.update(held_tokens=F("held_tokens") + tokens, held_usd=F("held_usd") + usd):
        raise BudgetSpent
    AssistantTurn.objects.filter(pk=turn.pk).update(month=month, held_tokens=tokens, held_usd=usd)


@transaction.atomic
def settle_budget(
    *, settings: AssistantSettings, turn: AssistantTurn, input_tokens: int, output_tokens: int
) -> None:
    """The question cost this much; what was set aside for it is free again."""
    usd = settings.cost(input_tokens, output_tokens)
    _settle(turn, input_tokens, output_tokens, usd)


@transaction.atomic
def release_budget(*, turn: AssistantTurn) -> None:
    """The question was never asked: nothing was spent."""
    _settle(turn, 0, 0, Decimal(0))


@transaction.atomic
def count_as_spent(*, turn: AssistantTurn) -> None:
    """Nobody knows what became of the question: all that was set aside counts as spent."""
    row = _locked(turn)
    _settle(turn, row.held_tokens, 0, row.held_usd)


def charge_month(
    *,
    settings: AssistantSettings,
    organization: Organization,
    tokens: int,
    usd: Decimal,
    now: datetime,
) -> UUID:
    """Spend so much before something is asked that no turn pays for; give back afterwards what
    it did not cost (`refund_month`). The id of the month. Raises BudgetSpent."""
    month = _month(organization, now)
    rows = _with_room(month, settings, tokens, usd)
    if not rows.update(used_tokens=F("used_tokens") + tokens, used_usd=F("used_usd") + usd):
        raise BudgetSpent
    return month.pk


def refund_month(*, month_id: UUID, tokens: int, usd: Decimal) -> None:
    """So much of what was charged was not spent after all."""
    AssistantMonth.objects.filter(pk=month_id).update(
        used_tokens=F("used_tokens") - tokens, used_usd=F("used_usd") - usd
    )


def _month(organization: Organization, now: datetime) -> AssistantMonth:
    month, _created = AssistantMonth.objects.get_or_create(
        organization=organization, month=month_of(organization, now)
    )
    return month


def _with_room(
    month: AssistantMonth, settings: AssistantSettings, tokens: int, usd: Decimal
) -> "QuerySet[AssistantMonth]":
    """To update at once. Evaluated under the row's lock: a second worker sees what the first
    has set aside."""
    rows: QuerySet[AssistantMonth] = AssistantMonth.objects.filter(
        pk=month.pk,
        used_tokens__lte=settings.month_tokens - tokens - F("held_tokens"),
        used_usd__lte=settings.month_usd - usd - F("held_usd"),
    )
    return rows


def _locked(turn: AssistantTurn) -> AssistantTurn:
    row: AssistantTurn = AssistantTurn.objects.select_for_update().get(pk=turn.pk)
    return row


def _settle(turn: AssistantTurn, input_tokens: int, output_tokens: int, usd: Decimal) -> None:
    row = _locked(turn)
    if row.month_id is not None:
        AssistantMonth.objects.filter(pk=row.month_id).update(
            held_tokens=F("held_tokens") - row.held_tokens,
            held_usd=F("held_usd") - row.held_usd,
            used_tokens=F("used_tokens") + input_tokens + output_tokens,
            used_usd=F("used_usd") + usd,
        )
    row.held_tokens, row.held_usd = 0, Decimal(0)
    row.input_tokens += input_tokens
    row.output_tokens += output_tokens
    row.usd += usd
    row.save(update_fields=["held_tokens", "held_usd", "input_tokens", "output_tokens", "usd"])
