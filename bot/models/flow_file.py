"""Files that flows send."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel


class FlowFile(TenantModel):
    """A picture, film, sound or document of the organization's, kept once however often it is
    sent: the messages refer to it. One with `removed_at` is offered no more."""

    name = models.CharField(_("nome"), max_length=240)
    mime_type = models.CharField(_("tipo"), max_length=120)
    size = models.PositiveIntegerField(_("bytes"))
    body = models.BinaryField(editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("arquivo de fluxo")
        verbose_name_plural = _("arquivos de fluxos")
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name
