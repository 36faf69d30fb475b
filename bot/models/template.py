"""Message templates as the provider knows them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import TemplateStatus
from bot.models.channel import Channel


class MessageTemplate(TenantModel):
    """Our copy of a template; the provider's category and status are the truth.

    A DRAFT is ours alone until it is submitted. `asked_category`: what we submitted it as.
    `recategorised_at`: when the provider made a promotion of it, until a person has seen that.
    `submitting_until`: somebody submits it now. `header_handle`: the sample file of its header.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="templates")
    external_id = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("nome"), max_length=512)
    language = models.CharField(_("idioma"), max_length=10)
    category = models.CharField(_("categoria"), max_length=20)
    status = models.CharField(_("estado"), max_length=12, choices=TemplateStatus)
    provider_status = models.CharField(max_length=30, blank=True)
    quality = models.CharField(_("qualidade"), max_length=20, blank=True)
    reason = models.CharField(_("motivo"), max_length=60, blank=True)
    components = models.JSONField(default=list)
    synced_at = models.DateTimeField()
    asked_category = models.CharField(max_length=20, blank=True)
    header_handle = models.TextField(blank=True)
    recategorised_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitting_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("modelo de mensagem")
        verbose_name_plural = _("modelos de mensagem")
        ordering: ClassVar = ["name", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "name", "language"], name="template_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization"],
                name="template_recategorised",
                condition=models.Q(recategorised_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.language}"
