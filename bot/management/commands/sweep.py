"""`manage.py sweep`: wake the workers for everything that is due, once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from bot.services.sweep import sweep


class Command(BaseCommand):
    help = "Finds what is due and wakes the workers for it; recovers interrupted sends."

    def handle(self, *args: Any, **options: Any) -> None:
        woken = sweep(now=timezone.now())
        if not woken:
            self.stdout.write(_("Nada está parado."))
            return
        for queue in woken:
            self.stdout.write(_("Fila acordada: %(queue)s") % {"queue": queue})
