"""What a customer has agreed to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models.base import TenantModel


class Consent(TenantModel):
    """One statement of will, never changed: the newest per purpose counts.

    LGPD art. 8: the controller must be able to prove consent, hence `evidence` (the words
    said, or what was clicked), `source` and `text_version` (which text was agreed to).
    `recorded_by` is the colleague who wrote it down; None where the customer told the bot.
    """

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    status = models.CharField(max_length=10, choices=ConsentStatus)
    source = models.CharField(max_length=40)
    evidence = models.TextField(blank=True)
    text_version = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consentimento")
        verbose_name_plural = _("consentimentos")
        indexes: ClassVar = [
            models.Index(
                fields=["customer", "purpose", "-occurred_at", "-id"], name="consent_newest_first"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.status}"
