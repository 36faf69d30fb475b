"""Appointments that come again every so many weeks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from config.lib.ids import new_id
from scheduling.models.staff import Staff

MOST_TIMES, MOST_WEEKS, MOST_DAYS = 52, 12, 731


class Repetition(TenantModel):
    """What was agreed: every `every_weeks` weeks, `times` times, from `starts_at` on.

    `key` is chosen by whoever asks, so that asking twice books once.
    """

    starts_at = models.DateTimeField(_("primeiro horário"))
    every_weeks = models.PositiveSmallIntegerField(_("a cada (semanas)"))
    times = models.PositiveSmallIntegerField(_("vezes"))
    key = models.UUIDField(default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} x{self.times}"


class AppointmentSeries(Repetition):
    """Each date is an appointment of its own with the series' `ordinal` (1, 2, ...), written
    once by constraint; a date that was skipped has none."""

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.PROTECT, related_name="series"
    )
    service = models.ForeignKey("catalog.Service", on_delete=models.PROTECT, related_name="series")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="series")

    class Meta:
        verbose_name = _("série de horários")
        verbose_name_plural = _("séries de horários")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "key"], name="series_once"),
            models.CheckConstraint(
                condition=Q(times__gte=2, times__lte=MOST_TIMES), name="series_times_sane"
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1, every_weeks__lte=MOST_WEEKS),
                name="series_weeks_sane",
            ),
        ]


class VisitSeries(Repetition):
    """A visit of several services that comes again: each date is a visit of its own with the
    series' `ordinal`, written once by constraint; a date that was skipped has none."""

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.PROTECT, related_name="visit_series"
    )

    class Meta:
        verbose_name = _("série de visitas")
        verbose_name_plural = _("séries de visitas")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "key"], name="visit_series_key_once"),
            models.CheckConstraint(
                condition=Q(times__gte=2, times__lte=MOST_TIMES), name="visit_series_times_sane"
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1, every_weeks__lte=MOST_WEEKS),
                name="visit_series_weeks_sane",
            ),
        ]
