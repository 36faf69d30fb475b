"""The bot's pages for superusers, by what they are about."""

from bot.admin import assistant, channels, conversations, flows, traffic

__all__ = ["assistant", "channels", "conversations", "flows", "traffic"]
