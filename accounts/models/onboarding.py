"""How far an organization has come with its first set-up."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import OnboardingPart, OnboardingState
from accounts.models.base import TenantModel


class OnboardingStep(TenantModel):
    """One row per organization and part; a part without a row has not been touched.

    WHOLE is OPEN from the registration until the guide is put away (DONE). `details` keeps
    what a later step starts from: BUSINESS the opening hours as {"weekdays": [0..6],
    "opens": "HH:MM", "closes": "HH:MM", "texts_of": the kind of business whose message texts
    were brought}, CHAT {"phone_id", "phone"} of the practice phone and
    {"earlier": [digits]} of those before it.
    """

    part = models.CharField(_("etapa"), max_length=10, choices=OnboardingPart)
    state = models.CharField(_("estado"), max_length=10, choices=OnboardingState)
    details = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("etapa da configuração")
        verbose_name_plural = _("etapas da configuração")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "part"], name="onboarding_part_once"),
            models.CheckConstraint(
                condition=models.Q(part__in=OnboardingPart.values), name="onboarding_part_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.state}"
