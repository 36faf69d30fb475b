"""Keeps the processes of a local start alive: restarts what dies, stops all in order."""

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from config.run.children import Child, Children, Program
from config.run.logs import Tail

TICK_S = 0.2
FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 30.0
STEADY_AFTER_S = 60.0


class Stopped(Exception):
    """Somebody asked for the end (Ctrl-C, SIGTERM, SIGHUP)."""


@dataclass(slots=True)
class Kept:
    """A program that is started again whenever it ends. Times are monotonic seconds."""

    program: Program
    child: Child
    started: float
    delay: float = FIRST_DELAY_S
    restart_at: float | None = None

    def note_end(self, now: float) -> float:
        """Plan the restart; returns the delay: 1 s, doubling to 30 s while it keeps dying."""
        if now - self.started > STEADY_AFTER_S:
            self.delay = FIRST_DELAY_S
        delay = self.delay
        self.restart_at = now + delay
        self.delay = min(self.delay * 2, LONGEST_DELAY_S)
        return delay


class Supervisor:
    """Owns the children of one local start."""

    def __init__(self, children: Children, tail: Tail, say: Callable[[str], None]) -> None:
        self.children = children
        self.tail = tail
        self.say = say
        self._kept: list[Kept] = []
        self._asked_to_stop = threading.Event()

    def listen_to_signals(self) -> None:
        """From now on Ctrl-C, SIGTERM and SIGHUP ask for an orderly end."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop.set()

    def check_stop(self) -> None:
        """Raise Stopped once the end has been asked for."""
        if self._asked_to_stop.is_set():
            raise Stopped

    def keep(self, program: Program, child: Child | None = None) -> None:
        """Start the program (unless `child` is it already) and keep it running."""
        if program.log is not None:
            self.tail.follow(program.name, program.log)
        child = child or self.children.spawn(program)
        self._kept.append(Kept(program, child, time.monotonic()))

    def pause(self) -> None:
        """One tick: restart what died, show what the logs say; raises Stopped."""
        self.check_stop()
        self.children.check_guard()
        now = time.monotonic()
        for kept in self._kept:
            self._mind(kept, now)
        self.tail.show()
        self._asked_to_stop.wait(TICK_S)

    def run(self) -> None:
        """Until somebody asks for the end."""
        while True:
            self.pause()

    def _mind(self, kept: Kept, now: float) -> None:
        if kept.restart_at is None:
            if not kept.child.is_running():
                code = kept.child.process.returncode
                self.children.kill(kept.child)  # what its group may have left
                delay = kept.note_end(now)
                self.say(f"{kept.program.name} ended ({_reason(code)}); again in {delay:.0f} s.")
        elif now >= kept.restart_at:
            kept.child = self.children.spawn(kept.program)
            kept.started, kept.restart_at = now, None


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
