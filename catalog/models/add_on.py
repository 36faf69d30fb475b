"""Add-ons: what may be added to a service."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from catalog.models.service import Service

MOST_EXTRA_MINUTES = 240


class ServiceAddOn(TenantModel):
    """Something added to a visit: it lengthens it and raises its price.

    Offered with the services of `services` alone. `extra_price` is in the organization's
    currency; 0 is free of charge.
    """

    name = models.CharField(_("nome"), max_length=80)
    extra_minutes = models.PositiveSmallIntegerField(_("minutos a mais"), default=0)
    extra_price = models.DecimalField(
        _("preço a mais"), max_digits=10, decimal_places=2, default=Decimal(0)
    )
    position = models.PositiveSmallIntegerField(_("ordem"), default=0)
    is_active = models.BooleanField(_("ativo"), default=True)
    services = models.ManyToManyField(
        Service, through="catalog.OfferedAddOn", related_name="add_ons"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("adicional")
        verbose_name_plural = _("adicionais")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                condition=Q(is_active=True),
                name="active_add_on_name_once",
                violation_error_message=_("Já existe um adicional ativo com este nome."),
            ),
            models.CheckConstraint(
                condition=Q(extra_minutes__lte=MOST_EXTRA_MINUTES),
                name="add_on_minutes_sane",
                violation_error_message=_("O tempo a mais vai até 4 horas."),
            ),
            models.CheckConstraint(
                condition=Q(extra_price__gte=0),
                name="add_on_price_not_negative",
                violation_error_message=_("O preço não pode ser negativo."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfferedAddOn(TenantModel):
    """That an add-on is offered with a service."""

    add_on = models.ForeignKey(ServiceAddOn, on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="add_on_offers")

    class Meta:
        verbose_name = _("adicional do serviço")
        verbose_name_plural = _("adicionais dos serviços")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["add_on", "service"], name="add_on_offered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.add_on_id} {self.service_id}"
