"""Evolution API: a WhatsApp of the app's own kind, paired by a QR code with a phone.

Unofficial: the server is the owner's, speaks as a linked device (Baileys), and knows no
buttons, no lists, no templates and no 24-hour window.
"""

from bot.gateways.evolution.instance import Connection, EvolutionInstance
from bot.gateways.evolution.parse import CONNECTION, IGNORED, PAIRING_CODE, parse
from bot.gateways.evolution.send import EvolutionGateway

__all__ = [
    "CONNECTION",
    "IGNORED",
    "PAIRING_CODE",
    "Connection",
    "EvolutionGateway",
    "EvolutionInstance",
    "parse",
]
