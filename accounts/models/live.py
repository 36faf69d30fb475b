"""What open pages should look at again."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel


class LiveChange(TenantModel):
    """One thing that a transaction touched; written by triggers of the database, kept an hour.

    `xid` is the transaction, so that a reader who kept a snapshot finds exactly what has
    become visible since (ids would not do: a lower one may be committed later). It says
    which page should ask again, never what changed. See docs/decisions/0008.
    """

    id: Any = models.BigAutoField(primary_key=True)
    # No constraint: rows are written while their organization is being deleted, too.
    organization: Any = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        db_constraint=False,
        db_index=False,
    )
    xid = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mudança ao vivo")
        verbose_name_plural = _("mudanças ao vivo")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["xid", "kind", "subject_id"], name="one_live_change_per_transaction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
