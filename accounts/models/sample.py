"""Sample data: which rows of an organization were made for it to look at."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel
from accounts.sample_enums import WORKING, SampleState


class SampleData(TenantModel):
    """One filling of an organization with sample data, until its removal (REMOVED).

    `step` (SampleStep) is the next one to do: it moves in the same commit as the rows are
    made; `failures` counts how often it has failed. `made` says how many rows of each model
    there are, `kept` how many a removal left, as {"changed": {label: count}, "used": ...}.
    `columns` are the columns of each model that `SampleRow.digest` is of: one that a later
    release adds changes no digest. See docs/decisions/0012.
    """

    state = models.CharField(_("estado"), max_length=10, choices=SampleState)
    step = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    made = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("dados de exemplo")
        verbose_name_plural = _("dados de exemplo")
        indexes: ClassVar = [
            models.Index(fields=["organization", "-id"], name="samples_newest_first"),
            models.Index(
                fields=["id"],
                name="samples_to_do",
                condition=Q(state__in=[state.value for state in WORKING]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=~Q(state=SampleState.REMOVED),
                name="one_filling_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=SampleState.values), name="samples_state"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.step}"

    @property
    def is_working(self) -> bool:
        """Whether the workers have something to do with it."""
        return self.state in WORKING


class SampleRow(TenantModel):
    """One row that was made, in the order of making; `digest` is of what stood in it then."""

    batch = models.ForeignKey(SampleData, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=60)
    object_id = models.UUIDField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("linha de exemplo")
        verbose_name_plural = _("linhas de exemplo")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object_id"], name="sample_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
