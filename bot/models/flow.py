"""Flows of an organization, their published versions, and who is in the middle of one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocaleChoice
from accounts.models import TenantModel
from bot.enums import FlowRunStatus, FlowStatus, WorkStatus
from bot.models.conversation import Conversation


class FlowDefinition(TenantModel):
    """A flow as its owner works on it: `draft` is the graph's JSON (bot.flows.graph).

    `draft_number` counts the savings, so that of two editors the second notices the first.
    `published` is what customers meet; None: nothing yet. Of several flows that a message
    could begin, the one with the lowest `position` does. `moments_due_at` is when to look for
    moments at which time begins it; None where none does.
    """

    name = models.CharField(_("nome"), max_length=80)
    slug = models.SlugField(_("identificador"), max_length=80)
    locale = models.CharField(_("idioma"), max_length=10, choices=LocaleChoice)
    status = models.CharField(
        _("estado"), max_length=10, choices=FlowStatus, default=FlowStatus.ACTIVE
    )
    draft = models.JSONField(default=dict)
    draft_number = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published = models.ForeignKey(
        "bot.FlowVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    moments_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("fluxo")
        verbose_name_plural = _("fluxos")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "slug"], name="flow_slug_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["moments_due_at"],
                name="flow_moments_to_look_for",
                condition=models.Q(status=FlowStatus.ACTIVE, moments_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FlowVersion(TenantModel):
    """What was published once; a run stays with its version. Never changed: a trigger of
    the database refuses it."""

    definition = models.ForeignKey(
        FlowDefinition, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("versão"))
    graph = models.JSONField()
    note = models.CharField(_("nota"), max_length=200, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("versão de fluxo")
        verbose_name_plural = _("versões de fluxos")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["definition", "number"], name="flow_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.number}"


class FlowRun(TenantModel):
    """One customer's way through one version; at most one is under way per conversation,
    but for those that wait for the flow they have called (`parent` of its run).

    `state` is a bot.flows.engine.RunState. `wake_at` is when silence (or a wait) is over.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="runs")
    version = models.ForeignKey(FlowVersion, on_delete=models.CASCADE, related_name="runs")
    status = models.CharField(_("estado"), max_length=16, choices=FlowRunStatus)
    state = models.JSONField(default=dict)
    trigger = models.CharField(_("gatilho"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    wake_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("passagem por fluxo")
        verbose_name_plural = _("passagens por fluxos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"],
                name="one_flow_run_per_conversation",
                condition=models.Q(ended_at__isnull=True) & ~models.Q(status="CALLING"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["wake_at"],
                name="flow_run_to_wake",
                condition=models.Q(ended_at__isnull=True, wake_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FlowStep(TenantModel):
    """A node that a run has entered, and by which way it has left it. Append-only, but for
    the leaving; what the numbers on the graph are counted from."""

    run = models.ForeignKey(FlowRun, on_delete=models.CASCADE, related_name="steps")
    version = models.ForeignKey(FlowVersion, on_delete=models.CASCADE, related_name="+")
    node_id = models.CharField(max_length=40)
    port = models.CharField(max_length=40, blank=True)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("passo de fluxo")
        verbose_name_plural = _("passos de fluxos")
        indexes: ClassVar = [
            models.Index(fields=["version", "node_id"], name="flow_step_by_node"),
            models.Index(fields=["version", "entered_at"], name="flow_step_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.port}".strip()


class FlowCall(TenantModel):
    """A request that a run waits for, to be made by a worker outside any transaction.

    `request` is {"method", "url", "headers", "body", "timeout_s"}, its headers
    [[name, [text or {"secret": name}, ...]], ...]; it is emptied once there is an outcome. A
    POST is tried once: nobody knows whether one that broke has arrived. Nobody waits for an
    `is_notice`; it has an id for who gets it and is repeated until it has arrived.
    """

    run = models.ForeignKey(FlowRun, on_delete=models.CASCADE, related_name="calls")
    effect_id = models.CharField(max_length=20)
    is_notice = models.BooleanField(default=False)
    request = models.JSONField(default=dict)
    status = models.CharField(
        _("estado"), max_length=10, choices=WorkStatus, default=WorkStatus.NEW
    )
    outcome = models.CharField(_("resultado"), max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chamada de fluxo")
        verbose_name_plural = _("chamadas de fluxos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "effect_id"], name="flow_call_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="flow_call_due",
                condition=models.Q(status=WorkStatus.NEW),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.effect_id}"
