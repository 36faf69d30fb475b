"""What the simulator remembers: numbers, customers, messages, templates, switches."""

import base64
import secrets
import time
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any


class Outage(StrEnum):
    """How the Graph API fails. LOST accepts the message and never answers; RESET accepts it
    and breaks the connection."""

    NONE = "none"
    HTML_503 = "html_503"
    JSON_500 = "json_500"
    LOST = "lost"
    RESET = "reset"


@dataclass(slots=True)
class Settings:
    """The switches. Delays in seconds; `time_scale` multiplies all of them."""

    sent_delay: float = 0.2
    delivered_delay: float = 0.4
    read_delay: float = 0.8
    template_review_delay: float = 1.0
    webhook_delay: float = 0.0
    retry_delays: tuple[float, ...] = (0.0, 10.0, 30.0, 120.0, 600.0)
    time_scale: float = 1.0
    sends_statuses: bool = True
    duplicates: bool = False
    reorders: bool = False
    batch_size: int = 1
    status_before_response: bool = False
    ascii_escaped: bool = True
    wrong_signature: bool = False
    throttle_per_second: int = 0
    pair_rate: bool = False
    token_expired: bool = False
    outage: str = Outage.NONE.value

    def update(self, changes: dict[str, Any]) -> None:
        """Set what is named; raises ValueError for an unknown switch or a wrong type."""
        known = {item.name: item for item in fields(self)}
        wanted = {}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"unknown switch {name}")
            wanted[name] = _as(name, getattr(self, name), value)
        for name, value in wanted.items():
            setattr(self, name, value)

    def restore(self) -> None:
        """Every switch as it was at the start."""
        for name, value in asdict(Settings()).items():
            setattr(self, name, value)


def _as(name: str, current: Any, value: Any) -> Any:
    """`value` in the type that the switch has now."""
    if isinstance(current, bool) != isinstance(value, bool):
        raise ValueError(f"{name} takes {type(current).__name__}")
    if isinstance(current, tuple):
        pauses = tuple(float(item) for item in value)
        if not pauses or not all(0 <= pause < float("inf") for pause in pauses):
            raise ValueError(f"{name} takes a list of seconds")
        return pauses
    if name == "outage":
        return Outage(value).value
    number = type(current)(value)
    if not 0 <= number < float("inf"):
        raise ValueError(f"{name} must not be negative")
    return number


@dataclass(slots=True)
class Number:
    """A business number with its credentials."""

    number_id: str
    waba_id: str
    token: str
    app_secret: str
    display: str = "+55 11 4000-0000"
    verified_name: str = "Studio Bela"
    is_registered: bool = True


@dataclass(slots=True)
class Customer:
    """A person with a phone. `phone` in digits; hidden when `hides_number`."""

    id: str
    name: str
    phone: str
    user_id: str
    username: str = ""
    hides_number: bool = False
    lacks_ninth_digit: bool = False
    on_whatsapp: bool = True
    opted_out: bool = False
    last_wrote_at: dict[str, float] = field(default_factory=dict)

    @property
    def wa_id(self) -> str:
        """The number as WhatsApp knows it: old Brazilian accounts lack the ninth digit."""
        if self.lacks_ninth_digit and self.phone.startswith("55") and len(self.phone) == 13:
            return self.phone[:4] + self.phone[5:]
        return self.phone

    def answers_to(self, address: str) -> bool:
        digits = "".join(character for character in address if character.isdigit())
        return address == self.user_id or digits in {self.phone, self.wa_id}


@dataclass(slots=True)
class ChatMessage:
    """One bubble. `direction` is "in" (from the customer) or "out" (from the business)."""

    position: int
    id: str
    customer_id: str
    number_id: str
    direction: str
    type: str
    content: dict[str, Any]
    at: float
    status: str = ""
    error: str = ""
    opaque: str = ""
    context_id: str = ""


@dataclass(slots=True)
class Template:
    id: str
    waba_id: str
    name: str
    language: str
    category: str
    components: list[dict[str, Any]]
    status: str = "PENDING"


def make_wamid(user: str, *, is_from_user: bool) -> str:
    """A message id in WhatsApp's layout (the user's digits are inside, both ways)."""
    digits, text = user.encode()[:40], secrets.token_hex(10).upper().encode()
    side = 0x12 if is_from_user else 0x11
    raw = bytes([0x1C, 0x18, len(digits)]) + digits + bytes([0x15, 0x02, 0x00, side, 0x18])
    return "wamid." + base64.b64encode(raw + bytes([len(text)]) + text + b"\x00").decode()


def make_user_id() -> str:
    return f"BR.{secrets.randbelow(10**20):020d}"


class State:
    """All of it, in memory; `dirty` names what a store has still to write."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.numbers: dict[str, Number] = {}
        self.customers: dict[str, Customer] = {}
        self.messages: list[ChatMessage] = []
        self.by_id: dict[str, ChatMessage] = {}
        self.templates: dict[str, Template] = {}
        self.typing: dict[str, float] = {}
        self.sent: list[dict[str, Any]] = []
        self.log: list[dict[str, Any]] = []
        self.dirty: set[tuple[str, str]] = set()
        self.changes = 0

    def touch(self, kind: str, key: str) -> None:
        self.dirty.add((kind, key))
        self.changes += 1

    def add_customer(self, customer: Customer) -> Customer:
        self.customers[customer.id] = customer
        self.touch("customer", customer.id)
        return customer

    def add_message(self, message: ChatMessage) -> ChatMessage:
        message.position = len(self.messages) + 1
        self.messages.append(message)
        self.by_id[message.id] = message
        self.touch("message", message.id)
        return message

    def messages_of(self, customer_id: str, after: int = 0) -> list[dict[str, Any]]:
        return [
            asdict(message)
            for message in self.messages[after:]
            if message.customer_id == customer_id
        ]

    def customer_at(self, address: str) -> Customer | None:
        return next((c for c in self.customers.values() if c.answers_to(address)), None)

    def stranger(self, address: str) -> Customer:
        """Somebody who is written to first: a phone that nobody has opened yet."""
        is_user_id = "." in address
        digits = "" if is_user_id else "".join(c for c in address if c.isdigit())
        return self.add_customer(
            Customer(
                id=secrets.token_hex(6),
                name=f"+{digits}" if digits else address,
                phone=digits,
                user_id=address if is_user_id else make_user_id(),
                hides_number=is_user_id,
            )
        )

    def forget_chats(self) -> None:
        """No customer, no message; numbers, templates and switches stay."""
        for things in (self.customers, self.by_id, self.typing):
            things.clear()
        for rows in (self.messages, self.sent):
            rows.clear()
        self.dirty = {("template", key) for key in self.templates}
        self.changes += 1

    def is_window_open(self, customer: Customer, number_id: str) -> bool:
        return time.time() - customer.last_wrote_at.get(number_id, 0.0) < 24 * 3600

    def note(self, **entry: Any) -> None:
        """Keep a line for the control page; the newest 500."""
        self.log.append({"at": time.time(), **entry})
        del self.log[:-500]
        self.changes += 1
