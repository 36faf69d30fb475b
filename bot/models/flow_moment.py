"""The moments at which time begins a flow."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import MomentSkip, MomentStatus
from bot.models.flow import FlowDefinition, FlowRun


class FlowMoment(TenantModel):
    """One moment at which one trigger of one flow begins it for one customer: once, whatever
    is run twice. `moment_at` says which moment, `due_at` when it is looked at (later, where
    the house is quiet). `appointment` is the one whose time it is reckoned from."""

    flow = models.ForeignKey(FlowDefinition, on_delete=models.CASCADE, related_name="+")
    trigger_id = models.CharField(max_length=40)
    customer = models.ForeignKey("accounts.Customer", on_delete=models.CASCADE, related_name="+")
    appointment = models.ForeignKey(
        "scheduling.Appointment", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    moment_at = models.DateTimeField()
    due_at = models.DateTimeField()
    status = models.CharField(
        _("estado"), max_length=8, choices=MomentStatus, default=MomentStatus.PENDING
    )
    skip = models.CharField(_("por que não"), max_length=12, choices=MomentSkip, blank=True)
    run = models.ForeignKey(
        FlowRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hora de um fluxo")
        verbose_name_plural = _("horas de fluxos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["flow", "trigger_id", "customer", "moment_at"], name="flow_moment_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="flow_moment_due",
                condition=models.Q(status=MomentStatus.PENDING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trigger_id} {self.moment_at}"
