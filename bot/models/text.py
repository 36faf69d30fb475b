"""The bot's own words of a house."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice
from accounts.models import TenantModel


class BotText(TenantModel):
    """One text of `bot.editable_texts` as this house says it; without a row, the usual one."""

    locale = models.CharField(_("idioma"), max_length=10, choices=LocaleChoice)
    key = models.CharField(_("texto"), max_length=40)
    text = models.TextField(_("mensagem"))

    class Meta:
        verbose_name = _("texto do robô")
        verbose_name_plural = _("textos do robô")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "locale", "key"], name="one_bot_text_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.locale}"
