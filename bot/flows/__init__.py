"""The guided conversation: pure rules, no Django, no clock, no database.

`advance(state, incoming, now=, desk=, t=) -> Turn` is the whole interface; `FrontDesk` and
`Words` are what it needs from outside.
"""

from bot.flows.conversation import advance, answers_while_silent
from bot.flows.desk import FrontDesk
from bot.flows.state import State, Step
from bot.flows.talk import Incoming, Turn
from bot.flows.words import LOCALES, Words

__all__ = [
    "LOCALES",
    "FrontDesk",
    "Incoming",
    "State",
    "Step",
    "Turn",
    "Words",
    "advance",
    "answers_while_silent",
]
