"""The doctor's checks of what the product stands on: servers, worker, queues.

`examine` in bot.selectors.doctor runs them. They may raise when a server is away.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from bot.selectors.backlog import queue_heads
from bot.selectors.meanings import vectors_version
from config.lib.pulse import seconds_since_beat
from config.lib.redis import redis_client

SLOW_MS = 250.0
SILENT_S = 10.0
WAITING_S, STUCK_S = 10.0, 60.0
QUEUES = ("inbox", "turns", "outbox", "events", "reminders", "templates")


class Status(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: `detail` says what is, `fix` what to do about it ("" when all is well)."""

    name: str
    status: Status
    detail: str
    fix: str = ""


def check_database(now: datetime) -> list[Check]:
    """Answers, which version, and how fast; every migration is applied."""
    connection.ensure_connection()
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    took = (time.perf_counter() - began) * 1000
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        detail = _("%(count)d migrações não foram aplicadas.") % {"count": waiting}
        return [Check("database", Status.FAIL, detail, _("Rode: manage.py migrate"))]
    detail = _("PostgreSQL %(version)s responde em %(ms).1f ms; migrações em dia.")
    detail %= {"version": version, "ms": took}
    if took > SLOW_MS:
        fix = _("Veja a carga do servidor e a rede até ele.")
        return [Check("database", Status.WARN, detail, fix)]
    return [Check("database", Status.OK, detail)]


def check_vectors(now: datetime) -> list[Check]:
    """How texts are found by meaning; both ways are exact, neither is a fault."""
    version = vectors_version()
    if version:
        detail = _("Busca por sentido com pgvector %(version)s.") % {"version": version}
    else:
        detail = _("Busca por sentido sem pgvector: a conta é feita em SQL comum.")
    return [Check("vectors", Status.OK, detail)]


def check_cache(now: datetime) -> list[Check]:
    began = time.perf_counter()
    redis_client().ping()
    took = (time.perf_counter() - began) * 1000
    return [Check("cache", Status.OK, _("Responde em %(ms).1f ms.") % {"ms": took})]


def check_worker(now: datetime) -> list[Check]:
    """The watch beats once a second."""
    age, fix = seconds_since_beat(), _("Inicie: manage.py worker")
    if age is None:
        return [Check("worker", Status.FAIL, _("Nenhum sinal na última hora."), fix)]
    detail = _("Último sinal há %(age).0f s.") % {"age": age}
    if age > SILENT_S:
        return [Check("worker", Status.FAIL, detail, fix)]
    return [Check("worker", Status.OK, detail)]


def check_queues(now: datetime) -> list[Check]:
    """How long the oldest row of each queue has been due."""
    ages = {head.queue: head.age(now).total_seconds() for head in queue_heads(now)}
    return [_queue(queue, ages.get(queue)) for queue in QUEUES]


def _queue(queue: str, age: float | None) -> Check:
    name = f"queue:{queue}"
    if age is None:
        return Check(name, Status.OK, _("Nada espera."))
    detail = _("O mais antigo espera há %(age).0f s.") % {"age": age}
    if age <= WAITING_S:
        return Check(name, Status.OK, detail)
    status = Status.FAIL if age > STUCK_S else Status.WARN
    return Check(name, status, detail, _("Veja se o worker roda; depois: manage.py sweep"))
