"""The conversation in each language, with the real catalogues: whole, and within limits."""

import pytest

from bot.flows import Incoming, State
from bot.flows.engine import converse
from bot.flows.talk import Talk
from bot.services.talking import graph_in
from bot.services.words import CatalogWords
from bot.tests.flows.chat import choices
from bot.tests.flows.memory_desk import PROFILE, Business, MemoryDesk

GREETINGS = {"pt-BR": "Como posso ajudar?", "en": "How can I help?", "es": "¿Cómo puedo ayudarte?"}


class Walk:
    """Opens everything that a conversation offers, a few taps deep."""

    def __init__(self, locale: str) -> None:
        self.business = Business()
        self.words = CatalogWords(locale, "America/Sao_Paulo", "BRL")
        self.seen: list[str] = []
        self.tapped: set[tuple[str, int]] = set()

    def say(self, state: State, incoming: Incoming, depth: int) -> None:
        talk = Talk(MemoryDesk(self.business, "maria"), self.words, self.business.now, PROFILE)
        turn = converse(graph_in(self.words), talk, state, incoming)
        for content in turn.replies:
            content.check()
            self.seen.append(content.text())
        if not turn.replies or depth == 0:
            return
        for title, reply_id in choices(turn.replies[-1]):
            kind = reply_id.partition(":")[0]
            if (kind, depth) not in self.tapped:
                self.tapped.add((kind, depth))
                tap = Incoming(reply_id=reply_id, reply_title=title, kind="LIST_REPLY")
                self.say(turn.state, tap, depth - 1)


@pytest.mark.parametrize("locale", sorted(GREETINGS))
def test_every_branch_of_the_menu_keeps_the_limits_in_each_language(locale: str) -> None:
    walk = Walk(locale)
    walk.say(State(), Incoming(texts=("oi",)), depth=7)
    assert GREETINGS[locale] in walk.seen[0]
    assert len(walk.seen) > 12
    if locale != "pt-BR":
        portuguese = [text for text in walk.seen if "você" in text or "Posso marcar" in text]
        assert not portuguese


def test_words_of_an_unknown_language_stay_what_they_are() -> None:
    words = CatalogWords("es", "America/Sao_Paulo", "BRL")
    assert words.speaking("fr").locale == "es"
    assert words.speaking("en")("Agendar") == "Book"
