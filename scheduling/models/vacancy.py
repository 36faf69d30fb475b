"""Time that came free while somebody waited for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.models.staff import Staff


class Vacancy(TenantModel):
    """A stretch of one person's time, written in the act that gave it back.

    Somebody of the team settles it by hand. One that is past, taken again or wanted by nobody
    any more needs nobody either: that is read (scheduling.selectors.vacancies), not stored.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="vacancies")
    starts_at = models.DateTimeField(_("início"))
    ends_at = models.DateTimeField(_("fim"))
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("horário que vagou")
        verbose_name_plural = _("horários que vagaram")
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "ends_at"],
                name="vacancy_to_settle",
                condition=Q(settled_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff", "starts_at", "ends_at"], name="vacancy_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="vacancy_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
