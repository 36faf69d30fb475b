"""What a step of a flow has sent, where its refusal is of interest to the flow."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.models.flow import FlowRun
from bot.models.message import Message


class FlowSending(TenantModel):
    """A message that the step `node_id` of a run has sent, and that step has a way for errors.

    `heard` is the run's count (RunState.heard) when it was sent: how often the customer or the
    clock had moved it on. Once the message is refused the row is to do while `due_at` is set.
    """

    run = models.ForeignKey(FlowRun, on_delete=models.CASCADE, related_name="sendings")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="flow_sending")
    node_id = models.CharField(max_length=40)
    heard = models.PositiveIntegerField()
    is_refused = models.BooleanField(_("recusada"), default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("envio de fluxo")
        verbose_name_plural = _("envios de fluxos")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="flow_sending_refused",
                condition=models.Q(due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.node_id}"
