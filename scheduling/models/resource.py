"""Rooms and equipment that a service needs besides the person."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from scheduling.models.appointment import Appointment

NO_SHARING = "resource_no_overlap"


class ResourceType(TenantModel):
    """What a service asks for: "treatment room", "laser". Its resources are interchangeable."""

    name = models.CharField(_("nome"), max_length=60)
    is_active = models.BooleanField(_("ativo"), default=True)
    services = models.ManyToManyField(
        "catalog.Service", through="scheduling.ServiceResource", related_name="resource_types"
    )

    class Meta:
        verbose_name = _("tipo de recurso")
        verbose_name_plural = _("tipos de recurso")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                condition=Q(is_active=True),
                name="active_resource_type_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Resource(TenantModel):
    """One thing of its type, used by one visit at a time. Tried in the order of `position`."""

    resource_type = models.ForeignKey(
        ResourceType, on_delete=models.CASCADE, related_name="resources"
    )
    name = models.CharField(_("nome"), max_length=60)
    position = models.PositiveSmallIntegerField(_("ordem"), default=0)
    is_active = models.BooleanField(_("ativo"), default=True)

    class Meta:
        verbose_name = _("recurso")
        verbose_name_plural = _("recursos")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint("resource_type", Lower("name"), name="resource_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceResource(TenantModel):
    """This service needs one resource of this type."""

    service = models.ForeignKey(
        "catalog.Service", on_delete=models.CASCADE, related_name="service_resources"
    )
    resource_type = models.ForeignKey(ResourceType, on_delete=models.CASCADE, related_name="needs")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "resource_type"], name="service_needs_type_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.resource_type_id}"


class ResourceUse(TenantModel):
    """A resource taken by a visit or a hold, for as long as the person is (`busy`).

    Exists only while the visit occupies its time; goes with it.
    """

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="resource_uses"
    )
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="uses")
    busy = DateTimeRangeField(editable=False)

    class Meta:
        verbose_name = _("uso de recurso")
        verbose_name_plural = _("usos de recurso")
        constraints: ClassVar = [
            ExclusionConstraint(
                name=NO_SHARING,
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("busy", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.appointment_id}"
