"""Two customers that turned out to be one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel
from accounts.models.customer import Customer


class CustomerMerge(TenantModel):
    """`absorbed_id` was a customer once; its addresses lead to `survivor` now.

    `absorbed` holds the values that the lost customer had.
    """

    survivor = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges")
    absorbed_id = models.UUIDField()
    absorbed = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("junção de clientes")
        verbose_name_plural = _("junções de clientes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "absorbed_id"], name="one_end_per_customer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.absorbed_id)
