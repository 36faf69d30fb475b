"""The embedded servers keep what they were given, and clean up after themselves."""

import os
import signal
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from config.run.account import server_account
from config.run.children import Children
from config.run.embedded import (
    ServiceFailed,
    postgres_database,
    redis_database,
    start_postgres,
    start_valkey,
)


@pytest.fixture
def children():
    children = Children()
    yield children
    children.stop_all()


@pytest.fixture
def data(children):
    """A folder that the account of PostgreSQL can enter."""
    folder = Path(tempfile.mkdtemp(prefix="zapenda-test-"))
    folder.chmod(0o711 if server_account() else 0o700)
    children.remove_at_end(folder)
    return folder


@pytest.mark.crash
def test_postgres_keeps_commits_over_a_kill(children, data):
    service = start_postgres(children, data / "pg", durable=True)
    with psycopg.connect(service.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('guardado')")
    os.kill(service.child.pid, signal.SIGKILL)
    service.child.process.wait()

    again = start_postgres(children, data / "pg", durable=True)

    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("guardado",)]


def test_postgres_takes_no_port_and_lets_only_us_in(children, data):
    service = start_postgres(children, data / "pg", durable=False)
    with psycopg.connect(service.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    sockets = Path(service.url.split("host=")[1])
    assert sockets.stat().st_mode & 0o077 == 0


def test_data_of_another_version_is_refused_by_name(children, data):
    folder = data / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServiceFailed, match="PostgreSQL 9"):
        start_postgres(children, folder, durable=False)


def test_valkey_keeps_its_data_over_a_restart(children, data):
    service = start_valkey(children, data / "valkey", durable=True)
    redis.Redis.from_url(service.url).set("word", "guardado")
    children.stop(service.child)

    again = start_valkey(children, data / "valkey", durable=True)

    assert redis.Redis.from_url(again.url).get("word") == b"guardado"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("unix:///tmp/x/valkey.sock", "unix:///tmp/x/valkey.sock?db=3"),
        ("redis://localhost:6379", "redis://localhost:6379/3"),
        ("rediss://:secret@cache:6380/0", "rediss://:secret@cache:6380/3"),
    ],
)
def test_redis_database(url, expected):
    assert redis_database(url, 3) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://postgres@/zapenda?host=/tmp/x", "postgresql://postgres@/other?host=/tmp/x"),
        ("postgres://u:p@db:5432/zapenda", "postgres://u:p@db:5432/other"),
    ],
)
def test_postgres_database(url, expected):
    assert postgres_database(url, "other") == expected
