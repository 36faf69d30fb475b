"""Meta's Cloud API."""

from bot.gateways.meta.parse import parse
from bot.gateways.meta.send import MetaCloudGateway
from bot.gateways.meta.signature import sign, verify_signature

__all__ = ["MetaCloudGateway", "parse", "sign", "verify_signature"]
