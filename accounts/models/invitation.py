"""A way into an organization, handed over as a link."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models.base import TenantModel


class Invitation(TenantModel):
    """One place in the team, for whoever brings the link first.

    Only the SHA-256 of the link's secret is kept: who reads the database can't come in.
    """

    label = models.CharField(_("para quem"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("papel"), max_length=10, choices=Role)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("convite")
        verbose_name_plural = _("convites")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None),
                name="invitation_ends_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "expires_at"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def is_open(self, now: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at
