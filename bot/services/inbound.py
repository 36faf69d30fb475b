"""One incoming message: whose it is, where it belongs, who has to look at it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django_scopes import scopes_disabled

from accounts.models import Customer
from accounts.services.identities import identify_customer
from accounts.services.rekeying import rekey_sender
from bot.enums import Author, Direction
from bot.flows import Incoming, answers_while_silent
from bot.gateways import InboundMessage, MessageKind, Update
from bot.models import Channel, Conversation, Message
from bot.services.attachments import expect_file
from bot.services.care_events import reopen_for_customer
from bot.services.choices import with_choice
from bot.services.ownership import bot_answers, return_to_bot_if_due, take_over
from bot.services.phone_book import name_from_phone
from bot.services.scheduled_answers import call_off_scheduled

DEBOUNCE = timedelta(milliseconds=300)
MAX_DEBOUNCE = timedelta(seconds=2)

TAPS = frozenset({MessageKind.BUTTON_REPLY, MessageKind.LIST_REPLY, MessageKind.TEMPLATE_REPLY})
# What the customer did that asks for no answer.
SILENT = frozenset({MessageKind.REACTION, MessageKind.SYSTEM, MessageKind.EDIT, MessageKind.REVOKE})


def store_inbound(*, channel: Channel, update: InboundMessage, now: datetime) -> bool:
    """Write a message of a webhook that is new; True when the bot has to answer it.

    The provider's id decides what is new: the caller leaves out what it knows
    (`known_messages`), and should another process write the same message at this moment,
    the constraint `one_message_per_provider_id` undoes the caller's transaction
    (IntegrityError). The conversation's row is locked while it is brought up to date.
    """
    customer = _sender(channel, update, now)
    name_from_phone(channel=channel, customer=customer, wa_id=update.contact.wa_id)
    conversation = lock_conversation(channel, customer)
    update = with_choice(conversation=conversation, update=update)
    message = _message(channel, conversation, update, now)
    message.save(force_insert=True)
    expect_file(message=message, now=now, file=update.file)
    if update.is_echo:
        _note_echo(conversation, message, now, is_old=update.is_history or update.observe_only)
    else:
        _note_inbound(conversation, message, update, now)
    return conversation.turn_due_at is not None


def known_messages(channels: Iterable[Channel], updates: Iterable[Update]) -> set[tuple[UUID, str]]:
    """Which of these messages are written already, as (channel, provider's id). One query."""
    ids = [update.external_id for update in updates if isinstance(update, InboundMessage)]
    if not ids:
        return set()
    with scopes_disabled():
        rows = Message.objects.filter(channel__in=channels, external_id__in=ids)
        return set(rows.values_list("channel_id", "external_id"))


def lock_conversation(channel: Channel, customer: Customer) -> Conversation:
    """The conversation of this customer on this channel, its row locked until commit."""
    rows = Conversation.objects.select_for_update(no_key=True).filter(
        channel=channel, customer=customer
    )
    conversation: Conversation | None = rows.first()
    if conversation is None:
        Conversation.objects.bulk_create(
            [
                Conversation(
                    organization_id=channel.organization_id, channel=channel, customer=customer
                )
            ],
            ignore_conflicts=True,
        )
        conversation = rows.get()
    conversation.channel, conversation.customer = channel, customer
    return conversation


def preview(text: str, kind: str) -> str:
    """What a list of conversations shows of a message; "[IMAGE]" where there are no words."""
    return " ".join(text.split())[:120] or f"[{kind}]"


def _message(
    channel: Channel, conversation: Conversation, update: InboundMessage, now: datetime
) -> Message:
    is_history = update.is_history or update.observe_only
    author = Author.PHONE_APP if update.is_echo else Author.CUSTOMER
    if update.kind == MessageKind.SYSTEM:
        author = Author.SYSTEM
    return Message(
        organization_id=channel.organization_id,
        channel=channel,
        conversation=conversation,
        direction=Direction.OUT if update.is_echo else Direction.IN,
        author=author,
        kind=update.kind.value,
        text=update.text,
        content=update.payload,
        external_id=update.external_id,
        reply_id=update.reply_id[:256],
        context_id=update.context_id[:300],
        occurred_at=min(update.occurred_at or now, now + timedelta(minutes=5)),
        handled_at=now if is_history or update.is_echo or update.kind in SILENT else None,
    )


def _note_echo(
    conversation: Conversation, message: Message, now: datetime, *, is_old: bool
) -> None:
    """The owner answered from the phone: the bot falls silent."""
    _touch(conversation, message)
    if not is_old and message.kind not in SILENT:
        take_over(conversation=conversation, user=None, now=now)
    conversation.save()


def _note_inbound(
    conversation: Conversation, message: Message, update: InboundMessage, now: datetime
) -> None:
    _touch(conversation, message)
    if update.is_history or update.observe_only or update.kind == MessageKind.SYSTEM:
        conversation.save()
        return
    _note_referral(conversation, message)
    last = conversation.last_customer_message_at
    conversation.last_customer_message_at = max(last or message.occurred_at, message.occurred_at)
    if update.kind in SILENT:
        conversation.save()
        return
    return_to_bot_if_due(conversation, now)
    reopen_for_customer(conversation, now)
    call_off_scheduled(conversation=conversation, now=now)
    conversation.unread_count += 1
    is_silent_tap = answers_while_silent(Incoming(reply_id=update.reply_id))
    if bot_answers(conversation) or is_silent_tap:
        _schedule_turn(conversation, update, now)
        conversation.mark_read_id = update.external_id
    else:
        message.handled_at = now
        message.save(update_fields=["handled_at"])
    conversation.save()


def _note_referral(conversation: Conversation, message: Message) -> None:
    """The ad that brought the customer, unless a later one is known already."""
    referral = message.content.get("referral")
    if not isinstance(referral, dict) or not referral:
        return
    at = message.occurred_at.isoformat()
    if at >= str(conversation.referral.get("at", "")):
        conversation.referral = {**referral, "at": at}


def _schedule_turn(conversation: Conversation, update: InboundMessage, now: datetime) -> None:
    """A tap is answered at once; words wait a moment for the rest of the thought."""
    if update.kind in TAPS:
        conversation.turn_due_at = now
        return
    if conversation.turn_due_at is None:
        conversation.turn_due_at = now + DEBOUNCE
        return
    first = (
        Message.objects.filter(
            conversation=conversation, direction=Direction.IN, handled_at__isnull=True
        )
        .order_by("created_at")
        .values_list("created_at", flat=True)
        .first()
    )
    latest = (first or now) + MAX_DEBOUNCE
    conversation.turn_due_at = min(now + DEBOUNCE, latest)


def _touch(conversation: Conversation, message: Message) -> None:
    """Bring the list's line up to date, unless a newer message stands there already."""
    last = conversation.last_message_at
    if last is None or message.occurred_at >= last:
        conversation.last_message_at = message.occurred_at
        conversation.last_message_text = preview(message.text, message.kind)


def _sender(channel: Channel, update: InboundMessage, now: datetime) -> Customer:
    """Who it is; one of whom a system message tells new ids has them from now on."""
    who, new = update.contact, update.new_contact
    if update.kind == MessageKind.SYSTEM and new is not None:
        return rekey_sender(
            organization=channel.organization,
            old=(who.wa_id, who.user_id),
            new=(new.wa_id, new.user_id),
            changed_at=update.occurred_at or now,
            profile_name=who.name,
        )
    return identify_customer(
        organization=channel.organization,
        wa_id=who.wa_id,
        user_id=who.user_id,
        profile_name=who.name,
    )
