"""What every tenant row has."""

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from config.lib.ids import new_id


class TenantModel(models.Model):
    """A row of one organization.

    `objects` refuses to query unless a scope is open (`with scope(organization=...)`),
    so a forgotten filter is an error and not a leak.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", editable=False
    )

    objects: ClassVar[Any] = ScopedManager(organization="organization")

    class Meta:
        abstract = True
