"""Reading how long things are kept."""

from datetime import datetime

from django_scopes import scopes_disabled

from bot.models import RetentionPolicy


def retention_of_open_scope() -> RetentionPolicy | None:
    """The open organization's choice; None while everything is kept."""
    found: RetentionPolicy | None = RetentionPolicy.objects.first()
    return found


def has_due_retention(now: datetime) -> bool:
    """Whether some organization's old rows should be looked for."""
    with scopes_disabled():
        return bool(RetentionPolicy.objects.filter(due_at__lte=now).exists())
