"""What came in by webhook, before anybody has looked at it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bot.enums import Provider, QuarantineReason, WorkStatus
from config.lib.ids import new_id


class WebhookReceipt(models.Model):
    """One verified POST, raw. Of no organization yet: a body may concern several.

    `digest` is SHA-256 of the signer and the body: a repeated POST (Meta delivers at least
    once) leaves no second row. `channel` is the number whose own address it came to; None where one
    address serves all numbers of a provider (Meta) and the body says which. `signer` is the
    fingerprint of the app secret that signed it: it speaks for numbers with that secret
    alone. "" is the installation's own, which speaks for all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=10, choices=Provider, default=Provider.META)
    channel = models.ForeignKey(
        "bot.Channel",
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    signer = models.CharField(max_length=32, blank=True, editable=False)
    body = models.BinaryField()
    digest = models.BinaryField(max_length=32, unique=True)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=WorkStatus, default=WorkStatus.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("webhook recebido")
        verbose_name_plural = _("webhooks recebidos")
        indexes: ClassVar = [
            models.Index(fields=["id"], name="receipt_to_do", condition=Q(status=WorkStatus.NEW)),
            models.Index(
                fields=["channel"],
                name="receipt_of_channel",
                condition=Q(channel__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.received_at:%Y-%m-%d %H:%M:%S}"


class QuarantinedUpdate(models.Model):
    """A part of a webhook that belongs to nobody we know, or that we can't read.

    Never dropped: it is listed, and can be replayed once the cause is mended.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(
        WebhookReceipt, on_delete=models.CASCADE, related_name="quarantined"
    )
    position = models.PositiveIntegerField()
    reason = models.CharField(_("motivo"), max_length=20, choices=QuarantineReason)
    number_id = models.CharField(max_length=80, blank=True)
    account_id = models.CharField(max_length=80, blank=True)
    field = models.CharField(max_length=80, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("webhook em quarentena")
        verbose_name_plural = _("webhooks em quarentena")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "position"], name="quarantined_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="quarantine_newest_first")]

    def __str__(self) -> str:
        return f"{self.reason} {self.field}"
