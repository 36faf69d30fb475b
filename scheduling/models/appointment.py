"""Appointments, and the constraint that keeps two of them apart."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.enums import OCCUPYING, AppointmentStatus, CancelledBy, Source
from scheduling.models.series import AppointmentSeries
from scheduling.models.staff import Staff
from scheduling.models.visit import Visit

NO_OVERLAP = "appointment_no_overlap"
LONGEST = timedelta(days=1)


class Appointment(TenantModel):
    """One visit, or (HELD) a slot kept for somebody who is still choosing.

    `starts_at` to `ends_at` is what the customer is told; `busy` is the professional's
    time, buffers included, and is what may not overlap. A hold is a row of this table so
    that one constraint covers holds and visits alike; an expired hold is deleted before
    anyone else is refused (scheduling.services.booking).

    `dependant` is whom the customer brings, where the service is for such a one; `price` and
    length are those of the time of booking.

    `visit` joins what is done in one coming. `series` and `ordinal` say which date of a
    recurrence this is, `series_starts_at` where the series has it: moved alone, it differs.
    """

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.PROTECT, related_name="appointments"
    )
    dependant = models.ForeignKey(
        "accounts.Dependant",
        verbose_name=_("para quem"),
        on_delete=models.SET_NULL,
        related_name="appointments",
        null=True,
        blank=True,
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    service = models.ForeignKey(
        "catalog.Service", on_delete=models.PROTECT, related_name="appointments"
    )
    status = models.CharField(_("estado"), max_length=10, choices=AppointmentStatus)
    starts_at = models.DateTimeField(_("início"))
    ends_at = models.DateTimeField(_("fim"))
    busy = DateTimeRangeField(editable=False)
    held_until = models.DateTimeField(null=True, blank=True, editable=False)
    price = models.DecimalField(_("preço"), max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("origem"), max_length=10, choices=Source)
    notes = models.TextField(_("observações"), blank=True)
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
        editable=False,
    )
    series = models.ForeignKey(
        AppointmentSeries,
        on_delete=models.PROTECT,
        related_name="appointments",
        null=True,
        blank=True,
        editable=False,
    )
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    series_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    customer_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = models.CharField(max_length=10, choices=CancelledBy, blank=True, editable=False)
    cancel_reason = models.CharField(_("motivo"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("agendamento")
        verbose_name_plural = _("agendamentos")
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["organization", "starts_at"], name="appointment_by_day"),
            models.Index(  # what the figures sum is in the index itself
                fields=["organization", "starts_at"],
                include=["ends_at", "status", "source", "price", "staff"],
                name="appointment_figures",
            ),
            models.Index(fields=["customer", "-starts_at"], name="appointment_by_customer"),
            models.Index(
                fields=["held_until"],
                name="appointment_holds",
                condition=Q(status=AppointmentStatus.HELD),
            ),
        ]
        constraints: ClassVar = [
            ExclusionConstraint(
                name=NO_OVERLAP,
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("busy", RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=[status.value for status in OCCUPYING]),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST), name="appointment_not_endless"
            ),
            models.CheckConstraint(
                condition=Q(busy__isempty=False)
                & Q(busy__startswith__lte=F("starts_at"))
                & Q(busy__endswith__gt=F("starts_at")),
                name="appointment_busy_covers_start",
            ),
            models.CheckConstraint(
                condition=Q(status=AppointmentStatus.HELD, held_until__isnull=False)
                | (~Q(status=AppointmentStatus.HELD) & Q(held_until__isnull=True)),
                name="appointment_hold_expires",
            ),
            models.CheckConstraint(
                condition=Q(status__in=AppointmentStatus.values), name="appointment_status"
            ),
            models.CheckConstraint(
                condition=Q(status=AppointmentStatus.CANCELLED, cancelled_at__isnull=False)
                | (~Q(status=AppointmentStatus.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="appointment_cancelled_at",
            ),
            models.UniqueConstraint(fields=["series", "ordinal"], name="appointment_series_once"),
            models.CheckConstraint(
                condition=Q(
                    series__isnull=True, ordinal__isnull=True, series_starts_at__isnull=True
                )
                | Q(series__isnull=False, ordinal__gte=1, series_starts_at__isnull=False),
                name="appointment_series_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.status}"

    @property
    def what(self) -> str:
        """ "Thor · Banho": the service, and for whom where it is for such a one."""
        name = str(self.service.name)
        return f"{self.dependant.name} · {name}" if self.dependant else name

    @property
    def length(self) -> timedelta:
        """How long the visit lasts for the customer."""
        return self.ends_at - self.starts_at

    @property
    def repeats(self) -> bool:
        """A date of a series, alone or with its visit."""
        return self.series_id is not None or bool(self.visit and self.visit.series_id)

    @property
    def is_moved_alone(self) -> bool:
        """Of a series, but no longer where the series has it; with its visit, the whole visit."""
        if self.series_id is None:
            return bool(self.visit and self.visit.is_moved_alone)
        return self.series_starts_at != self.starts_at
