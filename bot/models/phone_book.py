"""Names that the owner has given to people on the phone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.models.channel import Channel


class PhoneBookEntry(TenantModel):
    """A contact of the phone that shares its number with us, as it was last told of.

    Nobody becomes a customer by it: the name waits for whoever writes from that number.
    `match_key` as of phone identities; `name` is "" of one that was removed on the phone.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+", db_index=False)
    match_key = models.CharField(max_length=40)
    name = models.CharField(_("nome"), max_length=120, blank=True)
    changed_at = models.DateTimeField(_("mudou em"))

    class Meta:
        verbose_name = _("contato do celular")
        verbose_name_plural = _("contatos do celular")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "match_key"], name="one_phone_book_entry_per_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.match_key
