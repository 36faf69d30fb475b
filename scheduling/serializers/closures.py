"""Unusual days of the house in words."""

from datetime import time

from django.utils.translation import gettext as _

from config.lib.formatting import format_time
from config.lib.page_locale import page_locale
from scheduling.selectors.closures import Closure


def closure_words(closure: Closure) -> str:
    """Why the house is closed, or which hours it keeps: "Natal", "Inventário · 10:00–14:00"."""
    if not closure.hours:
        return closure.name or _("Fechado")
    hours = ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in closure.hours)
    name = closure.name or _("Horário especial")
    return f"{name} · {hours}"


def _clock(wall: time) -> str:
    return format_time(wall, "UTC", page_locale())
