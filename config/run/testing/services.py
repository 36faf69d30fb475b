"""Pytest plugin: a throw-away PostgreSQL and Valkey for one run.

Loaded by `-p` in pyproject.toml, since Django's settings are read before any conftest.
DATABASE_URL and REDIS_URL, when given, are used instead. Under pytest-xdist the
controller starts the servers; each worker uses a Redis database of its own, and
pytest-django gives each a PostgreSQL database of its own.
"""

import gc
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
import redis

from config.run.account import server_account
from config.run.children import Children
from config.run.embedded import (
    available_memory_folder,
    redis_database,
    start_postgres,
    start_valkey,
)

_OURS = "ZAPENDA_TEST_SERVERS"
_ENVIRONMENT = {
    "SECRET_KEY": "only-for-tests",
    "ENCRYPTION_KEYS": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "*",
    "USE_HTTPS": "false",
    "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "LOG_LEVEL": "WARNING",
    "META_VERIFY_TOKEN": "verify-token-for-tests",
    "META_APP_SECRET": "app-secret-for-tests",
    "WORKERS": "2",
}

_children: Children | None = None
_postgres_is_ours = False


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, None, None]:
    """Before pytest-django reads the settings."""
    os.environ.update(_ENVIRONMENT)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        number = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = redis_database(os.environ["REDIS_URL"], number)
    elif not {"--help", "-h", "--version", "-V"} & set(args):
        _start_servers()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: no round of the garbage collector looks
    through it, neither now nor later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    """After the last test; a killed run leaves this to the guard."""
    global _children  # noqa: PLW0603
    if _children is not None:
        _children.stop_all()
        _children = None


def owner_of_postgres() -> Children | None:
    """What ends the throw-away PostgreSQL of this run; None where another's is used."""
    return _children if _postgres_is_ours else None


def _start_servers() -> None:
    global _children, _postgres_is_ours  # noqa: PLW0603
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    _children = Children()
    folder = Path(tempfile.mkdtemp(prefix="zapenda-test-", dir=available_memory_folder()))
    folder.chmod(0o711 if server_account() else 0o700)
    _children.remove_at_end(folder)
    if not os.environ.get("DATABASE_URL"):
        service = start_postgres(_children, folder / "postgres", durable=False)
        os.environ["DATABASE_URL"] = service.url
        _postgres_is_ours = True
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = start_valkey(_children, folder / "valkey", durable=False).url
        os.environ[_OURS] = "1"


@pytest.fixture(autouse=True)
def _empty_redis() -> None:
    """Each test starts with nothing of ours in Redis; a nudge under way would mislead it."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    if os.environ.get(_OURS):
        client.flushdb()
    else:
        for pattern in ("zapenda*", ":1:zapenda*", "django_q:*"):
            for key in client.scan_iter(pattern, count=1000):
                client.delete(key)
    client.close()
