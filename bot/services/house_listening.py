"""What a flow of the house would not understand: others may want it first."""

from copy import copy
from datetime import datetime

from django.db import transaction

from bot.flows import Incoming
from bot.flows.engine import Spoken
from bot.models import Conversation
from bot.selectors.flow_triggers import everything_of, flow_begun_by, house_flow_for
from bot.services.flow_runs import leaves, run_under_way
from bot.services.house_runs import is_at_the_desk
from bot.services.talking import advance_conversation


def unread_by_house(conversation: Conversation, incoming: Incoming, now: datetime) -> Spoken | None:
    """What the built-in rules make of a message that a flow of the house is about to answer,
    where they understand nothing of it; None otherwise. Nothing is done or kept."""
    if not _is_house_to_answer(conversation, incoming):
        return None
    # What is changed in memory is changed in these alone.
    tried = copy(conversation)
    tried.customer = copy(conversation.customer)
    with transaction.atomic():
        turn = advance_conversation(tried, incoming, now)
        transaction.set_rollback(True)
    return turn if turn.is_unread else None


def _is_house_to_answer(conversation: Conversation, incoming: Incoming) -> bool:
    if house_flow_for(conversation, incoming) is None:
        return False
    run = run_under_way(conversation)
    if run is None:
        return flow_begun_by(conversation, incoming) is None
    is_house = is_at_the_desk(run) and bool(everything_of(run.version))
    return is_house and not leaves(conversation, run, incoming)
