"""Visits that a change of the team's time has left without their place."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.enums import ConflictKind
from scheduling.models.appointment import Appointment
from scheduling.models.staff import Staff


class ConflictSet(TenantModel):
    """The visits that one change left in the way, for people to settle one by one.

    `staff` None means that the change concerns the whole house. `cause_id` is the row that
    caused it (a time off, an exception, a holiday), where there is one. `closed_at`: somebody
    decided that what is left stays as it is, or the change was taken back.
    """

    kind = models.CharField(_("causa"), max_length=10, choices=ConflictKind)
    staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.CASCADE, related_name="conflict_sets"
    )
    cause_id = models.UUIDField(null=True, blank=True, editable=False)
    reason = models.CharField(_("motivo"), max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("lista de horários para mover")
        verbose_name_plural = _("listas de horários para mover")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "-created_at"],
                name="conflict_set_to_do",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["cause_id"],
                name="conflict_set_by_cause",
                condition=models.Q(cause_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}"


class Conflict(TenantModel):
    """One visit of a set. `staff` and `starts_at` are the place it had when the set was made.

    Whether it is still to do is read from the visit itself (`selectors.conflicts`): moving
    or cancelling it anywhere settles it. `kept_at`: somebody lets it stay where it is.
    """

    conflict_set = models.ForeignKey(
        ConflictSet, on_delete=models.CASCADE, related_name="conflicts"
    )
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="conflicts")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(_("início"))
    kept_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("horário para mover")
        verbose_name_plural = _("horários para mover")
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conflict_set", "appointment"], name="conflict_once_per_set"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
