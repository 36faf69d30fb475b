"""Reminders: each is a row long before it is a message."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.enums import ReminderStatus
from scheduling.models.appointment import Appointment


class ReminderRule(TenantModel):
    """How long before a visit the organization reminds its customers."""

    minutes_before = models.PositiveIntegerField(_("minutos antes"))
    is_active = models.BooleanField(_("ativo"), default=True)

    class Meta:
        verbose_name = _("regra de lembrete")
        verbose_name_plural = _("regras de lembrete")
        ordering: ClassVar = ["-minutes_before"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "minutes_before"], name="reminder_rule_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes_before__gte=5, minutes_before__lte=43_200),
                name="reminder_rule_sane",
                violation_error_message=_("Um lembrete sai de 5 minutos a 30 dias antes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_before} min"


class Reminder(TenantModel):
    """One reminder of one visit at one time.

    `starts_at` is the time of the visit for which it was planned: after a move the row no
    longer fits and is superseded. `due_at` is when it goes out; past the policy's grace it
    is LATE and stays unsent, visibly.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="reminders")
    minutes_before = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ReminderStatus, default=ReminderStatus.PENDING)
    settled_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("lembrete")
        verbose_name_plural = _("lembretes")
        ordering: ClassVar = ["due_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment", "minutes_before", "starts_at"], name="reminder_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="reminder_to_do",
                condition=models.Q(status=ReminderStatus.PENDING),
            ),
            models.Index(fields=["organization", "-due_at"], name="reminder_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M} {self.status}"
