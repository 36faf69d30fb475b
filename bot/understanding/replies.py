"""Everything one message says, read at once."""

from dataclasses import dataclass
from datetime import datetime

from bot.understanding import phrases
from bot.understanding.dates import DateReading, date_in
from bot.understanding.intents import Intent, any_in, intent_in, read_language
from bot.understanding.normalize import normalize
from bot.understanding.numbers import MAX_ROWS, choice_in
from bot.understanding.times import TimeReading, time_in


@dataclass(frozen=True, slots=True)
class Reading:
    """`choice` counts from 1, -1 is the last one; a bare number may also be an hour. An
    intent of YES says yes to what was asked and to nothing else in the message."""

    raw: str
    plain: str
    intent: Intent | None = None
    language: str | None = None
    choice: int | None = None
    is_bare_number: bool = False
    date: DateReading | None = None
    time: TimeReading | None = None
    is_any: bool = False


def read_reply(text: str, *, locale: str, now: datetime) -> Reading:
    """Read a typed message. `now` is aware and on the business's wall clock."""
    plain = normalize(text, locale)
    intent = intent_in(plain)
    language = read_language(text, locale) if intent == Intent.LANGUAGE else None
    if plain in phrases.OPT_OUT:
        return Reading(text, plain, intent)
    choice = choice_in(plain, locale)
    is_row = choice is not None and choice.number <= MAX_ROWS
    return Reading(
        raw=text,
        plain=plain,
        intent=intent,
        language=language,
        choice=choice.number if choice else None,
        is_bare_number=bool(choice and choice.is_bare),
        date=None if is_row else date_in(plain, now.date(), locale),
        time=None if is_row else time_in(plain, locale),
        is_any=any_in(plain),
    )
