"""Child processes that never outlive their owner.

Every child leads a session of its own, so Ctrl-C reaches only the owner, and is known to
a guard process (config/run/guard.py) that ends it should the owner be killed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.run.account import identity_of

GUARD = Path(__file__).with_name("guard.py")


@dataclass(frozen=True, slots=True)
class Program:
    """How to start and stop one process. `grace` in seconds; lower `rank` stops first."""

    name: str
    args: tuple[str, ...]
    rank: int = 1
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 5.0
    env: Mapping[str, str] | None = None
    user: str | None = None
    cwd: Path | None = None
    log: Path | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A started program."""

    program: Program
    process: "subprocess.Popen[bytes]"

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.poll() is None


class Children:
    """The children of this process and the guard over them."""

    def __init__(self, *, keep_open: Iterable[int] = ()) -> None:
        """`keep_open`: file descriptors the guard holds until it is done (a lock)."""
        self._keep_open = tuple(keep_open)
        self._living: dict[int, Child] = {}
        self._folders: list[Path] = []
        self._guard: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()

    def spawn(self, program: Program) -> Child:
        """Start the program in a session of its own, under the guard."""
        with self._lock:
            self.check_guard()
            child = Child(program, _popen(program))
            self._living[child.pid] = child
            self._watch(child)
        return child

    def stop(self, *children: Child) -> None:
        """Ask, wait each one's grace, then kill its whole process group."""
        for child in children:
            if child.is_running():
                _quietly(os.kill, child.pid, child.program.stop_signal)
        started = time.monotonic()
        for child in children:
            left = child.program.grace - (time.monotonic() - started)
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=max(left, 0.05))
            self.kill(child)

    def kill(self, child: Child) -> None:
        """Kill the child and everything in its process group, at once."""
        _quietly(os.killpg, child.pid, signal.SIGKILL)
        child.process.wait()
        with self._lock:
            if self._living.pop(child.pid, None):
                self._tell({"forget": child.pid})

    def stop_all(self) -> None:
        """Stop every child by rank, then let the guard go and remove what it should."""
        for rank in sorted({child.program.rank for child in self._living.values()}):
            self.stop(*[c for c in self._living.values() if c.program.rank == rank])
        with self._lock:
            guard, self._guard = self._guard, None
        if guard is not None and guard.stdin is not None:
            guard.stdin.close()
            guard.wait()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def remove_at_end(self, folder: Path) -> None:
        """Delete the folder when the owner ends, whichever way it ends."""
        with self._lock:
            self.check_guard()
            self._folders.append(folder)
            self._tell({"remove": str(folder)})

    def check_guard(self) -> None:
        """Start the guard, or a new one when somebody killed it."""
        with self._lock:
            if self._guard is not None and self._guard.poll() is None:
                return
            self._guard = subprocess.Popen(
                [sys.executable, "-I", str(GUARD), str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=self._keep_open,
                bufsize=0,
            )
            for folder in self._folders:
                self._tell({"remove": str(folder)})
            for child in self._living.values():
                self._watch(child)

    def _watch(self, child: Child) -> None:
        program = child.program
        self._tell(
            {
                "watch": child.pid,
                "signal": int(program.stop_signal),
                "grace": program.grace,
                "rank": program.rank,
            }
        )

    def _tell(self, order: dict[str, Any]) -> None:
        if self._guard is not None and self._guard.stdin is not None:
            with suppress(BrokenPipeError):  # check_guard tells the next one everything
                self._guard.stdin.write(json.dumps(order).encode() + b"\n")


def _popen(program: Program) -> "subprocess.Popen[bytes]":
    output = program.log.open("ab") if program.log is not None else None
    try:
        return subprocess.Popen(
            program.args,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            env=dict(program.env) if program.env is not None else None,
            cwd=program.cwd,
            start_new_session=True,
            **identity_of(program.user),
        )
    finally:
        if output is not None:
            output.close()


def _quietly(send: Callable[[int, int], None], pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        send(pid, number)
