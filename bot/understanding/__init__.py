"""What a typed phrase says: choices, days, times, names, intents. Rules, no model, no Django.

Portuguese first, then Spanish and English. Every reader takes the raw text, never raises and
returns None (or nothing) when it is not sure: a wrong reading costs more than a question.
`understand` reads a whole message by the names of a shop; `read_reply` an answer without
them. Locales are "pt-BR", "es" and "en"; days and times are those of the business's clock.
"""

from bot.understanding.agreeing import agrees, agrees_to_cancel, puts_off
from bot.understanding.apart import Reader, Visit, visits_apart
from bot.understanding.asked import asks_about_rules, asks_aside, at_least, changes_a_visit
from bot.understanding.contrast import (
    Said,
    moved_to,
    still_said,
    wanted_in,
    wants_somebody_else,
    without_refused,
)
from bot.understanding.dates import DateReading, read_date
from bot.understanding.impossible import Impossible
from bot.understanding.intents import Intent, is_any, read_intent, read_language
from bot.understanding.languages import guess_language
from bot.understanding.message import Understood, understand
from bot.understanding.named import Known, Named, latest, services_in, staff_in
from bot.understanding.names import Match, match_name
from bot.understanding.normalize import normalize
from bot.understanding.numbers import MAX_ROWS, Choice, read_choice
from bot.understanding.replies import Reading, read_reply
from bot.understanding.times import TimeReading, read_time
from bot.understanding.when import When, read_when
from bot.understanding.whom import known_in, unknown_in, words_of

__all__ = [
    "MAX_ROWS",
    "Choice",
    "DateReading",
    "Impossible",
    "Intent",
    "Known",
    "Match",
    "Named",
    "Reader",
    "Reading",
    "Said",
    "TimeReading",
    "Understood",
    "Visit",
    "When",
    "agrees",
    "agrees_to_cancel",
    "asks_about_rules",
    "asks_aside",
    "at_least",
    "changes_a_visit",
    "guess_language",
    "is_any",
    "known_in",
    "latest",
    "match_name",
    "moved_to",
    "normalize",
    "puts_off",
    "read_choice",
    "read_date",
    "read_intent",
    "read_language",
    "read_reply",
    "read_time",
    "read_when",
    "services_in",
    "staff_in",
    "still_said",
    "understand",
    "unknown_in",
    "visits_apart",
    "wanted_in",
    "wants_somebody_else",
    "without_refused",
    "words_of",
]
