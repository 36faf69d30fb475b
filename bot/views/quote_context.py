"""The message that is being answered, above the composer."""

from typing import Any
from uuid import UUID

from bot.models import Conversation, Message
from bot.selectors.thread_links import thread_links
from bot.services.replies import QuoteUnknown, quotable
from bot.views.bubble_links import quote_of

QUICK = ("👍", "❤️", "😂", "😮", "😢", "🙏")


def quote_context(conversation: Conversation, message: Message) -> dict[str, Any]:
    """With what the number's provider lets us do to it."""
    capabilities = conversation.channel.facts.capabilities
    return {
        "quote": quote_of(message, thread_links(conversation, [message])),
        "quick": QUICK if capabilities.has_reactions else (),
        "has_quotes": capabilities.has_quotes,
    }


def kept_quote(conversation: Conversation, message_id: UUID | None) -> dict[str, Any]:
    """The same for a form that is shown again; empty without a message to answer."""
    if message_id is None:
        return {}
    try:
        return quote_context(conversation, quotable(conversation, message_id))
    except QuoteUnknown:
        return {}
