"""`manage.py understand`: what a customer's message says, as the bot reads it.

Without TEXT every line of the standard input is one message, and every answer one JSON
object a line. Without --organization the names are those of an example shop.
"""

import json
import sys
from argparse import BooleanOptionalAction
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from bot.selectors.known_names import KnownNames, example_names, names_of
from bot.understanding.grading import FIELDS, LOCALES, Graded, graded_corpus, summed
from bot.understanding.message import Understood, understand
from bot.understanding.plain import as_plain

_FIRST_YEAR, _LAST_YEAR = 1970, 2200  # days are counted from now: they must exist


class Command(BaseCommand):
    help = "Reads messages: intent, services, people, days and times."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="*", metavar="TEXT")
        parser.add_argument("--organization", default="", metavar="SLUG")
        parser.add_argument("--now", default="", metavar="ISO8601")
        parser.add_argument("--locale", default="", choices=list(LOCALES.values()))
        parser.add_argument("--json", action=BooleanOptionalAction, default=False)
        parser.add_argument(
            "--corpus", action="store_true", help="grade the corpus instead of reading TEXT"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["corpus"]:
            return self._grade()
        known = self._names(options["organization"])
        now = _wall(options["now"], known.time_zone)
        locale = options["locale"] or known.locale
        is_json = options["json"] or not options["text"]
        texts: Iterable[str] = options["text"] or (line.rstrip("\n") for line in sys.stdin)
        for text in texts:
            understood = understand(
                text,
                now=now,
                locale=locale,
                services=known.services,
                staff=known.staff,
                dependants=known.dependants,
            )
            self._print(understood, known, is_json=is_json)
        return None

    def _names(self, slug: str) -> KnownNames:
        found = names_of(slug) if slug else example_names()
        if found is None:
            raise CommandError(_("Não existe a organização “%(slug)s”.") % {"slug": slug})
        return found

    def _print(self, understood: Understood, known: KnownNames, *, is_json: bool) -> None:
        read = as_plain(understood, known.names)
        if is_json:
            self.stdout.write(json.dumps(read, ensure_ascii=False))
            self.stdout.flush()
            return
        problems = [one.value for one in understood.problems]
        for key, value in {**read, "problems": problems, "language": understood.language}.items():
            if value:
                self.stdout.write(f"{key}: {json.dumps(value, ensure_ascii=False)}")

    def _grade(self) -> None:
        """Accuracy by field and language, confusions, speed, and every failure."""
        graded_corpus()  # warm
        graded = graded_corpus()
        for language in ("", *LOCALES):
            grades = summed(one for one in graded if language in ("", one.phrase.language))
            self.stdout.write(f"\n{language or 'all'}: {grades.phrases} phrases")
            for name in FIELDS:
                self.stdout.write(f"  {name:14}{grades.accuracy(name):8.1%}")
            p50, p95 = grades.percentile_ms(0.5), grades.percentile_ms(0.95)
            self.stdout.write(f"  ms p50 {p50:.2f}, p95 {p95:.2f}")
            for (expected, read), count in grades.confused.most_common():
                self.stdout.write(f"  {expected} read as {read}: {count}")
        wrong = [one for one in graded if one.wrong]
        bookings = sum(one.is_wrong_booking for one in graded)
        self.stdout.write(f"\nwrong bookings: {bookings}\nfailures: {len(wrong)}")
        for one in wrong:
            self._print_failure(one)

    def _print_failure(self, one: Graded) -> None:
        self.stdout.write(f"- [{one.phrase.language}] {one.phrase.text}")
        for name in one.wrong:
            self.stdout.write(f"    {name}: {one.phrase.expected[name]} != {one.read[name]}")


def _wall(text: str, time_zone: str) -> datetime:
    """The moment on the clock of the business; a time without offset is that clock's."""
    zone = ZoneInfo(time_zone)
    if not text:
        return timezone.now().astimezone(zone)
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” não é uma data ISO 8601.") % {"text": text}) from error
    if not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise CommandError(_("“%(text)s” está fora do calendário.") % {"text": text})
    return given.replace(tzinfo=zone) if given.tzinfo is None else given.astimezone(zone)
