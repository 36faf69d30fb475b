"""The rules an organization books by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel


class BookingPolicy(TenantModel):
    """One row per organization; see `scheduling.services.policy.policy_of`.

    Where anybody will do there is nothing to set: whoever has the least taken time that day
    gets the visit, and among equals the team's order decides (`scheduling.slots.fairness`).
    """

    lead_minutes = models.PositiveIntegerField(_("antecedência mínima (min)"), default=60)
    horizon_days = models.PositiveSmallIntegerField(_("agenda aberta por (dias)"), default=60)
    slot_step_minutes = models.PositiveSmallIntegerField(_("horários a cada (min)"), default=15)
    cancel_cutoff_minutes = models.PositiveIntegerField(
        _("cancelamento pelo cliente até (min antes)"), default=120
    )
    hold_minutes = models.PositiveSmallIntegerField(_("reserva provisória (min)"), default=10)
    needs_approval = models.BooleanField(_("a equipe confirma cada pedido"), default=False)
    fills_gaps = models.BooleanField(_("oferecer primeiro horários sem buracos"), default=True)
    closes_on_holidays = models.BooleanField(_("fecha em feriados"), default=True)
    holiday_region = models.CharField(_("estado"), max_length=5, blank=True)
    reminder_grace_minutes = models.PositiveSmallIntegerField(
        _("tolerância para lembretes (min)"), default=60
    )

    class Meta:
        verbose_name = _("regras de agendamento")
        verbose_name_plural = _("regras de agendamento")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="one_policy_per_organization"),
            models.CheckConstraint(
                condition=models.Q(slot_step_minutes__gte=5, slot_step_minutes__lte=240),
                name="policy_step_sane",
                violation_error_message=_("Os horários vão de 5 em 5 a 240 em 240 minutos."),
            ),
            models.CheckConstraint(
                condition=models.Q(horizon_days__gte=1, horizon_days__lte=366),
                name="policy_horizon_sane",
                violation_error_message=_("A agenda abre de 1 a 366 dias."),
            ),
            models.CheckConstraint(
                condition=models.Q(hold_minutes__gte=1, hold_minutes__lte=120),
                name="policy_hold_sane",
                violation_error_message=_("A reserva provisória vai de 1 a 120 minutos."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization_id)
