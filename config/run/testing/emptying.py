"""What a test has committed goes, quickly: of some hundred tables few have rows.

Django empties every table by TRUNCATE, which makes a new file for each table and index, and then
writes the content types and permissions once more. Here only tables that hold pages are looked
at, their rows are deleted, and those two tables stay as the migrations left them.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection
from django.test import TransactionTestCase

PAUSES_S = (0.5, 2.0)
# As the migrations left them: the same for every test.
_KEPT = ("django_migrations", "django_content_type", "auth_permission")
_BLOATED = 256 * 1024  # bytes: rows of the past would be read over and over
_HELD = """
SELECT quote_ident(relname), pg_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  AND relname <> ALL(%s) AND pg_relation_size(oid) > 0
ORDER BY relname
"""
_MAY_SWITCH_OFF = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


@pytest.fixture(autouse=True, scope="session")
def _quick_emptying() -> Iterator[None]:
    """Instead of Django's flush after each test that commits. A request that a closed page has
    left under way may hold a table (PostgreSQL then ends one of the two as deadlocked): it is
    over in a moment."""
    kind: Any = TransactionTestCase  # what it is called has no type
    flush = kind._fixture_teardown

    def patient(case: Any) -> None:
        for pause in PAUSES_S:
            try:
                return _empty(case, flush)
            except (CommandError, OperationalError):
                time.sleep(pause)
        return _empty(case, flush)

    kind._fixture_teardown = patient
    yield
    kind._fixture_teardown = flush


def _empty(case: Any, flush: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MAY_SWITCH_OFF)
        may_switch_off = cursor.fetchone()[0]
    if may_switch_off:
        empty_tables()
    else:
        flush(case)


def empty_tables() -> None:
    """No rows but those of the migrations. Waits for whoever is writing, as TRUNCATE does.

    Foreign keys and triggers are switched off meanwhile: in the end all is gone.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(_KEPT)])
        held = dict(cursor.fetchall())
        if not held:
            return
        statements = [
            "BEGIN",
            "SET LOCAL session_replication_role = 'replica'",
            f"LOCK TABLE {', '.join(held)} IN SHARE ROW EXCLUSIVE MODE",
            *(f"DELETE FROM {table}" for table in held),  # noqa: S608
            "COMMIT",
        ]
        try:
            cursor.execute("; ".join(statements))
        except Exception:
            connection.close()  # whatever was begun is over
            raise
        if bloated := [table for table, size in held.items() if size > _BLOATED]:
            cursor.execute(f"VACUUM (SKIP_LOCKED) {', '.join(bloated)}")
