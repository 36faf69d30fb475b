"""`manage.py doctor [--json]`: what is well, what is not, and what to do about it.

With --json, one object:

    {"status": "fail",                       the worst of all: ok, warn or fail
     "checks": [{"name": "queue:inbox",      stable; parts after a colon say which one
                 "status": "fail",
                 "detail": "...",            for people, in the language of the process
                 "fix": "..."}]}             one sentence, "" when all is well

Exit code 1 when the status is fail, else 0.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from bot.selectors.doctor import examine, worst
from bot.selectors.doctor_ground import Check, Status


class Command(BaseCommand):
    help = (
        "Checks database, cache, worker, queues, channels, webhooks, reminders. Exit code 1: bad."
    )
    requires_system_checks: Any = ()  # they may touch what is down; the doctor says it better

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        checks = examine(timezone.now())
        status = worst(checks)
        if options["json"]:
            found = {"status": status.value, "checks": [asdict(check) for check in checks]}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for check in checks:
                self._write(check)
            self.stdout.write(self._colour(status)(_summary(status)))
        if status is Status.FAIL:
            sys.exit(1)

    def _write(self, check: Check) -> None:
        mark = self._colour(check.status)(f"{check.status.value:>4}")
        self.stdout.write(f"{mark}  {check.name}: {check.detail}")
        if check.fix:
            self.stdout.write(f"      → {check.fix}")

    def _colour(self, status: Status) -> Any:
        style = {Status.OK: "SUCCESS", Status.WARN: "WARNING", Status.FAIL: "ERROR"}[status]
        return getattr(self.style, style)


def _summary(status: Status) -> str:
    return {
        Status.OK: _("Tudo certo."),
        Status.WARN: _("Funciona, mas há o que olhar."),
        Status.FAIL: _("Há algo parado."),
    }[status]
