"""Ends what its owner started, once the owner is gone.

Run as a script of its own. The owner keeps the other end of standard input open and
writes one JSON object a line; whichever way the owner ends (kill -9 included), the pipe
closes and the guard stops what is still registered, lowest rank first:

    {"watch": pid, "signal": 15, "grace": 5.0, "rank": 1}   a process group leader
    {"forget": pid}                                         it has been stopped already
    {"remove": "/tmp/..."}                                  a throw-away folder

It imports nothing of the project and runs alike on Linux and macOS.
"""

import json
import os
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Watched:
    """A process group to end: `grace` in seconds, lower `rank` first."""

    pid: int
    created: float
    signal: int
    grace: float
    rank: int


def alive(pid: int, created: float) -> bool:
    """Whether that very process still runs (a zombie does not)."""
    try:
        process = psutil.Process(pid)
        same = bool(process.create_time() == created)
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def group_alive(pgid: int) -> bool:
    """Whether any process of the group still runs."""
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == pgid and process.status() != psutil.STATUS_ZOMBIE:
                return True
        except (OSError, psutil.Error):
            continue
    return False


def end(watched: list[Watched]) -> None:
    """Stop the groups rank by rank: ask, wait the grace, kill."""
    for rank in sorted({one.rank for one in watched}):
        group = [one for one in watched if one.rank == rank]
        for one in group:
            if alive(one.pid, one.created):
                _signal(os.kill, one.pid, one.signal)
        started = time.monotonic()
        for one in group:
            while (alive(one.pid, one.created) or group_alive(one.pid)) and (
                time.monotonic() - started < one.grace
            ):
                time.sleep(0.05)
            _signal(os.killpg, one.pid, signal.SIGKILL)


def _signal(send: Callable[[int, int], None], pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        send(pid, number)


def listen(owner: int) -> tuple[dict[int, Watched], list[Path]]:
    """Collect what the owner registers until it is gone; returns what is left to end."""
    watched: dict[int, Watched] = {}
    folders: list[Path] = []
    buffer = b""
    while True:
        ready, _, _ = select.select([0], [], [], 1.0)
        if not ready:
            if os.getppid() != owner:
                break  # gone, though somebody it forked still holds the pipe
            continue
        chunk = os.read(0, 65536)
        if not chunk:
            break
        buffer += chunk
        *lines, buffer = buffer.split(b"\n")
        for line in lines:
            _take(json.loads(line), watched, folders)
    return watched, folders


def _take(order: dict[str, object], watched: dict[int, Watched], folders: list[Path]) -> None:
    if "remove" in order:
        folders.append(Path(str(order["remove"])))
    elif "forget" in order:
        watched.pop(int(str(order["forget"])), None)
    else:
        pid = int(str(order["watch"]))
        try:
            created = psutil.Process(pid).create_time()
        except psutil.Error:
            created = 0.0  # the leader is gone already; its group may live on
        watched[pid] = Watched(
            pid=pid,
            created=created,
            signal=int(str(order["signal"])),
            grace=float(str(order["grace"])),
            rank=int(str(order["rank"])),
        )


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watched, folders = listen(int(sys.argv[1]))
    end(list(watched.values()))
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
