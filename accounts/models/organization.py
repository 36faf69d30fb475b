"""The tenant, and who belongs to it."""

import zoneinfo
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice, Role, Vertical
from accounts.models.base import TenantModel
from accounts.permissions import ROLE_ACTIONS, RowPermission
from config.lib.ids import new_id


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(value)s” não é um fuso horário conhecido."), params={"value": value}
        )


class Organization(models.Model):
    """A business. Its slug is in every address of the app: /o/<slug>/.

    `has_samples`: there is sample data (SampleData), which every page says.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("nome"), max_length=120)
    slug = models.SlugField(_("endereço"), max_length=60, unique=True)
    vertical = models.CharField(
        _("ramo"), max_length=10, choices=Vertical, default=Vertical.GENERIC
    )
    time_zone = models.CharField(
        _("fuso horário"),
        max_length=64,
        default="America/Sao_Paulo",
        validators=[validate_time_zone],
    )
    locale = models.CharField(
        _("idioma"), max_length=10, choices=LocaleChoice, default=LocaleChoice.PT_BR
    )
    currency = models.CharField(
        _("moeda"), max_length=3, default="BRL", validators=[RegexValidator(r"^[A-Z]{3}$")]
    )
    country = models.CharField(
        _("país"), max_length=2, default="BR", validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    phone = models.CharField(_("telefone"), max_length=20, blank=True)
    address = models.CharField(_("endereço"), max_length=200, blank=True)
    map_url = models.URLField(_("link do mapa"), blank=True)
    has_samples = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("empresa")
        verbose_name_plural = _("empresas")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganizationPermission(RowPermission):
    """What one person may do to one organization, beyond their role."""

    content_object = models.ForeignKey(Organization, on_delete=models.CASCADE)


class Membership(TenantModel):
    """A person's role in an organization; one per person and organization."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("papel"), max_length=10, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("vínculo")
        verbose_name_plural = _("vínculos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="one_membership_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    def actions(self) -> dict[str, bool]:
        """What this role may do, for templates: `{% if can.change_agenda %}`."""
        return dict.fromkeys(ROLE_ACTIONS[self.role], True)
