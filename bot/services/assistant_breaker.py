"""A model that keeps failing is left alone for a while: customers don't wait for it."""

from datetime import datetime, timedelta

from django.db.models import F

from bot.models import AssistantSettings, EmbeddingSettings

FAILURES_IN_A_ROW = 3
REST = timedelta(minutes=5)
NOT_ITS_FAULT = frozenset({"refused"})  # this one question; else whoever writes could stop it
AT_ONCE = frozenset({"key", "address", "model"})  # nothing that waiting a second would mend


Breakable = AssistantSettings | EmbeddingSettings


def note_failure(*, settings: Breakable, reason: str, now: datetime) -> None:
    """One more failure; after three in a row, or at once for a refused key, nobody asks the
    model for five minutes. A question that the provider refused is none of the model."""
    rows = type(settings).objects.filter(pk=settings.pk)
    if reason in NOT_ITS_FAULT:
        rows.update(last_error=reason)
        return
    rows.update(failures=F("failures") + 1, last_error=reason[:40])
    if reason not in AT_ONCE:
        rows = rows.filter(failures__gte=FAILURES_IN_A_ROW)
    rows.update(quiet_until=now + REST)


def note_answer(*, settings: Breakable) -> None:
    """It answers: the failures before don't count any more."""
    type(settings).objects.filter(pk=settings.pk).exclude(
        failures=0, quiet_until=None, last_error=""
    ).update(failures=0, quiet_until=None, last_error="")
