"""Choices for providers without buttons or lists: numbered words, and the number back.

The last line says which numbers there are and needs no translation.
"""

import re
from collections.abc import Sequence

from bot.gateways.content import Button, Buttons, Content, ListMenu, Row, Text, fit
from bot.gateways.protocol import Capabilities

Choice = Button | Row

_NUMBER = re.compile(r"(?:n[º°o]?\.?\s*|op[cç][aã]o\s+|opci[oó]n\s+|option\s+)?(\d{1,2})\s*[.)ºª]?")


def degrade(content: Content, capabilities: Capabilities) -> Content:
    """The same content where the provider takes it, numbered text where not."""
    if isinstance(content, Buttons) and not capabilities.has_buttons:
        return numbered(content, capabilities.text_limit)
    if isinstance(content, ListMenu) and not capabilities.has_lists:
        return numbered(content, capabilities.text_limit)
    return content


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
