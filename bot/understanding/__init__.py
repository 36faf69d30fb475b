"""Reading what people type: numbers, days, times, names and wishes. Pure, in pt, es and en.

Nothing here guesses: a reader gives what the words clearly say, or None.
"""

from bot.understanding.dates import DateReading, read_date
from bot.understanding.intents import Intent, read_intent
from bot.understanding.names import Match, is_any, match_name
from bot.understanding.normalize import normalize
from bot.understanding.numbers import read_choice
from bot.understanding.times import TimeReading, read_time

__all__ = [
    "DateReading",
    "Intent",
    "Match",
    "TimeReading",
    "is_any",
    "match_name",
    "normalize",
    "read_choice",
    "read_date",
    "read_intent",
    "read_time",
]
