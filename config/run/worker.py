"""Runs the django-q2 cluster and watches it from outside.

The rows in PostgreSQL are the work; the cluster only has to be alive. Three things are
not left to it:

- A killed idle worker of django-q2 keeps the lock of the shared queue, and the cluster
  stalls for ever while it reports that it works (django-q2#23). So whenever any process
  of the cluster vanishes, all of it is killed and started afresh.
- A row that stays the oldest one waiting although it was nudged means a stall of some
  other kind; the remedy is the same.
- Nudges can be lost: the sweep finds what is due and wakes the workers, every second.

Killing is safe: a row whose work did not commit is still waiting.
"""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

from config.lib.logging import get_logger
from config.lib.pulse import beat
from config.run.children import Child, Children, Program

log = get_logger(__name__)

# Longer than any POST to the provider can last (bot.gateways.meta TIMEOUT, 19 s): workers
# that wait for a provider that is silent are no stall.
STALL_SECONDS = 20.0
LONGEST_PATIENCE_S = 300.0
SWEEP_EVERY_S = 1.0
TICK_S = 0.25
STEADY_AFTER_S = 5.0
LONGEST_DELAY_S = 5.0
SETTLED_AFTER_S = 1.0

Waiting = tuple[str, float] | None


@dataclass(slots=True)
class StallDetector:
    """Decides when the head of the line has stood still for too long.

    The same key at the head for `stall_seconds` is a stall. Restarting may not help that
    one row, so its next stall needs twice the patience, up to five minutes.
    """

    stall_seconds: float = STALL_SECONDS
    _key: str = ""
    _since: float = 0.0
    _patience: dict[str, float] = field(default_factory=dict)

    def stalled(self, waiting: Waiting, now: float) -> bool:
        """Tell what waits at `now` (monotonic seconds); True asks for a restart."""
        if waiting is None:
            self._key = ""
            self._patience.clear()
            return False
        key, _age = waiting
        if key != self._key:
            self._key, self._since = key, now
            return False
        patience = self._patience.get(key, self.stall_seconds)
        if now - self._since <= patience:
            return False
        self._patience[key] = min(patience * 2, LONGEST_PATIENCE_S)
        self._since = now
        return True

    def forgive(self) -> None:
        """Nothing can be judged now (a server is away): count anew."""
        self._key = ""


class Cluster:
    """The cluster's process group. Times are monotonic seconds."""

    def __init__(self, children: Children, program: Program) -> None:
        self.children = children
        self.program = program
        self._child: Child | None = None
        self._started = 0.0
        self._delay = 0.0
        self._start_at: float | None = 0.0
        self._members: dict[int, psutil.Process] = {}
        self._scanned = 0.0

    @property
    def pid(self) -> int | None:
        """Process (and group) id of the running cluster."""
        return self._child.pid if self._child else None

    def tick(self, now: float) -> None:
        """Start it when it is due; restart it when a process of it has gone."""
        self.children.check_guard()
        if self._child is None:
            if self._start_at is not None and now >= self._start_at:
                self._start(now)
            return
        if not self._child.is_running():
            self.restart(f"exit code {self._child.process.returncode}", now)
        elif vanished := self._vanished():
            self.restart(f"process {vanished} vanished", now)
        elif now - self._scanned >= SETTLED_AFTER_S:
            self._scan(now)

    def restart(self, reason: str, now: float) -> None:
        """Kill the whole group; start it at once, or later if it keeps dying."""
        if self._child is None:
            return
        log.error("cluster_restarts", reason=reason, cluster=self._child.pid)
        self.children.kill(self._child)
        self._child = None
        steady = now - self._started > STEADY_AFTER_S
        self._delay = 0.0 if steady else min(max(self._delay * 2, 1.0), LONGEST_DELAY_S)
        self._start_at = now + self._delay
        if not self._delay:
            self._start(now)

    def stop(self) -> None:
        """Ask the cluster to finish, wait its grace, kill what is left."""
        self._start_at = None
        if self._child is not None:
            self.children.stop(self._child)
            self._child = None

    def _start(self, now: float) -> None:
        self._child = self.children.spawn(self.program)
        self._started = self._scanned = now
        self._members = {}

    def _vanished(self) -> int | None:
        for pid, process in self._members.items():
            try:
                if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                    continue
            except psutil.Error:
                pass
            return pid
        return None

    def _scan(self, now: float) -> None:
        """Note the cluster's own processes, once they are more than a passing helper."""
        self._scanned = now
        if self._child is None:
            return
        try:
            found = psutil.Process(self._child.pid).children(recursive=True)
            for process in found:
                settled = time.time() - process.create_time() > SETTLED_AFTER_S
                if settled and os.getpgid(process.pid) == self._child.pid:
                    self._members.setdefault(process.pid, process)
        except (psutil.Error, ProcessLookupError):
            return  # something just ended: the next tick sees it


class Watch:
    """The cluster, and a thread beside it that sweeps and looks for stalls."""

    def __init__(
        self,
        cluster: Cluster,
        *,
        sweep: Callable[[], object],
        oldest_waiting: Callable[[], Waiting],
        can_nudge: Callable[[], bool],
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        """`sweep` and `oldest_waiting` may raise anything while a server is away."""
        self.cluster = cluster
        self._sweep = sweep
        self._oldest_waiting = oldest_waiting
        self._can_nudge = can_nudge
        self._detector = StallDetector(stall_seconds)
        self._stalled = threading.Event()
        self._failing = ""

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set; then the cluster is stopped in order."""
        thread = threading.Thread(target=self._look_often, args=(stop,), daemon=True)
        thread.start()
        while not stop.wait(TICK_S):
            now = time.monotonic()
            if self._stalled.is_set():
                self._stalled.clear()
                self.cluster.restart("the oldest row does not move", now)
            self.cluster.tick(now)
        self.cluster.stop()

    def look(self, now: float) -> None:
        """One sweep, and one look at the head of the line."""
        try:
            self._sweep()
            waiting = self._oldest_waiting()
            can_nudge = self._can_nudge()
        except Exception as error:  # whatever it is, the next look tries again
            self._note_failure(f"{type(error).__name__}: {error}")
            return
        self._note_recovery()
        if not can_nudge:
            self._detector.forgive()
        elif self._detector.stalled(waiting, now):
            self._stalled.set()

    def _look_often(self, stop: threading.Event) -> None:
        while not stop.wait(SWEEP_EVERY_S):
            beat()
            self.look(time.monotonic())

    def _note_failure(self, reason: str) -> None:
        self._detector.forgive()
        if not self._failing:
            log.warning("sweep_fails", reason=reason[:300])
        self._failing = reason

    def _note_recovery(self) -> None:
        if self._failing:
            log.warning("sweep_works_again")
            self._failing = ""
