"""`make run`: the whole product from this checkout, in one terminal."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from config.run.account import reachable_data_dir, server_account
from config.run.checks import fingerprint, health_answer, is_free
from config.run.children import Children, Program
from config.run.embedded import start_postgres, start_valkey
from config.run.environment import (
    addresses_from,
    load_secrets,
    local_environment,
    write_private,
)
from config.run.lock import take_lock
from config.run.logs import Tail, rotate
from config.run.programs import DEMO_AGENDA, ROOT, product_programs
from config.run.supervisor import Supervisor

READY_TIMEOUT_S = 90.0
DEMO_OWNER = "ana@studiobela.test"
STATIC_SOURCES = ("static", "node_modules/.installed", "requirements.txt", "config/settings.py")


class StartFailed(Exception):
    """The product could not be started; the text says why and what to do."""


class LocalStart:
    """One start of everything, below `data`."""

    def __init__(self, data: Path, given: Mapping[str, str]) -> None:
        self.data = data
        self.given = given
        self.addresses = addresses_from(given)
        self.began = time.monotonic()
        self.logs = data / "logs"
        self.data.mkdir(mode=0o711, exist_ok=True)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        for log in self.logs.glob("*.log"):
            rotate(log)
        self.children = Children(keep_open=[take_lock(data / "run.lock")])
        self.supervisor = Supervisor(self.children, Tail(verbose=given.get("VERBOSE") == "1"), _say)
        self.env: dict[str, str] = {}

    def run(self) -> None:
        """Start everything, say where it is, and stay until asked to stop."""
        self._check_ports()
        self.supervisor.listen_to_signals()
        try:
            secrets = load_secrets(self.data / "run.env")
            self.env = local_environment(self.given, secrets, self.addresses)
            self._start_services()
            self._prepare()
            self._start_processes()
            self._wait_until_ready()
            _say(self._banner())
            self.supervisor.run()
        finally:
            _say("Stopping ...")
            self.children.stop_all()
            (self.data / "current.env").unlink(missing_ok=True)
            _say("Everything has stopped.")

    def _check_ports(self) -> None:
        for port, what in (
            (self.addresses.port, "the product"),
            (self.addresses.simulator_port, "the simulator"),
        ):
            if not is_free(self.addresses.host, port):
                raise StartFailed(
                    f"Port {port} (for {what}) is taken by another program.\n"
                    f"Choose another one: make run PORT={self.addresses.port + 100}"
                )

    def _start_services(self) -> None:
        if not self.env.get("DATABASE_URL"):
            folder = reachable_data_dir(self.data / "postgres", server_account())
            postgres = start_postgres(
                self.children, folder, durable=True, log=self._log("postgres")
            )
            self.supervisor.keep(postgres.program, postgres.child)
            self.env["DATABASE_URL"] = postgres.url
        if not self.env.get("REDIS_URL"):
            valkey = start_valkey(
                self.children, self.data / "valkey", durable=True, log=self._log("valkey")
            )
            self.supervisor.keep(valkey.program, valkey.child)
            self.env["REDIS_URL"] = valkey.url
        write_private(self.data / "current.env", self.env)

    def _prepare(self) -> None:
        """Static files when their sources changed, migrations, the demo salon once."""
        sources = fingerprint(ROOT / name for name in STATIC_SOURCES)
        if not (ROOT / "staticfiles").is_dir():
            (self.data / "static.stamp").unlink(missing_ok=True)
        self._once("static", sources, ["collectstatic", "--noinput", "--clear", "-v", "0"])
        self._manage("migrate", "--noinput", "-v", "0")
        # Again when the simulator moves: the demo channel holds its address.
        place = f"{self.env['DATABASE_URL'].split('?')[0]} {self.addresses.simulator_url}"
        self._once("demo", place, ["seed_demo"])

    def _once(self, name: str, value: str, command: list[str]) -> None:
        stamp = self.data / f"{name}.stamp"
        if stamp.exists() and stamp.read_text() == value:
            return
        self._manage(*command)
        stamp.write_text(value)

    def _manage(self, *arguments: str) -> None:
        program = Program(
            name=arguments[0],
            args=(sys.executable, "manage.py", *arguments),
            env=os.environ | self.env,
            cwd=ROOT,
            log=self._log("prepare"),
        )
        _say(f"{arguments[0]} ...")
        child = self.children.spawn(program)
        while child.is_running():
            self.supervisor.pause()
        self.children.kill(child)
        if child.process.returncode != 0:
            tail = self._log("prepare").read_text(errors="replace").splitlines()[-15:]
            raise StartFailed(f"manage.py {arguments[0]} failed:\n" + "\n".join(tail))

    def _start_processes(self) -> None:
        programs = product_programs(
            self.addresses, data=self.data, logs=self.logs, env=os.environ | self.env
        )
        for program in programs.values():
            self.supervisor.keep(program)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        answer = ""
        while time.monotonic() < deadline:
            self.supervisor.pause()
            answer = health_answer(f"{self.addresses.web_url}/health/ready")
            if answer == "200":
                return
        raise StartFailed(f"/health/ready does not answer 200 (last: {answer}). Logs: {self.logs}")

    def _banner(self) -> str:
        web = f"http://{self.addresses.shown}:{self.addresses.port}"
        phone = f"http://{self.addresses.shown}:{self.addresses.simulator_port}/"
        seconds = time.monotonic() - self.began
        lines = [
            f"Zapenda is ready ({seconds:.1f} s).",
            "",
            f"  Owner's agenda   {web}{DEMO_AGENDA}",
            f"  Customer's phone {phone}",
            f"  Admin            {web}/admin/",
            f"  Login            {DEMO_OWNER}   password: {self.env['DEMO_PASSWORD']}",
            "",
            f"  Logs in {_short(self.logs)} (VERBOSE=1 shows them). Ctrl-C stops everything.",
        ]
        width = max(map(len, lines))
        return "\n".join(["", "-" * width, *lines, "-" * width, ""])

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def _say(message: str) -> None:
    print(message, flush=True)


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
