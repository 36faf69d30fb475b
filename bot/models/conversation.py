"""A conversation: everything between one channel and one customer."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import Owner
from bot.models.channel import Channel

SERVICE_WINDOW = timedelta(hours=24)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Conversation(TenantModel):
    """One per channel and customer.

    `owner` is who answers. `turn_due_at` is when the bot looks at what the customer wrote
    (a little after the last message, so that two quick ones are one thought); None when
    there is nothing to look at. `bot_resumes_at` is when a silenced bot comes back.
    `last_customer_message_at` is the customer's own clock (the provider's timestamp): the
    24-hour service window counts from it, not from arrival. `mark_read_id` is the message
    that the provider should be told we have read; empty when it has been told.
    `flow_run` is the flow that the customer is in the middle of, `flow_state` where the
    built-in conversation stands. `resolved_at` is when a person called it done,
    `snoozed_until` until when it stays out of the way; the customer's next message ends both.
    `referral` is the ad that brought the customer last, as the provider tells it, with the
    moment in `at` (ISO 8601).
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="conversations")
    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.CASCADE, related_name="conversations"
    )
    owner = models.CharField(_("quem responde"), max_length=10, choices=Owner, default=Owner.BOT)
    assigned_to = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    waits_for_person = models.BooleanField(_("aguarda pessoa"), default=False)
    handover_reason = models.CharField(_("motivo"), max_length=200, blank=True)
    bot_resumes_at = models.DateTimeField(null=True, blank=True)
    flow_state = models.JSONField(default=dict, blank=True)
    flow_run = models.ForeignKey(
        "bot.FlowRun", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    turn_due_at = models.DateTimeField(null=True, blank=True)
    turn_attempts = models.PositiveSmallIntegerField(default=0)
    last_customer_message_at = models.DateTimeField(null=True, blank=True)
    last_message_at = models.DateTimeField(null=True, blank=True)
    last_message_text = models.CharField(max_length=120, blank=True)
    mark_read_id = models.CharField(max_length=300, blank=True)
    unread_count = models.PositiveIntegerField(default=0)
    resolved_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    referral = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("conversa")
        verbose_name_plural = _("conversas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "customer"], name="one_conversation_per_customer"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["turn_due_at"],
                name="conversation_turn_due",
                condition=models.Q(turn_due_at__isnull=False),
            ),
            models.Index(
                fields=["organization", "-last_message_at", "-id"], name="conversation_newest_first"
            ),
            models.Index(
                fields=["organization", "-last_message_at", "-id"],
                name="conversation_waiting",
                condition=models.Q(waits_for_person=True),
            ),
            models.Index(
                fields=["organization", "-last_message_at", "-id"],
                name="conversation_unread",
                condition=models.Q(unread_count__gt=0),
            ),
            models.Index(
                fields=["organization", "assigned_to", "-last_message_at", "-id"],
                name="conversation_of_person",
                condition=models.Q(assigned_to__isnull=False),
            ),
            models.Index(
                fields=["organization", "-last_message_at", "-id"],
                name="conversation_of_bot",
                condition=models.Q(owner=Owner.BOT, resolved_at__isnull=True),
            ),
            models.Index(
                fields=["organization", "-last_message_at", "-id"],
                name="conversation_resolved",
                condition=models.Q(resolved_at__isnull=False),
            ),
            models.Index(
                fields=["organization", "-last_message_at", "-id"],
                name="conversation_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=["id"],
                name="conversation_to_mark_read",
                condition=~models.Q(mark_read_id=""),
            ),
            models.Index(fields=["customer"], name="conversation_by_customer"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def referred_at(self) -> datetime | None:
        """When the ad of `referral` brought the customer."""
        at = self.referral.get("at")
        return datetime.fromisoformat(at) if at else None

    def window_closes_at(self) -> datetime | None:
        """End of the customer service window; None when the customer never wrote, NEVER on a
        number that knows no such window."""
        if not self.channel.facts.capabilities.has_window:
            return NEVER
        if self.last_customer_message_at is None:
            return None
        return self.last_customer_message_at + SERVICE_WINDOW

    def is_window_open(self, now: datetime) -> bool:
        closes_at = self.window_closes_at()
        return closes_at is not None and now < closes_at
