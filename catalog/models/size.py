"""What a service takes and costs by the size of whom it is for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from accounts.people_enums import DependantSize
from catalog.models.service import MAX_MINUTES, Service


class ServiceSize(TenantModel):
    """Minutes and price of a service for one size; None is the service's own.

    Without a row for a size, and for a size nobody knows, the service's own count.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="sizes")
    size = models.CharField(_("porte"), max_length=2, choices=DependantSize)
    minutes = models.PositiveSmallIntegerField(_("duração (min)"), null=True, blank=True)
    price = models.DecimalField(_("preço"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("duração e preço por porte")
        verbose_name_plural = _("durações e preços por porte")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "size"], name="service_size_once"),
            models.CheckConstraint(
                condition=Q(size__in=DependantSize.values), name="service_size_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=5, minutes__lte=MAX_MINUTES),
                name="service_size_minutes_sane",
                violation_error_message=_("A duração vai de 5 minutos a 24 horas."),
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0),
                name="service_size_price_not_negative",
                violation_error_message=_("O preço não pode ser negativo."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=False) | Q(price__isnull=False),
                name="service_size_says_something",
                violation_error_message=_("Diga a duração, o preço ou os dois."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.size}"
