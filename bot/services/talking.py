"""The built-in conversation with one customer, and giving what it answers.

It is a flow like those of owners, in the words of the house, but it needs no run: all it
remembers is `Conversation.flow_state`.
"""

from datetime import datetime
from functools import lru_cache

from bot.built_in_flow import TEXT_KEYS, built_in_graph
from bot.editable_texts import BY_KEY
from bot.enums import Author
from bot.flows import Incoming, State
from bot.flows.engine import Spoken, converse
from bot.flows.graph import Graph, read_graph
from bot.flows.talk import Talk
from bot.models import Conversation, Message
from bot.services.flow_doing import call_person
from bot.services.front_desk import DatabaseFrontDesk
from bot.services.outbox import queue_message
from bot.services.texts import usual_text
from bot.services.words import CatalogWords, words_for

MOST_GRAPHS = 200  # kept by a process: one for each language and texts of a house


def talk_with(conversation: Conversation, now: datetime) -> Talk:
    """What a step of the conversation needs: desk, words, clock."""
    return _talk(conversation, words_for(conversation.organization, conversation.customer), now)


def advance_conversation(conversation: Conversation, incoming: Incoming, now: datetime) -> Spoken:
    """One step of the built-in conversation; what it keeps and says is up to the caller, who
    holds the conversation's lock."""
    words = words_for(conversation.organization, conversation.customer)
    state = State.from_dict(conversation.flow_state)
    return converse(graph_in(words), _talk(conversation, words, now), state, incoming)


def give_turn(conversation: Conversation, spoken: Spoken, now: datetime) -> list[Message]:
    """Keep the state, queue the answers and call the person that is wanted; the caller saves
    the conversation."""
    conversation.flow_state = spoken.state.to_dict()
    said = [
        queue_message(conversation=conversation, content=content, author=Author.BOT, now=now)
        for content in spoken.replies
    ]
    if spoken.person:
        call_person(conversation, spoken.person, now)
    return said


def graph_in(words: CatalogWords) -> Graph:
    """The built-in conversation in this language and in the texts of this house."""
    own = (words.own.get((words.locale, BY_KEY[key].message), "") for key in TEXT_KEYS)
    return _graph(words.locale, tuple(own))


@lru_cache(maxsize=MOST_GRAPHS)
def _graph(locale: str, own: tuple[str, ...]) -> Graph:
    texts = dict(zip(TEXT_KEYS, own, strict=True))
    said = {key: text or usual_text(key, locale) for key, text in texts.items()}
    return read_graph(built_in_graph(locale, said))[0]


def _talk(conversation: Conversation, words: CatalogWords, now: datetime) -> Talk:
    organization, customer = conversation.organization, conversation.customer
    desk = DatabaseFrontDesk(organization, customer, conversation, now)
    return Talk(desk, words, now, desk.profile())
