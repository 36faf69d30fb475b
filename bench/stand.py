"""The bench's stand: durable servers of its own and the processes of the product."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from config.run.checks import health_answer, is_free
from config.run.children import Child, Children
from config.run.embedded import Service, start_postgres, start_valkey
from config.run.environment import Addresses
from config.run.programs import ROOT, product_programs

APP_SECRET = "bench-app-secret"
NUMBER_ID = "106540352242922"
ACCOUNT_ID = "102290129340398"


class Stand:
    """PostgreSQL and Valkey that keep what they say, in a folder that goes at the end."""

    def __enter__(self) -> Self:
        self.children = Children()
        self.folder = Path(tempfile.mkdtemp(prefix="zapenda-bench-", dir=ROOT))
        self.folder.chmod(0o711)
        self.postgres: Service = start_postgres(
            self.children, self.folder / "postgres", durable=True
        )
        self.valkey = start_valkey(self.children, self.folder / "valkey", durable=True)
        port = next(port for port in range(8600, 8800, 10) if is_free("127.0.0.1", port))
        self.addresses = Addresses("127.0.0.1", port)
        self.env = self._environment()
        os.environ.update(self.env)
        self.manage("migrate", "-v0")
        import django  # noqa: PLC0415

        django.setup()
        return self

    def __exit__(self, *error: object) -> None:
        self.children.stop_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, env=self.env, cwd=ROOT, check=True)

    def start(self, *names: str, web_processes: int = 2, **environment: str) -> list[Child]:
        """Start processes of the product by name and wait until the servers answer."""
        programs = product_programs(
            self.addresses,
            data=self.folder,
            logs=self.folder,
            env=self.env | environment,
            web_processes=web_processes,
        )
        started = [self.children.spawn(programs[name]) for name in names]
        if "web" in names:
            self._wait("web", f"{self.addresses.web_url}/health/ready")
        if "simulator" in names:
            self._wait("simulator", f"{self.addresses.simulator_url}/about")
        return started

    def stop(self, *children: Child) -> None:
        self.children.stop(*children)

    def _wait(self, name: str, url: str) -> None:
        ends = time.monotonic() + 30
        while health_answer(url) != "200":
            if time.monotonic() > ends:
                log = (self.folder / f"{name}.log").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{name} did not come up:\n{log}")
            time.sleep(0.1)

    def _environment(self) -> dict[str, str]:
        given: dict[str, Any] = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "bench",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "USE_HTTPS": "false",
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "META_APP_SECRET": APP_SECRET,
            "META_VERIFY_TOKEN": "bench-verify-token",
            "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "SIMULATOR_URL": self.addresses.simulator_url,
            "SIMULATOR_APP_SECRET": APP_SECRET,
            "SIMULATOR_VERIFY_TOKEN": "bench-verify-token",
            "SIMULATOR_ACCESS_TOKEN": "bench-access-token",
            "SIMULATOR_PHONE_NUMBER_ID": NUMBER_ID,
            "SIMULATOR_WABA_ID": ACCOUNT_ID,
            "WORKERS": "2",
        }
        return {**os.environ, **given}
