"""The assistant's part of a conversation: pure, like bot.flows.

It may look at the front desk and propose; what is proposed goes through the built-in
conversation as if the customer had tapped it, which shows the summary and waits for a yes.
"""

from bot.assistant.claims import Sources, unsupported
from bot.assistant.passages import passages_of
from bot.assistant.prompt import Briefing, instructions_for
from bot.assistant.speech import (
    Asked,
    Entry,
    FromCustomer,
    FromHouse,
    Question,
    Reply,
    ToolCall,
    ToolResults,
    ToolSpec,
)
from bot.assistant.talking import Conclusion, converse, size_of, tell
from bot.assistant.toolbox import Toolbox

__all__ = [
    "Asked",
    "Briefing",
    "Conclusion",
    "Entry",
    "FromCustomer",
    "FromHouse",
    "Question",
    "Reply",
    "Sources",
    "ToolCall",
    "ToolResults",
    "ToolSpec",
    "Toolbox",
    "converse",
    "instructions_for",
    "passages_of",
    "size_of",
    "tell",
    "unsupported",
]
