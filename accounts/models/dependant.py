"""Whom a customer brings: pets, children, others; and their vaccines."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel
from accounts.models.customer import Customer
from accounts.people_enums import DependantKind, DependantSize


class Dependant(TenantModel):
    """One pet, child or other person for whom a customer comes."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="dependants")
    name = models.CharField(_("nome"), max_length=80)
    kind = models.CharField(_("tipo"), max_length=5, choices=DependantKind)
    species = models.CharField(_("espécie"), max_length=40, blank=True)
    breed = models.CharField(_("raça"), max_length=60, blank=True)
    size = models.CharField(_("porte"), max_length=2, choices=DependantSize, blank=True)
    born_on = models.DateField(_("nascimento"), null=True, blank=True)
    notes = models.TextField(_("anotações"), blank=True)
    is_active = models.BooleanField(_("ativo"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("dependente")
        verbose_name_plural = _("dependentes")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="dependant_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=DependantKind.values), name="dependant_kind"
            ),
            models.CheckConstraint(
                condition=Q(size__in=["", *DependantSize.values]), name="dependant_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Vaccination(TenantModel):
    """One dose. `valid_until` is the last day on which it counts; None where none is due."""

    dependant = models.ForeignKey(Dependant, on_delete=models.CASCADE, related_name="vaccinations")
    name = models.CharField(_("vacina"), max_length=80)
    given_on = models.DateField(_("aplicada em"))
    valid_until = models.DateField(_("vale até"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("vacina")
        verbose_name_plural = _("vacinas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dependant", "name", "given_on"], name="one_dose_per_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("given_on")),
                name="vaccination_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
