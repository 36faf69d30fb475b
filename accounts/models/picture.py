"""Pictures of people and things, kept in the database (docs/decisions/0009)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel


class Picture(TenantModel):
    """A square picture in two sizes, WebP. Never changed: a new upload is a new row, so its
    address may be cached for good."""

    small = models.BinaryField()
    large = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("fotos")
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return str(self.pk)
