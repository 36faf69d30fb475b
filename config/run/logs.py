"""Children's logs: files, of which the terminal shows what deserves a look."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

KEPT_BYTES = 10 * 1024 * 1024
_LOUD = {"warning", "error", "critical"}
_QUIET_LINES = {"postgres"}  # rejected rows are normal: constraints decide races


def rotate(log: Path) -> None:
    """Keep one older file once a log has grown large."""
    if log.exists() and log.stat().st_size > KEPT_BYTES:
        log.replace(log.with_suffix(".log.1"))


def worth_showing(name: str, line: str) -> str:
    """The line as the terminal shows it; empty when it only belongs in the file."""
    try:
        entry = json.loads(line)
    except ValueError:
        loud = any(word in line for word in ("ERROR", "CRITICAL", "FATAL", "PANIC", "Error:"))
        return line if loud and name not in _QUIET_LINES else ""
    if not isinstance(entry, dict) or str(entry.get("level", "")).lower() not in _LOUD:
        return ""
    shown = {k: v for k, v in entry.items() if k not in {"timestamp", "exception", "level"}}
    event = shown.pop("event", "")
    details = " ".join(f"{key}={value}" for key, value in shown.items())
    return f"{entry['level']}: {event} {details}".strip()


@dataclass
class Tail:
    """Follows the children's log files from where they end now."""

    verbose: bool = False
    _offsets: dict[Path, int] = field(default_factory=dict)
    _names: dict[Path, str] = field(default_factory=dict)

    def follow(self, name: str, log: Path) -> None:
        """Show what is written to `log` from now on."""
        self._names[log] = name
        self._offsets[log] = log.stat().st_size if log.exists() else 0

    def show(self) -> None:
        """Print what is new in all files, a line each."""
        for log, name in self._names.items():
            for line in self._fresh_lines(log):
                shown = line if self.verbose else worth_showing(name, line)
                if shown:
                    print(f"[{name}] {shown}", file=sys.stderr, flush=True)

    def _fresh_lines(self, log: Path) -> list[str]:
        try:
            with log.open("rb") as file:
                file.seek(self._offsets[log])
                chunk = file.read(1 << 20)
        except FileNotFoundError:
            return []
        whole = chunk[: chunk.rfind(b"\n") + 1]
        self._offsets[log] += len(whole)
        return whole.decode(errors="replace").splitlines()
