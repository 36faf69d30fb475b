"""Beginning a conversation with a customer who has not written."""

from django.db import transaction
from django.db.models import F

from accounts.models import Customer
from bot.models import Channel, Conversation
from bot.selectors.channels import active_channels
from bot.selectors.recipients import recipient_of
from bot.services.inbound import lock_conversation


class CustomerUnreachable(Exception):
    """The customer has no number and no WhatsApp id, or is blocked."""


class NoChannel(Exception):
    """No number of the organization is active, or not this one."""


@transaction.atomic
def start_conversation(*, customer: Customer, channel: Channel | None = None) -> Conversation:
    """The customer's conversation on an active number: the one last used, or a new one.

    `channel` says which number; without it the oldest active one begins what is new. Two
    people at once get the same conversation. Raises CustomerUnreachable, NoChannel.
    """
    if customer.is_blocked or recipient_of(customer) is None:
        raise CustomerUnreachable
    active = active_channels()
    if channel is None:
        latest = (
            Conversation.objects.filter(customer=customer, channel__in=active)
            .order_by(F("last_message_at").desc(nulls_last=True))
            .first()
        )
        if latest is not None:
            return latest
    else:
        active = active.filter(pk=channel.pk)
    chosen = active.first()
    if chosen is None:
        raise NoChannel
    return lock_conversation(chosen, customer)
