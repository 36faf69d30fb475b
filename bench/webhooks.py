"""Durable webhook acks: answers 200 only after the row is committed (fsync on).

Rows: the machine's own limit (pgbench, the same single-row insert), the product as
production runs it (uvicorn, two processes) with its worker running, and the peer (FastAPI +
SQLAlchemy + Celery, uvicorn, two processes) with its worker running.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

from bench.report import Row
from bench.stand import APP_SECRET, Stand
from config.run.children import Program
from config.run.embedded import postgres_installation
from config.run.programs import ROOT

CONNECTIONS = (1, 16, 64)
ROUNDS = 2
PEER_VENV = ROOT / ".venv-bench"
PGBENCH = """
INSERT INTO bot_webhookreceipt
  (id, provider, body, digest, received_at, due_at, status, attempts, error)
VALUES (gen_random_uuid(), 'META', convert_to(repeat('x', 500), 'UTF8'),
  sha256(convert_to(random()::text, 'UTF8')), now(), now(), 'DONE', 0, '')
ON CONFLICT DO NOTHING;
"""


def run(stand: Stand, seconds: float) -> list[Row]:
    limit = {n: _pgbench(stand, n, seconds) for n in CONNECTIONS}
    ours: dict[int, list[Row]] = {n: [] for n in CONNECTIONS}
    peers: dict[int, list[Row]] = {n: [] for n in CONNECTIONS}
    peer_port = _prepare_peer(stand)
    for _ in range(ROUNDS):  # in turns, so that a noisy minute hits both
        _measure(stand, ours, seconds)
        _measure_peer(stand, peers, peer_port, seconds)
    rows = []
    for connections in CONNECTIONS:
        mine, peer = _middle(ours[connections]), _middle(peers[connections])
        rows.append(_row("pgbench, same insert", connections, limit[connections]))
        rows.append(
            _row("Zapenda, web + worker", connections, mine) | {"x peer": mine["rps"] / peer["rps"]}
        )
        rows.append(_row("FastAPI + SQLAlchemy + Celery", connections, peer))
    return rows


def _row(name: str, connections: int, figures: Row) -> Row:
    kept = {key: figures.get(key, "") for key in ("rps", "p50 ms", "p95 ms", "p99 ms")}
    return {"variant": name, "connections": connections, **kept, "x peer": ""}


def _middle(rows: list[Row]) -> Row:
    return sorted(rows, key=lambda row: float(row["rps"]))[(len(rows) - 1) // 2]


def _measure(stand: Stand, found: dict[int, list[Row]], seconds: float) -> None:
    started = stand.start("web", "worker")
    time.sleep(2)
    for connections in CONNECTIONS:
        found[connections].append(load_webhooks(stand.addresses.port, connections, seconds))
        settle(stand)
    stand.stop(*started)


def settle(stand: Stand) -> None:
    """What the last row left to do would weigh on the next one."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("UPDATE bot_webhookreceipt SET status = 'DONE' WHERE status = 'NEW'")
    time.sleep(1)


def load_webhooks(port: int, connections: int, seconds: float) -> Row:
    arguments = ["127.0.0.1", str(port), "/webhooks/meta/", str(connections), str(seconds)]
    command = [sys.executable, "-m", "bench.load", *arguments, APP_SECRET]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    if set(figures["statuses"]) != {"200"}:
        raise RuntimeError(f"answers other than 200: {figures['statuses']}")
    count = sum(figures["statuses"].values())
    return {
        "rps": count / figures["seconds"],
        "p50 ms": figures["p50"],
        "p95 ms": figures["p95"],
        "p99 ms": figures["p99"],
    }


def _pgbench(stand: Stand, connections: int, seconds: float) -> Row:
    with tempfile.NamedTemporaryFile("w", suffix=".sql", delete=False) as script:
        script.write(PGBENCH)
    command = [
        str(postgres_installation() / "bin" / "pgbench"),
        *("-n", "-M", "prepared", "-c", str(connections), "-j", "2"),
        *("-T", str(max(int(seconds), 1)), "-f", script.name, stand.postgres.url),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    os.unlink(script.name)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    delay = re.search(r"latency average = ([\d.]+)", done.stdout)
    if rate is None or delay is None:
        raise RuntimeError(done.stdout)
    return {"rps": float(rate[1]), "p50 ms": float(delay[1])}


def _prepare_peer(stand: Stand) -> int:
    """The peer's own packages, in an environment of its own."""
    wanted = (ROOT / "bench/peer/requirements.txt").read_text()
    stamp = PEER_VENV / "installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(PEER_VENV, with_pip=True, clear=True)
        pip = [str(PEER_VENV / "bin/python"), "-m", "pip", "install", "-q"]
        subprocess.run([*pip, "-r", str(ROOT / "bench/peer/requirements.txt")], check=True)
        stamp.write_text(wanted)
    return stand.addresses.port + 2


def _measure_peer(stand: Stand, found: dict[int, list[Row]], port: int, seconds: float) -> None:
    socket = stand.valkey.url.removeprefix("unix://").partition("?")[0]
    env = {
        **stand.env,
        "PEER_PGHOST": stand.postgres.url.partition("host=")[2],
        "PEER_REDIS": f"redis+socket://{socket}?virtual_host=9",
    }
    python = str(PEER_VENV / "bin/python")

    def program(name: str, *arguments: str) -> Program:
        return Program(
            name=name,
            args=(python, "-m", *arguments),
            rank=1,
            grace=10,
            env=env,
            cwd=ROOT,
            log=stand.folder / f"{name}.log",
        )

    serve = ("uvicorn", "bench.peer.app:app", "--workers", "2", "--port", str(port))
    web = stand.children.spawn(program("peer-web", *serve, "--no-access-log"))
    work = ("celery", "-A", "bench.peer.app:celery", "worker", "-c", "2", "-l", "ERROR")
    worker = stand.children.spawn(program("peer-worker", *work))
    _wait_for_port(port, Path(stand.folder / "peer-web.log"))
    for connections in CONNECTIONS:
        found[connections].append(load_webhooks(port, connections, seconds))
        time.sleep(1)
    stand.children.kill(worker)
    stand.stop(web)


def _wait_for_port(port: int, log: Path) -> None:
    import socket  # noqa: PLC0415

    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(2)
                return
        time.sleep(0.2)
    raise RuntimeError(f"the peer did not come up:\n{log.read_text(errors='replace')[-2000:]}")
