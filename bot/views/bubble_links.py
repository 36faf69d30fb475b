"""What a bubble says of other messages: the quote above it, the reactions below, the words
before an edit, and that it was deleted.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from bot.enums import Direction
from bot.models import Message
from bot.models.message import MARKS
from bot.selectors.thread_links import ThreadLinks
from bot.views.placeholders import placeholder_of

QUOTE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """The message that was answered; `label` is what it was, where it had no words."""

    id: UUID
    who: str
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Bond:
    """`text` is what the message says now, `before` what it said until it was edited.

    `told` is the line of a reaction, edit or deletion whose message is on no page that is
    shown. `can_answer`: the provider knows it, so it can be quoted and reacted to.
    """

    text: str
    before: str = ""
    is_revoked: bool = False
    reactions: list[str] = field(default_factory=list)
    quote: Quote | None = None
    told: str = ""
    can_answer: bool = False


def bond_of(message: Message, links: ThreadLinks) -> Bond:
    """Of one message with those that `links` has."""
    target = links.target(message)
    quote = quote_of(target, links) if target is not None else None
    if message.kind in MARKS:
        return Bond(message.text, quote=quote, told=_told(message))
    if links.is_revoked(message):
        return Bond("", is_revoked=True, quote=quote)
    edit = links.edited(message)
    return Bond(
        text=edit.text if edit is not None else message.text,
        before=message.text if edit is not None else "",
        reactions=links.reactions(message),
        quote=quote,
        can_answer=bool(message.external_id) and message.direction != Direction.INTERNAL,
    )


def quote_of(target: Message, links: ThreadLinks) -> Quote:
    """How it stands above what answers it."""
    edit = links.edited(target)
    text = "" if links.is_revoked(target) else (edit or target).text
    who = _("Cliente") if target.direction == Direction.IN else _("Você")
    placeholder = placeholder_of(target.kind)
    return Quote(
        id=target.pk,
        who=who,
        text=" ".join(text.split())[:QUOTE_LENGTH],
        label=str(placeholder.label) if placeholder else "",
    )


def _told(message: Message) -> str:
    is_ours = message.direction == Direction.OUT
    if message.kind == "REACTION" and not message.text:
        return _("Reação retirada")
    if message.kind == "REACTION":
        if is_ours:
            return _("Você reagiu com %(emoji)s") % {"emoji": message.text}
        return _("O cliente reagiu com %(emoji)s") % {"emoji": message.text}
    if message.kind == "EDIT":
        return _("Mensagem editada")
    return _("Mensagem apagada no celular") if is_ours else _("O cliente apagou uma mensagem")
