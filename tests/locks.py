"""Two who want the same row: the test goes on once one of them waits."""

import time

from django.db import connection


def wait_for_a_lock() -> None:
    """Until somebody waits for what this transaction holds."""
    for _turn in range(400):
        with connection.cursor() as cursor:
            cursor.execute(
                # Not pg_stat_activity: in a transaction it goes on showing who was there first.
                "SELECT 1 FROM pg_locks WHERE NOT granted"
                " AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")
