"""Twilio's WhatsApp: form-encoded webhooks, the Messages API and Content templates."""

from bot.gateways.twilio.parse import OPAQUE_FIELD, address_of, parse, read_form
from bot.gateways.twilio.send import TwilioGateway
from bot.gateways.twilio.signature import sign, verify_signature

__all__ = [
    "OPAQUE_FIELD",
    "TwilioGateway",
    "address_of",
    "parse",
    "read_form",
    "sign",
    "verify_signature",
]
