"""A week of hours in few words."""

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext as _

from config.lib.formatting import babel_locale
from config.lib.page_locale import page_locale

Stretches = Sequence[tuple[time, time]]


def week_lines(week: Sequence[Stretches]) -> list[str]:
    """ "seg a sex 09:00-12:00, 13:00-18:00": neighbouring days alike share a line."""
    lines, day = [], 0
    while day < 7:
        last = day
        while last + 1 < 7 and list(week[last + 1]) == list(week[day]):
            last += 1
        if week[day]:
            hours = ", ".join(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in week[day])
            lines.append(f"{_days(day, last)} {hours}")
        day = last + 1
    return lines


def _days(first: int, last: int) -> str:
    names = babel_locale(page_locale()).days["format"]["abbreviated"]
    first_name, last_name = (str(names[day]).rstrip(".") for day in (first, last))
    if first == last:
        return first_name
    if last - first == 1:
        return _("%(first)s e %(last)s") % {"first": first_name, "last": last_name}
    return _("%(first)s a %(last)s") % {"first": first_name, "last": last_name}
