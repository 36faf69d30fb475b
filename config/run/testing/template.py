"""The migrations run once for all processes of a test run; each takes a copy of the result.

The controller of pytest-xdist begins while its workers start and collect; a worker whose
database is asked for waits for the copy. Without workers, or on a server of somebody else's,
migrations run in place as always.
"""

import os
import subprocess
import sys
import time
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from config.run.children import Children, Program
from config.run.embedded import postgres_database
from config.run.programs import ROOT
from config.run.testing.services import owner_of_postgres

MADE = "zapenda_migrated"
_MAKING = f"{MADE}_soon"
_ASKED = "ZAPENDA_TEST_TEMPLATE"
PATIENCE_S = 300.0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Before any worker is there: what they inherit tells them to wait."""
    if children := owner_of_postgres():
        begin_template(children)


def begin_template(children: Children) -> None:
    """Start to migrate in a process beside; `template_name` waits for its end."""
    _run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_MAKING)))
    os.environ[_ASKED] = "1"
    command = (sys.executable, "-m", "config.run.testing.template")
    children.spawn(Program(name="template", args=command, rank=1, cwd=ROOT))


def template_name() -> str | None:
    """The database to copy, once it is ready; None where there is none to wait for."""
    if not os.environ.get(_ASKED):
        return None
    deadline = time.monotonic() + PATIENCE_S
    while _exists(_MAKING) and time.monotonic() < deadline:
        time.sleep(0.1)
    return MADE if _exists(MADE) else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Of pytest-django: what is to be said about the test database before it is made.

    A test that has spoken to the database without a fixture of it has opened a pool to the one
    that is no test's: it would serve all later tests of this process.
    """
    wrapper: Any = connections["default"]  # its base class knows of no pool
    wrapper.close()
    wrapper.close_pool()
    if template := template_name():
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template


def main() -> int:
    """An exit status. Whatever happens, nobody waits longer than needed."""
    env = os.environ | {"DATABASE_URL": postgres_database(os.environ["DATABASE_URL"], _MAKING)}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
    done = subprocess.run(command, env=env, cwd=ROOT, check=False)
    name = sql.Identifier(_MAKING)
    if done.returncode == 0:
        _run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(name, sql.Identifier(MADE)))
    else:
        _run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    return done.returncode


def _exists(name: str) -> bool:
    query = "SELECT FROM pg_database WHERE datname = %s"
    with psycopg.connect(_maintenance(), autocommit=True) as connection:
        return connection.execute(query, [name]).fetchone() is not None


def _run(statement: sql.Composed) -> None:
    with psycopg.connect(_maintenance(), autocommit=True) as connection:
        connection.execute(statement)


def _maintenance() -> str:
    return postgres_database(os.environ["DATABASE_URL"], "postgres")


if __name__ == "__main__":
    sys.exit(main())
