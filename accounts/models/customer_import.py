"""A list of customers brought from a file, and what became of each of its rows."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.import_enums import WORKING, ImportStatus, RowError, RowOutcome
from accounts.models.base import TenantModel
from accounts.models.customer import Customer


class CustomerImport(TenantModel):
    """One file, from upload to undo.

    `content` is the file as it came, kept until the import has ended. `mapping` tells for
    each of our columns (accounts.import_columns) which column of the file it is, from 0.
    `cursor` is the number of the last row that the present work (running or undoing) has
    dealt with: it moves in the same commit as the customers do.
    """

    created_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(_("arquivo"), max_length=200)
    content = models.BinaryField(null=True)
    headings = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    updates_existing = models.BooleanField(default=True)
    status = models.CharField(_("estado"), max_length=10, choices=ImportStatus)
    problem = models.CharField(max_length=300, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("importação de clientes")
        verbose_name_plural = _("importações de clientes")
        indexes: ClassVar = [
            models.Index(fields=["organization", "-id"], name="import_newest_first"),
            models.Index(
                fields=["id"],
                name="import_to_do",
                condition=Q(status__in=[status.value for status in WORKING]),
            ),
            models.Index(
                fields=["created_at"],
                name="import_with_file",
                condition=Q(content__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="import_status"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        """Whether the workers have something to do with it."""
        return self.status in WORKING


class ImportRow(TenantModel):
    """One row of the file; `number` as a spreadsheet shows it (the headings are row 1).

    `record` is what was read of it, by our columns; `cells` what stood there, kept only
    for rows with an `error`; `error_column` names ours that could not be read. `previous`
    holds the values that an update replaced, of own fields under "attributes" by key (null
    where there was none), and under "made" the ids of what was added: "links" (CustomerTag),
    "labels" (Tag) and "pets" (Dependant).
    """

    batch = models.ForeignKey(CustomerImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    match_key = models.CharField(max_length=160, blank=True)
    record = models.JSONField(default=dict)
    cells = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, choices=RowOutcome)
    error_column = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=20, choices=RowError, blank=True)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="+")
    previous = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("linha importada")
        verbose_name_plural = _("linhas importadas")
        indexes: ClassVar = [
            models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_import_row_per_line"),
            models.UniqueConstraint(
                fields=["batch", "match_key"],
                condition=Q(outcome__in=[RowOutcome.NEW, RowOutcome.UPDATED, RowOutcome.KNOWN]),
                name="one_import_row_per_customer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
