"""What was added to an appointment."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.models.appointment import Appointment


class AppointmentAddOn(TenantModel):
    """An add-on of an appointment, with the price and the minutes of the time of booking.

    Both are part of the appointment's own price and length already.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="add_ons")
    add_on = models.ForeignKey(
        "catalog.ServiceAddOn", on_delete=models.PROTECT, related_name="appointment_add_ons"
    )
    minutes = models.PositiveSmallIntegerField(_("minutos a mais"))
    price = models.DecimalField(_("preço"), max_digits=10, decimal_places=2)

    class Meta:
        verbose_name = _("adicional do agendamento")
        verbose_name_plural = _("adicionais dos agendamentos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment", "add_on"], name="appointment_add_on_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.add_on_id}"
