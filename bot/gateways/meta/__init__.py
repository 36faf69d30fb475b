"""Meta's Cloud API."""

from bot.gateways.meta.codes import classify_status_error
from bot.gateways.meta.parse import parse
from bot.gateways.meta.send import TIMEOUT, MetaCloudGateway
from bot.gateways.meta.signature import sign, signing_secret

__all__ = [
    "TIMEOUT",
    "MetaCloudGateway",
    "classify_status_error",
    "parse",
    "sign",
    "signing_secret",
]
