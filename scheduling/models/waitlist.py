"""Who would come if a time became free."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.enums import WaitlistStatus
from scheduling.models.appointment import Appointment
from scheduling.models.staff import Staff


class WaitlistEntry(TenantModel):
    """A customer who waits for a service, on days and at hours that suit.

    Days and hours are the organization's wall clock, both ends included for days; a visit
    must begin at or after `from_time` and before `until_time`. Without `staff`, anybody who
    performs the service. `dependant` is whom the customer would bring. OFFERED is a time
    proposed to the customer and not yet answered.
    """

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.PROTECT, related_name="waitlist"
    )
    service = models.ForeignKey(
        "catalog.Service", on_delete=models.PROTECT, related_name="waitlist"
    )
    dependant = models.ForeignKey(
        "accounts.Dependant",
        verbose_name=_("para quem"),
        on_delete=models.SET_NULL,
        related_name="waitlist",
        null=True,
        blank=True,
    )
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, related_name="waitlist", null=True, blank=True
    )
    first_on = models.DateField(_("de"))
    last_on = models.DateField(_("até"))
    from_time = models.TimeField(_("a partir das"), null=True, blank=True)
    until_time = models.TimeField(_("antes das"), null=True, blank=True)
    notes = models.TextField(_("observações"), blank=True)
    status = models.CharField(
        _("estado"), max_length=10, choices=WaitlistStatus, default=WaitlistStatus.WAITING
    )
    appointment = models.OneToOneField(
        Appointment,
        on_delete=models.PROTECT,
        related_name="waitlist_entry",
        null=True,
        blank=True,
        editable=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("pedido na lista de espera")
        verbose_name_plural = _("lista de espera")
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "last_on"],
                name="waitlist_open",
                condition=Q(status__in=["WAITING", "OFFERED"]),
            ),
            models.Index(fields=["organization", "status", "created_at"], name="waitlist_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="waitlist_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(from_time__isnull=True)
                | Q(until_time__isnull=True)
                | Q(until_time__gt=F("from_time")),
                name="waitlist_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status=WaitlistStatus.BOOKED, appointment__isnull=False)
                | (~Q(status=WaitlistStatus.BOOKED) & Q(appointment__isnull=True)),
                name="waitlist_booked_has_visit",
            ),
            models.CheckConstraint(
                condition=Q(status__in=WaitlistStatus.values), name="waitlist_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m-%d} {self.status}"

    @property
    def what(self) -> str:
        """ "Thor · Banho": the service, and for whom where somebody was named."""
        name = str(self.service.name)
        return f"{self.dependant.name} · {name}" if self.dependant else name
