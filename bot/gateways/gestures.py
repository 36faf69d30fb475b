"""A reaction to a message, and words with one button that opens a page."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from bot.gateways.limits import (
    BUTTON_TITLE_LIMIT,
    BUTTONS_BODY_LIMIT,
    FOOTER_LIMIT,
    HEADER_LIMIT,
    ContentInvalid,
    check_length,
    check_title,
)

EMOJI_LIMIT = 20  # code points: a family with skin tones has eleven
LINK_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on the message with the provider's id `message_id`; "" takes it back.

    WhatsApp takes it for messages of the last 30 days, and quotes nothing with it.
    """

    message_id: str
    emoji: str

    kind: ClassVar[str] = "REACTION"

    def check(self) -> None:
        check_title("message", self.message_id, 1, 300)
        check_title("emoji", self.emoji, 0, EMOJI_LIMIT)
        if any(letter.isalnum() and not letter.isdigit() for letter in self.emoji):
            raise ContentInvalid("emoji", "is no emoji")

    def text(self) -> str:
        return self.emoji

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": "reaction",
            "reaction": {"message_id": self.message_id, "emoji": self.emoji},
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Reaction":
        return cls(data["reaction"]["message_id"], data["reaction"]["emoji"])


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Words with one button that opens `url` (http or https)."""

    body: str
    label: str
    url: str
    header: str = ""
    footer: str = ""

    kind: ClassVar[str] = "LINK"

    def check(self) -> None:
        check_length("body", self.body, 1, BUTTONS_BODY_LIMIT)
        check_title("button title", self.label, 1, BUTTON_TITLE_LIMIT)
        check_title("header", self.header, 0, HEADER_LIMIT)
        check_length("footer", self.footer, 0, FOOTER_LIMIT)
        check_title("link", self.url, 1, LINK_LIMIT)
        if not is_web_address(self.url):
            raise ContentInvalid("link", "is no address of a page")

    def text(self) -> str:
        return self.body

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": "link",
            "body": self.body,
            "label": self.label,
            "url": self.url,
            "header": self.header,
            "footer": self.footer,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "LinkButton":
        return cls(data["body"], data["label"], data["url"], data["header"], data["footer"])


def is_web_address(url: str) -> bool:
    """Whether it is a whole http or https address, without blanks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    has_blank = any(letter.isspace() for letter in url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not has_blank
