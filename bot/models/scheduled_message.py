"""Messages that people write now and that leave later."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import Hindrance, ScheduledStatus
from bot.models.conversation import Conversation
from bot.models.message import Message


class ScheduledMessage(TenantModel):
    """A reply that waits for `due_at`; `message` is what it became, once.

    `text` may hold the placeholders of bot.placeholders, filled when it leaves. `author` is
    who wrote it last. `cancel_on_reply`: not to be sent once the customer has written.
    `hindrance` is why it was not sent. `closed_at` is when nobody had to look at it any
    more: it was sent, or a person cancelled or put it away.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="scheduled_messages"
    )
    author = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("texto"), max_length=4096)
    due_at = models.DateTimeField(_("sai em"))
    cancel_on_reply = models.BooleanField(_("cancela se o cliente escrever"), default=True)
    status = models.CharField(max_length=10, choices=ScheduledStatus, default="PENDING")
    hindrance = models.CharField(max_length=10, choices=Hindrance, blank=True)
    message = models.OneToOneField(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="scheduled"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mensagem agendada")
        verbose_name_plural = _("mensagens agendadas")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status=ScheduledStatus.SENT, message__isnull=False)
                | (~Q(status=ScheduledStatus.SENT) & Q(message__isnull=True)),
                name="scheduled_sent_has_message",
            ),
            models.CheckConstraint(
                condition=Q(status=ScheduledStatus.PENDING, closed_at__isnull=True)
                | Q(status=ScheduledStatus.SENT, closed_at__isnull=False)
                | Q(status__in=[ScheduledStatus.CANCELLED, ScheduledStatus.FAILED]),
                name="scheduled_closed_or_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="scheduled_to_do",
                condition=Q(status=ScheduledStatus.PENDING),
            ),
            models.Index(
                fields=["organization", "conversation"],
                name="scheduled_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["organization", "id"], name="scheduled_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.due_at:%Y-%m-%d %H:%M}"
