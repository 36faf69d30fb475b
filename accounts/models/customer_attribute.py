"""What an organization wants to know of its customers beyond our own fields."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.base import TenantModel
from accounts.people_enums import AttributeType


class CustomerAttribute(TenantModel):
    """The definition of one such field. Values stand in `Customer.attributes` by `key`.

    A value is a JSON string (TEXT, CHOICE, DATE as ISO 8601), number or boolean. `key` and
    `type` never change: values would lose their meaning. `choices` is of CHOICE alone.
    """

    key = models.SlugField(max_length=40, editable=False)
    label = models.CharField(_("nome"), max_length=60)
    type = models.CharField(_("tipo"), max_length=7, choices=AttributeType)
    choices = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("ativo"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("campo de cliente")
        verbose_name_plural = _("campos de cliente")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "key"], name="one_attribute_per_key"),
            models.CheckConstraint(
                condition=Q(type__in=AttributeType.values), name="attribute_type"
            ),
            models.CheckConstraint(
                condition=~Q(type=AttributeType.CHOICE) | Q(choices__len__gt=0),
                name="attribute_choice_has_choices",
            ),
        ]

    def __str__(self) -> str:
        return self.label
