"""What the team writes about a customer, signed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel
from accounts.models.customer import Customer


class CustomerNote(TenantModel):
    """One note; `edited_at` is None while it stands as first written."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="team_notes")
    author = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("texto"))
    is_pinned = models.BooleanField(_("fixada"), default=False)
    creation_key = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("anotação")
        verbose_name_plural = _("anotações")
        indexes: ClassVar = [
            models.Index(fields=["customer", "-is_pinned", "-id"], name="note_pinned_first"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "creation_key"], name="one_note_per_form"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="note_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
