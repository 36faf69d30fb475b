"""The last look at a reminder before it leaves: is what it says still true?

It may have waited for a number that rested, or for an event that was delivered late; its visit
may have been moved, cancelled or begun meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime

from django_scopes import scopes_disabled

from bot.enums import CALLED_OFF
from bot.models import Delivery
from bot.services.sending_outcomes import record_expired
from scheduling.selectors.reminders import reminders_called_off


def without_called_off(claimed: Sequence[Delivery], now: datetime) -> list[Delivery]:
    """Those that may be posted; the others expire here. One query where there are reminders."""
    reminders = {row.reminder_id for row in claimed if row.reminder_id is not None}
    if not reminders:
        return list(claimed)
    with scopes_disabled():
        off = reminders_called_off(reminders, now)
    for row in claimed:
        if row.reminder_id in off:
            record_expired(delivery_id=row.pk, code=CALLED_OFF, now=now)
    return [row for row in claimed if row.reminder_id not in off]
