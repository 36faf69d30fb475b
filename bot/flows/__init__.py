"""The guided conversation: pure rules, no Django, no clock, no database.

`bot.flows.engine.converse(graph, talk, state, incoming) -> Spoken` walks it; `FrontDesk` and
`Words` are what it needs from outside.
"""

from bot.flows.conversation import answers_while_silent
from bot.flows.desk import FrontDesk
from bot.flows.state import State, Step
from bot.flows.talk import Incoming
from bot.flows.words import LOCALES, Words

__all__ = [
    "LOCALES",
    "FrontDesk",
    "Incoming",
    "State",
    "Step",
    "Words",
    "answers_while_silent",
]
