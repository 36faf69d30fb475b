"""A browser for the journeys: found on the machine, or installed where that is easy.

`python -m config.run.chromium` finds one, or as root on Debian installs one; it says
loudly when there is none. With CI=true a missing browser is an error.

Chromium without its window is preferred: the same engine, and a third less work per page.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium-headless-shell", "chromium")  # of Debian, the better one first
_SHORT = ("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = (
    "NO BROWSER: the tests marked `browser` are SKIPPED. Install Chromium, or name one with"
    " CHROMIUM=/path/to/chromium."
)


def find_chromium() -> str | None:
    """Path of a browser: $CHROMIUM, else the first known name on PATH."""
    given = os.environ.get("CHROMIUM")
    candidates = [given] if given else list(NAMES)
    return next((path for path in map(shutil.which, candidates) if path), None)


def is_required() -> bool:
    """On a build server a missing browser is a failure, not a skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def install_chromium() -> None:
    """The first of Debian's packages that this machine gets; does nothing without apt-get or
    without being root, nor where a browser is there and no better one is to be had."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Chromium (apt-get) ...", flush=True)
    if not _apt_get("update", "-qq"):
        return
    for package in PACKAGES:
        if _apt_get("install", "-y", "-qq", package) or find_chromium():
            return


def _apt_get(*command: str) -> bool:
    done = subprocess.run(
        ["apt-get", *_SHORT, *command],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stderr[-2000:], file=sys.stderr)
    return done.returncode == 0


def _is_best() -> bool:
    """Whether nothing better can be installed than what is there."""
    found = find_chromium()
    named = bool(os.environ.get("CHROMIUM"))
    return found is not None and (named or Path(found).name in SHELLS)


def main() -> int:
    """An exit status: 1 only where a browser is required."""
    if not _is_best():
        install_chromium()
    if find_chromium() is not None:
        return 0
    bar = "!" * len(MISSING)
    print(f"\n{bar}\n{MISSING}\n{bar}\n", file=sys.stderr)
    return 1 if is_required() else 0


if __name__ == "__main__":
    sys.exit(main())
