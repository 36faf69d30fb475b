"""What a bubble carries besides words, for its template."""

from dataclasses import dataclass, field, replace

from bot.enums import Direction
from bot.models import Message
from bot.views.kind_lines import unsupported_words
from bot.views.kind_looks import (
    Card,
    Order,
    Place,
    Referral,
    answers_of,
    cards_of,
    is_forwarded,
    order_of,
    place_of,
    referral_of,
)


@dataclass(frozen=True, slots=True)
class KindLook:
    """At most one of place, cards, order, answers and `missing` (what is not here, and why)."""

    place: Place | None = None
    cards: list[Card] = field(default_factory=list)
    order: Order | None = None
    answers: list[tuple[str, str]] = field(default_factory=list)
    missing: tuple[str, str] | None = None
    link: tuple[str, str] | None = None
    referral: Referral | None = None
    is_forwarded: bool = False

    @property
    def has_words(self) -> bool:
        """Whether it says the message's words itself."""
        return bool(self.place or self.cards or self.answers)


def kind_look(message: Message) -> KindLook:
    """Of a message of any kind, from the provider or of ours."""
    content = message.content
    if not isinstance(content, dict):
        return KindLook()
    look = KindLook(referral=referral_of(content), is_forwarded=is_forwarded(content))
    match message.kind:
        case "LOCATION":
            return replace(look, place=place_of(content))
        case "CONTACTS":
            return replace(look, cards=cards_of(content))
        case "ORDER":
            return replace(look, order=order_of(content))
        case "FLOW_REPLY":
            return replace(look, answers=answers_of(content))
        case "UNSUPPORTED" | "MEDIA_PLACEHOLDER" | "UNKNOWN":
            return replace(look, missing=unsupported_words(content))
        case "LINK":
            return replace(look, link=(str(content.get("label")), str(content.get("url"))))
    has_lost_its_content = bool(content.get("errors")) and message.direction == Direction.IN
    return replace(look, missing=unsupported_words(content)) if has_lost_its_content else look
