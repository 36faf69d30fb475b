"""How long an organization keeps what was said and what was noted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel

LEAST_DAYS = 30


class RetentionPolicy(TenantModel):
    """One row per organization; without one, everything is kept.

    Days count from when a row was written; None keeps it for ever. `due_at` is when old rows
    are looked for again: the row itself is the queue.
    """

    message_days = models.PositiveIntegerField(_("mensagens (dias)"), null=True, blank=True)
    log_days = models.PositiveIntegerField(_("registros (dias)"), null=True, blank=True)
    due_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("guarda de dados")
        verbose_name_plural = _("guarda de dados")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="one_retention_policy"),
            models.CheckConstraint(
                condition=(
                    models.Q(message_days__isnull=True) | models.Q(message_days__gte=LEAST_DAYS)
                )
                & (models.Q(log_days__isnull=True) | models.Q(log_days__gte=LEAST_DAYS)),
                name="retention_not_too_short",
                violation_error_message=_("Os dados ficam pelo menos 30 dias."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_at"], name="retention_due")]

    def __str__(self) -> str:
        return f"{self.message_days} {self.log_days}"
