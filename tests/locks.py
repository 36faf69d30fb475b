"""Two who want the same row: the test goes on once one of them waits."""

import time

from django.db import connection

PATIENCE_S = 60.0  # a worker that a test starts imports all of the product first
# Not by pg_stat_activity: within a transaction it always shows who was there at the first look.
_WAITING = (
    "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)


def wait_for_a_lock() -> None:
    """Until somebody waits for what this transaction or session holds; fails after a minute."""
    deadline = time.monotonic() + PATIENCE_S
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(_WAITING)
            if cursor.rowcount:
                return
            time.sleep(0.05)
    raise AssertionError(f"nobody waits, {PATIENCE_S:.0f} s long")
