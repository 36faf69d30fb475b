"""Answers that are written once and used often."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.placeholders import fill_placeholders


class CannedReply(TenantModel):
    """A ready answer; `owner` None means that everybody who answers has it.

    `text` may hold the placeholders of bot.placeholders.
    """

    shortcut = models.CharField(_("atalho"), max_length=30)
    title = models.CharField(_("título"), max_length=80)
    text = models.TextField(_("texto"), max_length=2000)
    owner = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    is_active = models.BooleanField(_("ativa"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("resposta pronta")
        verbose_name_plural = _("respostas prontas")
        ordering: ClassVar = ["shortcut", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "owner", "shortcut"],
                name="active_canned_shortcut_once",
                condition=models.Q(is_active=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut}"

    @property
    def readable_text(self) -> str:
        """The text with words in place of what is filled in when it is used."""
        return fill_placeholders(self.text, {})[0]
