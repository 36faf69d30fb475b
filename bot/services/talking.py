"""The built-in conversation with one customer, and giving what it answers."""

from datetime import datetime

from bot.enums import Author
from bot.flows import Incoming, State, Turn, advance
from bot.flows.talk import Talk
from bot.models import Conversation, Message
from bot.services.front_desk import DatabaseFrontDesk
from bot.services.outbox import queue_message
from bot.services.words import words_for


def talk_with(conversation: Conversation, now: datetime) -> Talk:
    """What a step of the conversation needs: desk, words, clock."""
    organization, customer = conversation.organization, conversation.customer
    desk = DatabaseFrontDesk(organization, customer, conversation, now)
    return Talk(desk, words_for(organization, customer), now, desk.profile())


def advance_conversation(conversation: Conversation, incoming: Incoming, now: datetime) -> Turn:
    """One step of the built-in conversation; what it keeps and says is up to the caller, who
    holds the conversation's lock."""
    organization, customer = conversation.organization, conversation.customer
    return advance(
        State.from_dict(conversation.flow_state),
        incoming,
        now=now,
        desk=DatabaseFrontDesk(organization, customer, conversation, now),
        t=words_for(organization, customer),
    )


def give_turn(conversation: Conversation, turn: Turn, now: datetime) -> list[Message]:
    """Keep the state and queue the answers; the caller saves the conversation."""
    conversation.flow_state = turn.state.to_dict()
    return [
        queue_message(conversation=conversation, content=content, author=Author.BOT, now=now)
        for content in turn.replies
    ]
