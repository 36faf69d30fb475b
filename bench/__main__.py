"""`python -m bench [NAME...]`: all benches, or those named."""

import argparse
import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.report import print_table
from bench.stand import Stand

RESULTS = Path(__file__).parent / "results"
NAMES = (
    "availability",
    "bookings",
    "engine",
    "imports",
    "pages",
    "replies",
    "streams",
    "triggers",
    "turns",
    "understanding",
    "webhooks",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--seconds", type=float, default=5.0, help="of load for each row")
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    results: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
    }
    with Stand() as stand:
        for name in options.names or NAMES:
            module = __import__(f"bench.{name}", fromlist=["run"])
            rows = module.run(stand, options.seconds)
            print_table(module.__doc__.splitlines()[0], rows)
            results[name] = rows
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(results, indent=2) + "\n"
    (RESULTS / "latest.json").write_text(text)
    print(f"\nWritten to {RESULTS.relative_to(Path.cwd())}/latest.json")


if __name__ == "__main__":
    main()
