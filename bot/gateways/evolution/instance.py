"""One instance of an Evolution server: made, paired with a phone by a code, logged out."""

from dataclasses import dataclass
from typing import Any

from bot.gateways.evolution.people import number_of, text
from bot.gateways.evolution.server import EvolutionServer
from bot.gateways.protocol import GatewayError

OPEN = "open"
EVENTS = (
    "MESSAGES_UPSERT",
    "MESSAGES_UPDATE",
    "MESSAGES_DELETE",
    "CONNECTION_UPDATE",
    "QRCODE_UPDATED",
)
SECRET_HEADER = "apikey"  # noqa: S105 - the header's name
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Connection:
    """`state`: "open", "connecting" or "close"; `number` in digits and `name` once paired."""

    state: str
    number: str = ""
    name: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


class EvolutionInstance:
    """Every method may raise GatewayError."""

    def __init__(self, server: EvolutionServer) -> None:
        self._server = server

    def connection(self) -> Connection:
        """How it stands, and with which phone. Raises GatewayError (404) where there is none."""
        answer = self._server.call("GET", "/instance/connectionState")
        inner = answer.get("instance")
        told = inner if isinstance(inner, dict) else answer
        state = text(told.get("state") or told.get("status")).lower() or "close"
        if state != OPEN:
            return Connection(state)
        described = self._server.described()
        jid = text(described.get("ownerJid") or described.get("owner"))
        name = text(described.get("profileName"))
        return Connection(state, number_of(jid), name)

    def pairing_code(self) -> str:
        """The text of a new QR code; "" when a phone is paired already."""
        return text(self._server.call("GET", "/instance/connect").get("code"))

    def ensure(self) -> str:
        """The instance's own key; it is made where the server lacks it.

        "" when the key that we have may not ask for another, as an instance's own may not.
        """
        try:
            self._server.call("GET", "/instance/connectionState")
        except GatewayError as error:
            if error.http_status != NOT_FOUND:
                raise
            return self._create()
        try:
            return text(self._server.described().get("token"))
        except GatewayError as error:
            if error.permanent:
                return ""
            raise

    def set_webhook(self, url: str, secret: str) -> None:
        """Ask for what we understand, at the number's address; `secret` comes as a header."""
        webhook = {
            "enabled": True,
            "url": url,
            "headers": {SECRET_HEADER: secret, "Content-Type": "application/json"},
            "byEvents": False,
            "base64": False,
            "events": list(EVENTS),
        }
        self._server.call("POST", "/webhook/set", json={"webhook": webhook})

    def log_out(self) -> None:
        """The phone forgets the linked device; a code pairs it anew."""
        self._server.call("DELETE", "/instance/logout")

    def _create(self) -> str:
        made = self._server.create(
            {"integration": "WHATSAPP-BAILEYS", "qrcode": False, "groupsIgnore": True}
        )
        key: Any = made.get("hash")
        return text(key.get("apikey") if isinstance(key, dict) else key)
