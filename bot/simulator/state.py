"""What the simulator remembers: numbers, customers, messages, templates."""

import base64
import secrets
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.switches import Settings


@dataclass(slots=True)
class Number:
    """A business number with its credentials; `is_added` by the control API, so it is kept."""

    number_id: str
    waba_id: str
    token: str
    app_secret: str
    display: str = "+55 11 4000-0000"
    verified_name: str = "Studio Bela"
    is_registered: bool = True
    is_added: bool = False


@dataclass(slots=True)
class Customer:
    """A person with a phone. `phone` in digits; hidden when `hides_number`.

    `last_wrote_at` by number id; `blocked_by` the number ids that take nothing from them.
    """

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
    blocked_by: list[str] = field(default_factory=list)

    @property
    def wa_id(self) -> str:
        """The number as WhatsApp knows it: old Brazilian accounts lack the ninth digit."""
        if self.lacks_ninth_digit and self.phone.startswith("55") and len(self.phone) == 13:
            return self.phone[:4] + self.phone[5:]
        return self.phone

    def answers_to(self, address: str) -> bool:
        digits = "".join(character for character in address if character.isdigit())
        return address == self.user_id or (bool(digits) and digits in {self.phone, self.wa_id})


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
    parameter_format: str = "POSITIONAL"
    rejected_reason: str = "NONE"


def make_wamid(user: str, *, is_from_user: bool) -> str:
    """A message id in WhatsApp's layout (the user's digits are inside, both ways)."""
    digits, text = user.encode()[:40], secrets.token_hex(10).upper().encode()
    side = 0x12 if is_from_user else 0x11
    raw = bytes([0x1C, 0x18, len(digits)]) + digits + bytes([0x15, 0x02, 0x00, side, 0x18])
    return "wamid." + base64.b64encode(raw + bytes([len(text)]) + text + b"\x00").decode()


def make_user_id() -> str:
    return f"BR.{secrets.randbelow(10**20):020d}"


class State:
    """All of it, in memory; `dirty` names what a store has still to write, oldest first."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.numbers: dict[str, Number] = {}
        self.customers: dict[str, Customer] = {}
        self.messages: list[ChatMessage] = []
        self.by_id: dict[str, ChatMessage] = {}
        self.templates: dict[str, Template] = {}
        self.handles: set[str] = set()  # sample files of templates; gone with the process
        self.typing: dict[str, float] = {}
        self.sent: list[dict[str, Any]] = []
        self.log: list[dict[str, Any]] = []
        self.dirty: dict[tuple[str, str], None] = {}
        self._chats: dict[str, list[ChatMessage]] = defaultdict(list)
        self._addresses: dict[str, Customer] = {}
        self.changes = 0

    def touch(self, kind: str, key: str) -> None:
        self.dirty[kind, key] = None
        self.changes += 1

    def add_customer(self, customer: Customer) -> Customer:
        self.customers[customer.id] = customer
        for address in filter(None, (customer.user_id, customer.phone)):
            self._addresses.setdefault(address, customer)
        self.touch("customer", customer.id)
        return customer

    def add_message(self, message: ChatMessage) -> ChatMessage:
        message.position = len(self.messages) + 1
        self.messages.append(message)
        self.by_id[message.id] = message
        self._chats[message.customer_id].append(message)
        self.touch("message", message.id)
        return message

    def chat_of(self, customer_id: str, after: int = 0) -> list[ChatMessage]:
        """Both directions, oldest first, from behind a position."""
        chat = self._chats.get(customer_id, [])
        return chat[bisect_right(chat, after, key=lambda message: message.position) :]

    def customer_at(self, address: str) -> Customer | None:
        """Whom a number (with or without the ninth digit) or a user id reaches."""
        digits = "".join(character for character in address if character.isdigit())
        longer = f"{digits[:4]}9{digits[4:]}" if len(digits) == 12 else digits
        found = (self._addresses.get(known) for known in (address, digits, longer))
        return next((one for one in found if one and one.answers_to(address)), None)

    def is_hidden(self, customer: Customer) -> bool:
        """Whether webhooks tell the user id only."""
        return customer.hides_number or not customer.phone or self.settings.hides_numbers

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
        stored = (self.customers, self.by_id, self.typing, self._chats, self._addresses)
        for things in stored:
            things.clear()
        for rows in (self.messages, self.sent):
            rows.clear()
        self.dirty = {("template", key): None for key in self.templates}
        added = (key for key, number in self.numbers.items() if number.is_added)
        self.dirty |= {("number", key): None for key in added}
        self.changes += 1

    def is_window_open(self, customer: Customer, number_id: str) -> bool:
        return time.time() - customer.last_wrote_at.get(number_id, 0.0) < 24 * 3600

    def note(self, **entry: Any) -> None:
        """Keep a line for the control page; the newest 500."""
        self.log.append({"at": time.time(), **entry})
        del self.log[:-500]
        self.changes += 1
