"""Gupshup's WhatsApp: JSON webhooks of two versions, form-encoded sending, templates by id."""

from bot.gateways.gupshup.envelope import as_meta, is_envelope, with_file
from bot.gateways.gupshup.parse import parse
from bot.gateways.gupshup.send import GupshupGateway

__all__ = ["GupshupGateway", "as_meta", "is_envelope", "parse", "with_file"]
