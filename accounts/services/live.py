"""Keeping the list of live changes short."""

from datetime import datetime, timedelta

from django.db import connection

from accounts.selectors.live import KEPT_S

MOST_AT_ONCE = 5000
# Twice as long as a cursor may be old, so that nothing goes while somebody catches up.
_KEPT = timedelta(seconds=2 * KEPT_S)

_FORGET = """
DELETE FROM accounts_livechange
 WHERE id IN (SELECT id FROM (SELECT id, at FROM accounts_livechange
                               ORDER BY id LIMIT %(limit)s) AS first
               WHERE at < %(before)s)
"""
_OLDEST = "SELECT at < %(before)s FROM accounts_livechange ORDER BY id LIMIT 1"


def forget_old_changes(*, now: datetime) -> int:
    """Delete what no page can ask for any more, of all tenants; at most 5,000 at once."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST, {"before": now - _KEPT})
        found = cursor.fetchone()
        if not found or not found[0]:
            return 0
        cursor.execute(_FORGET, {"before": now - _KEPT, "limit": MOST_AT_ONCE})
        return int(cursor.rowcount)
