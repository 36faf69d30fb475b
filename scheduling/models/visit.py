"""A visit of several services, one after the other."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from config.lib.ids import new_id


class Visit(TenantModel):
    """Groups the appointments of one coming: `parts`, back to back, each with its person.

    An appointment without a visit is a visit of one service; nothing is written for it.
    `key` is chosen by whoever asks, so that asking twice books once.
    """

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.PROTECT, related_name="visits"
    )
    key = models.UUIDField(default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("visita")
        verbose_name_plural = _("visitas")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "key"], name="visit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.created_at:%Y-%m-%d}"
