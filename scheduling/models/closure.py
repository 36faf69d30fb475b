"""What departs from the weekly shifts."""

from typing import ClassVar

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.models.staff import Staff


class ShiftException(TenantModel):
    """One date with other hours: they replace that date's shifts.

    Without hours the person doesn't work that day. `staff` None means the whole team.
    """

    staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.CASCADE, related_name="exceptions"
    )
    on = models.DateField(_("data"))
    starts_at = models.TimeField(_("início"), null=True, blank=True)
    ends_at = models.TimeField(_("fim"), null=True, blank=True)
    reason = models.CharField(_("motivo"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("exceção de horário")
        verbose_name_plural = _("exceções de horário")
        ordering: ClassVar = ["on", "starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "staff", "on", "starts_at"],
                nulls_distinct=False,
                name="shift_exception_once",
                violation_error_message=_("Já existe uma exceção nesta data e horário."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="shift_exception_both_or_none",
                violation_error_message=_("Informe início e fim, ou nenhum dos dois."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class TimeOff(TenantModel):
    """A stretch in which a professional can't be booked: holiday, sick leave, a blocked hour."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="time_off")
    starts_at = models.DateTimeField(_("início"))
    ends_at = models.DateTimeField(_("fim"))
    reason = models.CharField(_("motivo"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("ausência")
        verbose_name_plural = _("ausências")
        ordering: ClassVar = ["starts_at"]
        indexes: ClassVar = [
            GistIndex(
                F("staff"),
                Func("starts_at", "ends_at", function="tstzrange"),
                name="time_off_by_staff_and_span",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="time_off_in_order",
                violation_error_message=_("O fim precisa vir depois do início."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason or f"{self.starts_at:%Y-%m-%d}"


class Holiday(TenantModel):
    """What the organization decided about a date of the public calendar, or its own.

    Public holidays come from the `holidays` package (country and region of the booking
    policy); a row here says that the house opens all the same, or closes on a further day.
    """

    on = models.DateField(_("data"))
    name = models.CharField(_("nome"), max_length=80)
    is_open = models.BooleanField(_("abre normalmente"), default=False)

    class Meta:
        verbose_name = _("feriado")
        verbose_name_plural = _("feriados")
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "on"], name="holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
