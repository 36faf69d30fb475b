"""Whether a flow waits for a request that is to be made, or is to hear of a refusal."""

from datetime import datetime

from django_scopes import scopes_disabled

from bot.enums import WorkStatus
from bot.models import FlowCall, FlowSending


def has_due_calls(now: datetime) -> bool:
    with scopes_disabled():
        due = FlowCall.objects.filter(status=WorkStatus.NEW, due_at__lte=now)
        return bool(due.exists())


def has_due_refusals(now: datetime) -> bool:
    with scopes_disabled():
        return bool(FlowSending.objects.filter(due_at__lte=now).exists())
