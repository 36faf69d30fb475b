"""What a provider can't do is said in words: choices numbered, and the number back; cards,
places and links written out.

The last line of choices says which numbers there are and needs no translation.
"""

import re
from collections.abc import Sequence

from bot.gateways.content import (
    Button,
    Buttons,
    Contacts,
    Content,
    LinkButton,
    ListMenu,
    Location,
    LocationRequest,
    Row,
    Text,
    fit,
)
from bot.gateways.protocol import Capabilities

Choice = Button | Row

_NUMBER = re.compile(r"(?:n[º°o]?\.?\s*|op[cç][aã]o\s+|opci[oó]n\s+|option\s+)?(\d{1,2})\s*[.)ºª]?")


def degrade(content: Content, capabilities: Capabilities) -> Content:
    """The same content where the provider takes it, words where not.

    A reaction has no words: what offers it asks `has_reactions` first.
    """
    if isinstance(content, Buttons) and not capabilities.has_buttons:
        return numbered(content, capabilities.text_limit)
    if isinstance(content, ListMenu) and not capabilities.has_lists:
        return numbered(content, capabilities.text_limit)
    if isinstance(content, LinkButton) and not capabilities.has_links:
        return Text(link_words(content))
    if isinstance(content, Contacts) and not capabilities.has_contacts:
        return Text(card_words(content)[: capabilities.text_limit])
    if isinstance(content, Location) and not capabilities.has_locations:
        return Text(place_words(content))
    if isinstance(content, LocationRequest) and not capabilities.has_location_requests:
        return Text(content.body)
    return content


def link_words(content: LinkButton) -> str:
    head = f"*{content.header}*\n{content.body}" if content.header else content.body
    parts = [head, f"{content.label}: {content.url}", content.footer and f"_{content.footer}_"]
    return "\n\n".join(part for part in parts if part)


def card_words(content: Contacts) -> str:
    """Each card: the name, the company, a number to a line."""
    cards = [
        "\n".join(filter(None, [f"*{card.name}*", card.company, *card.phones]))
        for card in content.cards
    ]
    return "\n\n".join(cards)


def place_words(content: Location) -> str:
    named = content.name and f"*{content.name}*"
    return "\n".join(filter(None, [named, content.address, map_url(content)]))


def map_url(place: Location) -> str:
    """A page that shows the point on a map, or the app of the phone."""
    return f"https://www.google.com/maps/search/?api=1&query={place.latitude},{place.longitude}"


def numbered(content: Buttons | ListMenu, limit: int) -> Text:
    """Body and choices as text of at most `limit` characters.

    Too long, it loses the descriptions first and then the end of the body: never a choice.
    """
    full = _written(content, content.body, has_descriptions=True)
    if len(full) <= limit:
        return Text(full)
    short = _written(content, content.body, has_descriptions=False)
    if len(short) <= limit:
        return Text(short)
    room = limit - (len(short) - len(content.body))
    return Text(_written(content, fit(content.body, max(room, 1)), has_descriptions=False))


def choices_of(content: Content) -> Sequence[Choice]:
    """What can be chosen, in the order of its numbers."""
    if isinstance(content, Buttons):
        return content.buttons
    return content.rows if isinstance(content, ListMenu) else ()


def chosen(content: Content, text: str) -> Choice | None:
    """The choice that a typed answer ("2", "2)", "opção 2") means; None for other words."""
    found = _NUMBER.fullmatch(text.strip().lower())
    choices = choices_of(content)
    index = int(found[1]) - 1 if found else -1
    return choices[index] if 0 <= index < len(choices) else None


def _written(content: Buttons | ListMenu, body: str, *, has_descriptions: bool) -> str:
    choices = choices_of(content)
    lines = [_line(number, one, has_descriptions) for number, one in enumerate(choices, start=1)]
    head = f"*{content.header}*\n{body}" if content.header else body
    last = "↩ 1" if len(choices) == 1 else f"↩ 1–{len(choices)}"
    parts = [head, "\n".join(lines), content.footer and f"_{content.footer}_", last]
    return "\n\n".join(part for part in parts if part)


def _line(number: int, choice: Choice, has_description: bool) -> str:
    described = has_description and isinstance(choice, Row) and choice.description
    return f"*{number}.* {choice.title}" + (f" · {described}" if described else "")
