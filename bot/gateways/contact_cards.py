"""Cards of people that a message carries (Cloud API, contacts messages)."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.gateways.limits import ContentInvalid, check_count, check_title

CARDS_LIMIT = 20  # WhatsApp takes 257; nobody reads so many
PHONES_LIMIT = 10
CARD_NAME_LIMIT = 120
_PHONE = re.compile(r"\+?[0-9 ().-]{3,30}")
_FULL_NAME = re.compile(r"^FN(?:;[^:\n]*)?:(.*)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A person or a business. `phones` as people write them: "+55 11 98123-0137"."""

    name: str
    phones: tuple[str, ...] = ()
    company: str = ""

    def details(self) -> dict[str, Any]:
        """What Meta calls a contact: it wants one more part of a name than the whole."""
        card: dict[str, Any] = {"name": {"formatted_name": self.name, "first_name": self.name}}
        if self.phones:
            card["phones"] = [_phone(phone) for phone in self.phones]
        return card | ({"org": {"company": self.company}} if self.company else {})


@dataclass(frozen=True, slots=True)
class Contacts:
    """One or more cards; the customer may save each."""

    cards: tuple[ContactCard, ...]

    kind: ClassVar[str] = "CONTACTS"

    def check(self) -> None:
        check_count("contacts", self.cards, CARDS_LIMIT)
        for card in self.cards:
            check_title("contact name", card.name, 1, CARD_NAME_LIMIT)
            check_title("company", card.company, 0, CARD_NAME_LIMIT)
            check_count("phones", card.phones, PHONES_LIMIT)
            for phone in card.phones:
                if not _PHONE.fullmatch(phone):
                    raise ContentInvalid("phone", "is no phone number")

    def text(self) -> str:
        return ", ".join(card.name for card in self.cards)

    def details(self) -> list[dict[str, Any]]:
        """What Meta calls `contacts`."""
        return [card.details() for card in self.cards]

    def to_dict(self) -> dict[str, Any]:
        return {"type": "contacts", "contacts": self.details()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Contacts":
        return cls(tuple(_card(card) for card in data["contacts"]))


def name_in_vcard(text: str) -> str:
    """The full name (RFC 6350, FN) of a card that comes as a vCard; "" where it has none."""
    found = _FULL_NAME.search(text)
    name = re.sub(r"\\(.)", r"\1", found[1]) if found else ""
    return name.strip()[:CARD_NAME_LIMIT]


def _phone(phone: str) -> dict[str, str]:
    """With the WhatsApp id, so that the card offers a chat: WhatsApp wants it in digits."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    told = {"phone": phone, "type": "CELL"}
    return told | ({"wa_id": digits} if phone.startswith("+") else {})


def _card(data: dict[str, Any]) -> ContactCard:
    phones = tuple(str(phone["phone"]) for phone in data.get("phones", []))
    company = str(data.get("org", {}).get("company", ""))
    return ContactCard(str(data["name"]["formatted_name"]), phones, company)
