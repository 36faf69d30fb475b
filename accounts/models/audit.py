"""Who did what."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel


class AuditEntry(TenantModel):
    """One act of a person or of the system on one thing; never changed.

    `action` is noun.verb_past: "member.removed". Each has its words in analytics.audit_words.
    """

    actor = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_label = models.CharField(max_length=254)  # an e-mail address
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    occurred_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("registro de auditoria")
        verbose_name_plural = _("registros de auditoria")
        indexes: ClassVar = [
            models.Index(fields=["organization", "-id"], name="audit_newest_first"),
            models.Index(fields=["target_id", "-id"], name="audit_by_target"),
            models.Index(fields=["organization", "action", "-id"], name="audit_by_action"),
            models.Index(fields=["organization", "actor", "-id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type}"
