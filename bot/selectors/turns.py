"""When the bot has to look at a conversation next."""

from datetime import datetime, timedelta

from django_scopes import scopes_disabled

from bot.models import Conversation

SOON = timedelta(seconds=3)


def seconds_to_next_turn(now: datetime) -> float | None:
    """Seconds until the next turn of the next few seconds (0 or less: due); None if none."""
    with scopes_disabled():
        due_at = (
            Conversation.objects.filter(turn_due_at__lte=now + SOON)
            .order_by("turn_due_at")
            .values_list("turn_due_at", flat=True)
            .first()
        )
    return None if due_at is None else (due_at - now).total_seconds()
