"""What a variable of a template most likely stands for, so that it comes filled in. Pure.

A name in the braces says it; for a number the words in front of it and the example do. A
person sees the value and the preview before anything is sent, so a guess may be wrong.
"""

import re
from collections.abc import Mapping

from bot.enums import SlotMeaning
from bot.reminder_templates import REMINDER
from bot.template_shape import Part, Slot

_M = SlotMeaning
_OWN: Mapping[str, Mapping[str, SlotMeaning]] = {
    REMINDER: {"1": _M.NAME, "2": _M.SERVICE, "3": _M.DAY, "4": _M.TIME, "5": _M.BUSINESS}
}
_NAMES: tuple[tuple[SlotMeaning, str], ...] = (
    (_M.BUSINESS, r"business|company|empresa|negocio|loja|salon|salao|organization"),
    (_M.STAFF, r"staff|professional|profissional|profesional|barber|barbeiro|attendant"),
    (_M.SERVICE, r"service|servico|servicio|procedure|procedimento"),
    (_M.TIME, r"time|hour|hora|horario"),
    (_M.DAY, r"date|day|data|dia|fecha"),
    (_M.NAME, r"name|nome|nombre|customer|cliente|client"),
)
_BEFORE: tuple[tuple[SlotMeaning, str], ...] = (
    (_M.NAME, r"(?:^|\W)(?:olá|ola|oi|hi|hello|hey|hola|caro|cara|dear|querid[oa])[,!]?\s*$"),
    (_M.TIME, r"(?:^|\W)(?:às|as|at|a las)\s*$"),
    (_M.STAFF, r"(?:^|\W)(?:com|with|con)\s*$"),
)
_TIME = re.compile(r"\d{1,2}(?::\d{2}|h\d{0,2})(?:\s*[ap]m)?", re.I)
_DAY = re.compile(r"(?:.*\D)?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2} de \w+.*", re.I)


def meaning_of(template_name: str, slot: Slot) -> SlotMeaning | None:
    """None where nothing tells."""
    if slot.part == Part.BUTTON:
        return None
    own = _OWN.get(template_name, {}).get(slot.name) if slot.part == Part.BODY else None
    if own is not None:
        return own
    if not slot.name.isdigit():
        return _first(_NAMES, slot.name.lower())
    found = _first(_BEFORE, slot.before.lower())
    if found is not None:
        return found
    if _TIME.fullmatch(slot.example.strip()):
        return _M.TIME
    return _M.DAY if _DAY.fullmatch(slot.example.strip()) else None


def _first(patterns: tuple[tuple[SlotMeaning, str], ...], text: str) -> SlotMeaning | None:
    return next((meaning for meaning, pattern in patterns if re.search(pattern, text)), None)
