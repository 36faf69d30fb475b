"""When a professional works, week by week."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.enums import Weekday
from scheduling.models.staff import Staff


class Shift(TenantModel):
    """Working hours on a weekday, on the organization's wall clock.

    Valid from `valid_from` to `valid_until`, both included; an open end has no limit. A
    shift that ends at or before its start runs past midnight.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(_("dia da semana"), choices=Weekday)
    starts_at = models.TimeField(_("início"))
    ends_at = models.TimeField(_("fim"))
    valid_from = models.DateField(_("vale a partir de"), null=True, blank=True)
    valid_until = models.DateField(_("vale até"), null=True, blank=True)

    class Meta:
        verbose_name = _("turno")
        verbose_name_plural = _("turnos")
        ordering: ClassVar = ["weekday", "starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff", "weekday", "starts_at", "valid_from"],
                nulls_distinct=False,
                name="shift_once",
                violation_error_message=_("Já existe um turno neste dia e horário."),
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="shift_weekday"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="shift_validity_in_order",
                violation_error_message=_("A data final vem antes da inicial."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at}-{self.ends_at}"


class ShiftBreak(TenantModel):
    """A pause inside a shift, such as lunch."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="breaks")
    starts_at = models.TimeField(_("início"))
    ends_at = models.TimeField(_("fim"))

    class Meta:
        verbose_name = _("pausa")
        verbose_name_plural = _("pausas")
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(ends_at=models.F("starts_at")),
                name="break_takes_time",
                violation_error_message=_("A pausa precisa ter duração."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}-{self.ends_at}"
