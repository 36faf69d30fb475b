"""Moves the files of messages into the store beside the database, or back."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bot.services.file_moves import ask_for_moves, bring_back_next, move_file_due
from config.lib.file_store import StoreUnavailable, has_store

TOLD_EVERY = 100


class Command(BaseCommand):
    """Killed at any moment nothing is lost; run again, it goes on where it was."""

    help = "Move the files of messages to where ATTACHMENTS_URL says, or back into the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--back", action="store_true", help="from the store to the database")

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_store():
            raise CommandError("ATTACHMENTS_URL is not set: files are kept in the database.")
        try:
            done, lost = self._back() if options["back"] else (self._out(), 0)
        except StoreUnavailable as error:
            raise CommandError(f"The store does not answer ({error}). Run it again.") from error
        self.stdout.write(f"{done} files moved.")
        if lost:
            raise CommandError(f"{lost} files are not in the store any more.")

    def _out(self) -> int:
        after: UUID | None = None
        while after := ask_for_moves(after=after, now=timezone.now()):
            pass
        done = 0
        while move_file_due(now=timezone.now()):
            done += 1
            self._tell(done)
        return done

    def _back(self) -> tuple[int, int]:
        found = [0, 0]  # lost, brought back
        after: UUID | None = None
        while one := bring_back_next(after=after, now=timezone.now()):
            after, is_back = one
            found[is_back] += 1
            self._tell(sum(found))
        return found[1], found[0]

    def _tell(self, done: int) -> None:
        if done % TOLD_EVERY == 0:
            self.stdout.write(f"{done}...")
