"""A visit of several services, one after the other."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from config.lib.ids import new_id
from scheduling.models.series import VisitSeries


class Visit(TenantModel):
    """Groups the appointments of one coming: `parts`, back to back, each with its person.

    An appointment without a visit is a visit of one service; nothing is written for it.
    `key` is chosen by whoever asks, so that asking twice books once.

    Of a repetition, `series` and `ordinal` say which date it is, `starts_at` where the visit
    is as a whole, and `series_starts_at` where the series has it: moved alone, they differ.
    """

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.PROTECT, related_name="visits"
    )
    key = models.UUIDField(default=new_id, editable=False)
    series = models.ForeignKey(
        VisitSeries,
        on_delete=models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
        editable=False,
    )
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    series_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("visita")
        verbose_name_plural = _("visitas")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "key"], name="visit_once"),
            models.UniqueConstraint(fields=["series", "ordinal"], name="visit_series_once"),
            models.CheckConstraint(
                condition=Q(
                    series__isnull=True,
                    ordinal__isnull=True,
                    starts_at__isnull=True,
                    series_starts_at__isnull=True,
                )
                | Q(
                    series__isnull=False,
                    ordinal__gte=1,
                    starts_at__isnull=False,
                    series_starts_at__isnull=False,
                ),
                name="visit_series_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_moved_alone(self) -> bool:
        """Of a series, but no longer where the series has it."""
        return self.series_starts_at != self.starts_at
