"""Times of day: "15h", "às 3 da tarde", "meio-dia e meia", "de manhã", "depois das 15h"."""

import re
from dataclasses import dataclass

IMPOSSIBLE = "impossible"
NOON = 12 * 60
DAY_END = 24 * 60

_NUMBERS = {
    "uma": 1, "una": 1, "one": 1, "duas": 2, "dos": 2, "two": 2, "tres": 3, "three": 3,
    "quatro": 4, "cuatro": 4, "four": 4, "cinco": 5, "five": 5, "seis": 6, "six": 6,
    "sete": 7, "siete": 7, "seven": 7, "oito": 8, "ocho": 8, "eight": 8, "nove": 9,
    "nueve": 9, "nine": 9, "dez": 10, "diez": 10, "ten": 10, "onze": 11, "once": 11,
    "eleven": 11, "doze": 12, "doce": 12, "twelve": 12,
}  # fmt: skip
_WORD = "|".join(_NUMBERS)

# Parts of the day, minutes from and to.
_PARTS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"\b(fim do dia|final do dia|fim da tarde|final da tarde|end of (the )?day|"
                r"fin del dia|ultima hora)\b"), 16 * 60, 20 * 60),
    (re.compile(r"\b(inicio da tarde|comeco da tarde|depois do almoco|apos o almoco|after lunch|"
                r"early afternoon|despues de comer|despues del almuerzo)\b"), 12 * 60, 15 * 60),
    (re.compile(r"\b(antes do almoco|before lunch|antes de comer|antes del almuerzo)\b"),
     0, NOON),
    (re.compile(r"\b(cedo|cedinho|primeiro horario|logo cedo|early|temprano)\b"), 0, 10 * 60),
    (re.compile(r"\b(de manha|pela manha|na parte da manha|a manha|da manha|de manhazinha|"
                r"morning|por la manana|en la manana|de la manana|manha)\b"), 0, NOON),
    (re.compile(r"\b(de tarde|a tarde|pela tarde|na parte da tarde|da tarde|afternoon|"
                r"por la tarde|en la tarde|de la tarde|tarde)\b"), NOON, 18 * 60),
    (re.compile(r"\b(de noite|a noite|pela noite|da noite|noite|evening|tonight|por la noche|"
                r"de la noche|noche|night)\b"), 18 * 60, DAY_END),
)  # fmt: skip
_NOON = re.compile(r"\b(meio dia|meio-dia|mediodia|noon|midday)\b(\s+(e meia|y media))?")
_MIDNIGHT = re.compile(r"\b(meia noite|meia-noite|medianoche|midnight)\b")
_CLOCK = re.compile(
    r"(?<![\d/:.])(\d{1,3})(?:\s*(?::|h(?:oras?|rs?|r)?|\.)\s*(\d{2})\b|\s*(?:h|horas?|hrs?|hr)\b|"
    r"\s*(am|pm|a\.m|p\.m)\b)\s*(am|pm|a\.m|p\.m)?"
)
_AT = re.compile(
    rf"\b(?:as|a las|a la|at|das|las|pelas|para as|umas|tipo|la pelas)\s+(\d{{1,2}}|{_WORD})\b"
    r"(?!\s*(?:/|de\s+[a-z]|dias?|semanas?))(?:\s+(e meia|y media|e quinze|y cuarto|e 15|e 30))?"
)
_HALF = re.compile(rf"\b(\d{{1,2}}|{_WORD})\s+(e meia|y media)\b|\bhalf past (\d{{1,2}}|{_WORD})\b")
_PM_PART = re.compile(r"\b(da tarde|de la tarde|in the afternoon|da noite|de la noche|at night|"
                      r"in the evening|pm)\b")  # fmt: skip
_AM_PART = re.compile(r"\b(da manha|de la manana|in the morning|da madrugada|am)\b")
_AFTER = re.compile(
    r"\b(depois d[aeo]s?|a partir d[aeo]s?|apos as?|despues de|a partir de|after|from)\s*$"
)
_BEFORE = re.compile(r"\b(antes d[aeo]s?|ate as?|ate|antes de|before|until|hasta)\s*$")


@dataclass(frozen=True, slots=True)
class TimeReading:
    """A time or a stretch, minutes of the day: `from_` <= wanted <= `to`.

    Equal ends are an exact time. `alternatives` are further exact readings ("às 3" may be
    03:00). `problem` is IMPOSSIBLE for a time that no clock shows.
    """

    from_: int = 0
    to: int = DAY_END
    alternatives: tuple[int, ...] = ()
    problem: str = ""

    @property
    def is_exact(self) -> bool:
        return self.from_ == self.to and not self.problem


def read_time(words: str, locale: str) -> TimeReading | None:
    """The time of day in these normalised words; None when they name none."""
    exact = _exact(words)
    if exact is not None:
        reading, before = exact
        if reading.problem:
            return reading
        if _AFTER.search(before):
            return TimeReading(reading.from_, DAY_END)
        if _BEFORE.search(before):
            return TimeReading(0, reading.from_)
        return reading
    for pattern, start, end in _PARTS:
        if pattern.search(words):
            return TimeReading(start, end)
    return None


def _exact(words: str) -> tuple[TimeReading, str] | None:
    """An exact time, and the words before it."""
    if match := _NOON.search(words):
        moment = NOON + (30 if match[3] else 0)
        return TimeReading(moment, moment), words[: match.start()]
    if match := _MIDNIGHT.search(words):
        return TimeReading(0, 0), words[: match.start()]
    if match := _HALF.search(words):
        return _read(match[1] or match[3], 30, "", words), _lead(words, match.start())
    if match := _CLOCK.search(words):
        half = match[3] or match[4] or ""
        minutes = int(match[2] or 0)
        return _read(match[1], minutes, half, words), _lead(words, match.start())
    if match := _AT.search(words):
        minutes = {"e meia": 30, "y media": 30, "e 30": 30}.get(match[2] or "", 0)
        minutes = 15 if match[2] in ("e quinze", "y cuarto", "e 15") else minutes
        return _read(match[1], minutes, "", words), words[: match.start(1)]
    return None


def _lead(words: str, position: int) -> str:
    """The words before a time, without the article that belongs to it."""
    return re.sub(r"\b(las|la|as|a|o|os)\s+$", "", words[:position])


def _read(hour_text: str, minutes: int, half: str, words: str) -> TimeReading:
    hour = int(hour_text) if hour_text.isdigit() else _NUMBERS[hour_text]
    if hour > 24 or minutes > 59 or (hour == 24 and minutes):
        return TimeReading(problem=IMPOSSIBLE)
    is_pm = half.startswith("p") or bool(_PM_PART.search(words))
    is_am = half.startswith("a") or bool(_AM_PART.search(words))
    if is_pm and hour < 12:
        hour += 12
    elif is_am and hour == 12:
        hour = 0
    elif not is_am and not half and 1 <= hour <= 6:
        # "às 3": an afternoon is meant, unless only the small hours are offered.
        later = (hour + 12) * 60 + minutes
        return TimeReading(later, later, (hour * 60 + minutes,))
    elif not is_am and not half and 7 <= hour <= 11:
        moment = hour * 60 + minutes
        return TimeReading(moment, moment, (moment + NOON,))
    moment = (hour % 24) * 60 + minutes
    return TimeReading(moment, moment)
