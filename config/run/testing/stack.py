"""The real processes for journeys and crash tests: fixture `live_stack`.

    def test_...(live_stack):
        stack = live_stack("simulator", "web", "worker")
        stack.web_url, stack.simulator_url
        stack.kill("worker")    # kill -9 of that one process; stack.start("worker") again

They run against the test's own database (so the test's data must be committed: the
fixture brings `transactional_db`) and end before the database is emptied.
"""

import os
import random
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from django.db import connection

from config.run.checks import health_answer, is_free
from config.run.children import Child, Children, Program
from config.run.embedded import postgres_database
from config.run.environment import LOOPBACK, Addresses
from config.run.guard import alive
from config.run.programs import product_programs

READY_TIMEOUT_S = 120.0  # on a machine busy with other work; costs nothing where all is well
SIMULATOR = {
    "SIMULATOR_APP_SECRET": "app-secret-for-tests",
    "SIMULATOR_VERIFY_TOKEN": "verify-token-for-tests",
    "SIMULATOR_ACCESS_TOKEN": "SIMaccess-token-for-tests",
    "SIMULATOR_PHONE_NUMBER_ID": "100000000000001",
    "SIMULATOR_WABA_ID": "100000000000002",
}

StartStack = Callable[..., "LiveStack"]


@dataclass
class LiveStack:
    """Running processes of the product by name: simulator, web, worker."""

    addresses: Addresses
    children: Children
    programs: dict[str, Program]
    env: dict[str, str]
    running: dict[str, Child] = field(default_factory=dict)

    @property
    def web_url(self) -> str:
        return self.addresses.web_url

    @property
    def simulator_url(self) -> str:
        return self.addresses.simulator_url

    def start(self, name: str) -> Child:
        """Start one process; does not wait for it."""
        self.running[name] = self.children.spawn(self.programs[name])
        return self.running[name]

    def kill(self, name: str) -> None:
        """kill -9 of that one process, nothing else of its group."""
        child = self.running.pop(name)
        child.process.kill()
        child.process.wait()

    def stop(self, name: str) -> None:
        """An orderly end."""
        self.children.stop(self.running.pop(name))

    def log(self, name: str) -> str:
        """What the process has written so far."""
        log = self.programs[name].log
        return log.read_text(errors="replace") if log is not None and log.exists() else ""

    def cluster_processes(self) -> list[psutil.Process]:
        """The processes of the task cluster below the worker, main process first."""
        found = psutil.Process(self.running["worker"].pid).children(recursive=True)
        return [process for process in found if "qcluster" in _command(process)]

    def wait_until_up(self) -> None:
        """Until each started server accepts connections; raises when one has ended."""
        deadline = time.monotonic() + READY_TIMEOUT_S
        while not self._is_up():
            for name, child in self.running.items():
                if not child.is_running():
                    raise AssertionError(f"{name} ended at its start:\n{self.log(name)[-3000:]}")
            if time.monotonic() > deadline:
                raise AssertionError("the processes are not up:\n" + self._all_logs())
            time.sleep(0.1)

    def _is_up(self) -> bool:
        up = True
        if "web" in self.running:
            up = health_answer(f"{self.web_url}/health/live") == "200"
        if up and "simulator" in self.running:
            up = _accepts(self.addresses.simulator_port)
        if up and "worker" in self.running:
            # main, sentinel, pusher, monitor and at least one worker
            up = len(self.cluster_processes()) >= 5
        return up

    def _all_logs(self) -> str:
        return "\n".join(f"--- {name}\n{self.log(name)[-2000:]}" for name in self.running)


@pytest.fixture
def live_stack(transactional_db: None, tmp_path: Path) -> Iterator[StartStack]:
    """`live_stack(*names, web_processes=1, **environment)` starts them and waits."""
    children = Children()

    def start(*names: str, web_processes: int = 1, **environment: str) -> LiveStack:
        addresses = _free_addresses()
        database = str(connection.settings_dict["NAME"])
        env = {
            **os.environ,
            **SIMULATOR,
            "STATICFILES_FROM_SOURCES": "true",  # here alone: else each test client lists them
            "DATABASE_URL": postgres_database(os.environ["DATABASE_URL"], database),
            "SIMULATOR_URL": addresses.simulator_url,
            **environment,
        }
        programs = product_programs(
            addresses, data=tmp_path, logs=tmp_path, env=env, web_processes=web_processes
        )
        stack = LiveStack(addresses, children, programs, env)
        for name in names or tuple(programs):
            stack.start(name)
        stack.wait_until_up()
        return stack

    yield start
    children.stop_all()


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run (a zombie does not)."""
    return [process for process in processes if alive(process.pid, process.create_time())]


def wait_until_gone(processes: list[psutil.Process], *, within: float) -> None:
    """Until none of them runs; fails after `within` seconds."""
    deadline = time.monotonic() + within
    while left := living(processes):
        assert time.monotonic() < deadline, f"still running after {within} s: {left}"
        time.sleep(0.05)


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def _free_addresses() -> Addresses:
    """Two neighbouring free ports, below those the system gives to whoever asks for any."""
    while True:
        port = random.randrange(20_000, 30_000, 2)
        if is_free(LOOPBACK, port) and is_free(LOOPBACK, port + 1):
            return Addresses(LOOPBACK, port)


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0
