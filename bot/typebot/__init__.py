"""Typebot's exports (versions 5 and 6) read as flows of ours. Pure: no Django, no database."""

from bot.typebot.reading import Understood, is_typebot, read_typebot
from bot.typebot.remarks import Remark

__all__ = ["Remark", "Understood", "is_typebot", "read_typebot"]
