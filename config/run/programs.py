"""The product's own processes: simulator, web, worker."""

import sys
from collections.abc import Mapping
from pathlib import Path

from config.run.children import Program
from config.run.environment import Addresses

ROOT = Path(__file__).resolve().parents[2]
DEMO_AGENDA = "/o/studio-bela/agenda/"


def product_programs(
    addresses: Addresses, *, data: Path, logs: Path, env: Mapping[str, str], web_processes: int = 2
) -> dict[str, Program]:
    """How each is started, in starting order; `env` is the whole environment they get."""
    webhook = f"{addresses.web_url}/webhooks/meta/"
    simulator = [
        *("-m", "bot.simulator", "--host", addresses.host),
        *("--port", str(addresses.simulator_port), "--webhook-url", webhook),
        *("--data", str(data / "simulator.sqlite3")),
        *("--app-url", f"{addresses.web_url}{DEMO_AGENDA}"),
    ]
    web = [
        *("-m", "uvicorn", "config.asgi:application", "--workers", str(web_processes)),
        *("--host", addresses.host, "--port", str(addresses.port), "--no-access-log"),
        *("--timeout-graceful-shutdown", "5", "--log-level", "warning"),
    ]

    def program(name: str, arguments: list[str], *, rank: int, grace: float) -> Program:
        return Program(
            name=name,
            args=(sys.executable, *arguments),
            rank=rank,
            grace=grace,
            env={**env, "PYTHONUNBUFFERED": "1"},
            cwd=ROOT,
            log=logs / f"{name}.log",
        )

    return {
        "simulator": program("simulator", simulator, rank=1, grace=8),
        "web": program("web", web, rank=1, grace=8),
        "worker": program("worker", ["manage.py", "worker"], rank=2, grace=15),
    }
