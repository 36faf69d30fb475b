"""What a typed phrase says: choices, days, times, names, intents. Rules, no model, no Django.

Portuguese first, then Spanish and English. Every reader takes the raw text, never raises and
returns None (or nothing) when it is not sure: a wrong reading costs more than a question.
`read_reply` runs them all. Locales are "pt-BR", "es" and "en"; days and times are those of
the business's wall clock.
"""

from bot.understanding.dates import DateReading, read_date
from bot.understanding.impossible import Impossible
from bot.understanding.intents import Intent, is_any, read_intent, read_language
from bot.understanding.names import Match, match_name
from bot.understanding.normalize import normalize
from bot.understanding.numbers import Choice, read_choice
from bot.understanding.replies import Reading, read_reply
from bot.understanding.times import TimeReading, read_time

__all__ = [
    "Choice",
    "DateReading",
    "Impossible",
    "Intent",
    "Match",
    "Reading",
    "TimeReading",
    "is_any",
    "match_name",
    "normalize",
    "read_choice",
    "read_date",
    "read_intent",
    "read_language",
    "read_reply",
    "read_time",
]
