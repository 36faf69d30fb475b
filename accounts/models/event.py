"""The event log: news that one app records and others act upon."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import ReceiptStatus
from accounts.models.base import TenantModel


class EventRecord(TenantModel):
    """Something that happened, written in the same transaction as the thing itself."""

    name = models.CharField(max_length=60)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()

    class Meta:
        verbose_name = _("evento")
        verbose_name_plural = _("eventos")
        indexes: ClassVar = [
            models.Index(fields=["organization", "-id"], name="event_newest_first"),
        ]

    def __str__(self) -> str:
        return self.name


class EventReceipt(TenantModel):
    """One subscriber's copy: to do until DONE; delivered at least once."""

    event = models.ForeignKey(EventRecord, on_delete=models.CASCADE, related_name="receipts")
    subscriber = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=ReceiptStatus, default=ReceiptStatus.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("entrega de evento")
        verbose_name_plural = _("entregas de eventos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "subscriber"], name="one_receipt_per_subscriber"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="event_receipt_to_do",
                condition=models.Q(status=ReceiptStatus.PENDING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.status}"
