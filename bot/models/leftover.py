"""Files of the store that nobody has a row of any more."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.lib.ids import new_id


class LeftoverFile(models.Model):
    """A file to delete from the store. A trigger writes the row in the very commit that deletes
    the attachment, however it is deleted; so it is of no organization, which may be gone too.

    `due_at` is late enough for a move that was under way to have ended.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_name = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("arquivo a apagar")
        verbose_name_plural = _("arquivos a apagar")
        indexes: ClassVar = [models.Index(fields=["due_at", "id"], name="leftover_to_do")]

    def __str__(self) -> str:
        return self.store_name
