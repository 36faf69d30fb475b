"""Labels on customers."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel
from accounts.models.customer import Customer

COLOURS = 8


class Tag(TenantModel):
    """A label of the organization; `colour` is one of the eight swatches, from 0."""

    name = models.CharField(_("nome"), max_length=40)
    colour = models.PositiveSmallIntegerField(_("cor"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("etiqueta")
        verbose_name_plural = _("etiquetas")
        constraints: ClassVar = [
            models.UniqueConstraint("organization", Lower("name"), name="one_tag_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_a_name"),
            models.CheckConstraint(condition=models.Q(colour__lt=COLOURS), name="tag_colour_known"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerTag(TenantModel):
    """That a customer has a label; once."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="customer_links")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("etiqueta de cliente")
        verbose_name_plural = _("etiquetas de clientes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "tag"], name="one_tag_per_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.customer_id}"
