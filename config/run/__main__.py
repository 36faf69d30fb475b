"""`python -m config.run` starts everything; `... manage <command>` talks to what runs."""

import os
import subprocess
import sys
from pathlib import Path

from config.run.account import NoAccount
from config.run.embedded import ServiceFailed
from config.run.environment import read_private
from config.run.local import LocalStart, StartFailed
from config.run.lock import AlreadyRunning
from config.run.programs import ROOT
from config.run.supervisor import Stopped


def start(data: Path) -> int:
    """Everything, until it is stopped; an exit status."""
    try:
        LocalStart(data, os.environ).run()
    except Stopped:
        return 0
    except (AlreadyRunning, NoAccount, ServiceFailed, StartFailed, ValueError) as problem:
        print(f"\n{problem}\n", file=sys.stderr)
        return 1
    return 0


def manage(data: Path, arguments: list[str]) -> int:
    """manage.py in the environment of what runs from this checkout."""
    known = data / "current.env"
    if not known.exists():
        print("Nothing runs from this folder: start it with `make run` first.", file=sys.stderr)
        return 1
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.call(command, cwd=ROOT, env=os.environ | read_private(known))


def main() -> int:
    """The command line."""
    data = Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()
    if sys.argv[1:2] == ["manage"]:
        return manage(data, sys.argv[2:])
    return start(data)


if __name__ == "__main__":
    sys.exit(main())
