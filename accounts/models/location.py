"""The places of an organization."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel


class Location(TenantModel):
    """One address where people are served. An organization with one place may have none
    here: its own address stands for it."""

    name = models.CharField(_("nome"), max_length=80)
    address = models.CharField(_("endereço"), max_length=200, blank=True)
    phone = models.CharField(_("telefone"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("ordem"), default=0)
    is_active = models.BooleanField(_("ativa"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("unidade")
        verbose_name_plural = _("unidades")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                name="location_name_once",
                violation_error_message=_("Já existe uma unidade com este nome."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
