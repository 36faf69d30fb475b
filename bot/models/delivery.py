"""The outbox: what is to be sent, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import DeliveryStatus
from bot.models.channel import Channel
from bot.models.conversation import Conversation
from bot.models.message import Message

LOST = (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED)
WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN)


class Delivery(TenantModel):
    """One outgoing message on its way. Its id travels as `biz_opaque_callback_data`.

    QUEUED rows are claimed when `due_at` has come, oldest first in each conversation. A
    claim (SENDING) that outlives its lease means that the sender died around the POST: the
    row becomes UNKNOWN, and a status webhook settles it or, after a grace, another try or a
    person (`bot.services.unanswered`).
    `retry` is the message by which a person sent a failed one anew.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=DeliveryStatus, default=DeliveryStatus.QUEUED)
    rank = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.IntegerField(null=True, blank=True)
    error_detail = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    retry = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="retry_of"
    )
    reminder_id = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("envio")
        verbose_name_plural = _("envios")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="delivery_to_do",
                condition=Q(status__in=[status.value for status in WAITING]),
            ),
            models.Index(
                fields=["conversation", "id"],
                name="delivery_in_order",
                condition=Q(status__in=[status.value for status in WAITING]),
            ),
            models.Index(
                fields=["organization", "-created_at", "-id"],
                name="delivery_failed",
                condition=Q(status__in=[status.value for status in LOST]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.attempts}"


class DeliveryUpdate(TenantModel):
    """A status the provider reported, kept as it came.

    It may come before we know the message's provider id, or twice, or for a message that
    another tool sent: `applied_at` is set once it has found its delivery.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=300)
    opaque = models.CharField(max_length=512, blank=True)
    status = models.CharField(max_length=20)
    participant = models.CharField(max_length=160, blank=True)
    occurred_at = models.DateTimeField()
    errors = models.JSONField(default=list)
    payload = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("estado informado")
        verbose_name_plural = _("estados informados")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "external_id", "status", "participant"],
                name="delivery_update_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "id"], name="delivery_update_by_age")
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.external_id[:20]}"
