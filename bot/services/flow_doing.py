"""What a flow wants done, inside the turn's transaction and under the conversation's lock."""

from datetime import datetime

from django.db import transaction

from bot.enums import Author
from bot.flows.desk import Profile
from bot.flows.engine import (
    AskDesk,
    ChangeTags,
    Effect,
    EffectDone,
    EffectFailed,
    HandOver,
    ReleaseHold,
    Send,
    SendFile,
    SetAttribute,
)
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.talk import Talk
from bot.models import Conversation, Message
from bot.selectors.flow_people import person_called
from bot.services.care_events import note_assigned
from bot.services.flow_effects import change_tags, set_attribute
from bot.services.flow_files import send_flow_file
from bot.services.front_desk import DatabaseFrontDesk
from bot.services.outbox import queue_message
from bot.services.ownership import hand_over
from bot.services.words import words_for
from config.lib.logging import get_logger

log = get_logger(__name__)

REASONS = {
    "": "O fluxo chamou uma pessoa.",
    "loop": "O fluxo andou em círculos.",
    "dead_end": "O fluxo chegou a um caminho sem continuação.",
    "effect_failed": "O fluxo não conseguiu fazer o que queria.",
}


def do_effect(conversation: Conversation, effect: Effect, now: datetime) -> Message | None:
    """One effect that nothing waits for; the message where it is one. The caller saves the
    conversation."""
    match effect:
        case Send(content=content) if conversation.is_window_open(now):
            return queue_message(
                conversation=conversation, content=content, author=Author.BOT, now=now
            )
        case SendFile() if conversation.is_window_open(now):
            send_flow_file(conversation, effect, now)
        case Send() | SendFile():
            log.warning("flow_message_outside_window", conversation_id=str(conversation.pk))
        case HandOver(reason=reason, to=to):
            call_person(conversation, reason, now, to)
        case SetAttribute(key=key, value=value):
            set_attribute(customer=conversation.customer, key=key, value=value)
        case ChangeTags(add=add, remove=remove):
            change_tags(customer=conversation.customer, add=add, remove=remove)
        case ReleaseHold(hold_id=hold_id):
            organization, customer = conversation.organization, conversation.customer
            DatabaseFrontDesk(organization, customer, conversation, now).release(hold_id)
    return None


def ask_front_desk(
    conversation: Conversation, effect: AskDesk, now: datetime
) -> EffectDone | EffectFailed:
    """What the desk answers; what it did before it broke is undone."""
    organization, customer = conversation.organization, conversation.customer
    desk = DatabaseFrontDesk(organization, customer, conversation, now)
    profile: Profile = desk.profile()
    talk = Talk(desk, words_for(organization, customer), now, profile)
    try:
        with transaction.atomic():
            return EffectDone(effect.id, answer_desk(talk, effect))
    except Exception:
        log.exception("flow_effect_failed", act=effect.act)
        return EffectFailed(effect.id, "desk")


def call_person(conversation: Conversation, reason: str, now: datetime, to: str = "") -> None:
    """`reason` is one of REASONS, or words for the team; `to` as HandOver has it. Whoever is
    called finds the conversation among their own and is told, as by a colleague; others still
    see that it waits."""
    person = person_called(to)
    hand_over(conversation=conversation, reason=REASONS.get(reason, reason), now=now, to=person)
    if person is not None:
        note_assigned(conversation=conversation, to=person, user=None, now=now)
