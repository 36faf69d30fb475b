"""Keys of other systems that flows call."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from config.lib.fields import EncryptedTextField


class FlowSecret(TenantModel):
    """A value that flows name ({{secret.name}}) and never hold; it lies encrypted, is put in
    when a request is made, and is never shown again. `is_signing` is the one that notices
    are signed with."""

    name = models.CharField(_("nome"), max_length=40)
    value = EncryptedTextField()
    is_signing = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("senha de fluxo")
        verbose_name_plural = _("senhas de fluxos")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "name"], name="flow_secret_once"),
            models.UniqueConstraint(
                fields=["organization"],
                name="one_signing_secret",
                condition=models.Q(is_signing=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
