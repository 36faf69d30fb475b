"""How a number that is paired with a phone by a code stands with that phone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.models.channel import Channel
from config.lib.fields import EncryptedTextField


class Pairing(TenantModel):
    """One per number of the Evolution API.

    `state` is the provider's word: "open" once a phone is paired. `code` is the text of the
    QR code, good for a minute from `code_at`; new ones are asked for until `wanted_until`.
    `asked_at`: when the server was last asked. `has_stopped`: the number stands still because
    the phone has thrown us out. `ignored_count` counts what came from groups, statuses and
    channels and is not shown.
    """

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="pairing")
    state = models.CharField(_("estado"), max_length=20, blank=True)
    code = EncryptedTextField()
    code_at = models.DateTimeField(null=True, blank=True, editable=False)
    wanted_until = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    has_stopped = models.BooleanField(default=False, editable=False)
    problem = models.CharField(max_length=300, blank=True, editable=False)
    ignored_count = models.PositiveIntegerField(_("mensagens de grupos"), default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("pareamento")
        verbose_name_plural = _("pareamentos")

    def __str__(self) -> str:
        return self.state
