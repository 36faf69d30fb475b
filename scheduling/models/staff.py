"""The people who serve, and what each of them does."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from accounts.permissions import RowPermission

COLORS = 8


class Staff(TenantModel):
    """A professional with an agenda. May or may not be a user who logs in."""

    user = models.ForeignKey(
        "accounts.User",
        verbose_name=_("acesso"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="staff_profiles",
    )
    name = models.CharField(_("nome"), max_length=80)
    color = models.PositiveSmallIntegerField(_("cor"), default=0)
    position = models.PositiveSmallIntegerField(_("ordem"), default=0)
    is_active = models.BooleanField(_("ativo"), default=True)
    is_bookable_online = models.BooleanField(_("aparece no WhatsApp"), default=True)
    location = models.ForeignKey(
        "accounts.Location",
        verbose_name=_("unidade"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="staff",
    )
    photo = models.ForeignKey(
        "accounts.Picture",
        verbose_name=_("foto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    services = models.ManyToManyField(
        "catalog.Service", through="scheduling.StaffService", related_name="staff"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("profissional")
        verbose_name_plural = _("profissionais")
        ordering: ClassVar = ["position", "name"]
        permissions: ClassVar = [("share_agenda", "May see and change this agenda")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(user__isnull=False),
                name="one_agenda_per_person",
            ),
            models.CheckConstraint(condition=models.Q(color__lt=COLORS), name="staff_color_known"),
        ]

    def __str__(self) -> str:
        return self.name


class StaffPermission(RowPermission):
    """One agenda shared with one person."""

    content_object = models.ForeignKey(Staff, on_delete=models.CASCADE)


class StaffService(TenantModel):
    """That a professional performs a service."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="staff_services")
    service = models.ForeignKey(
        "catalog.Service", on_delete=models.CASCADE, related_name="staff_services"
    )

    class Meta:
        verbose_name = _("serviço do profissional")
        verbose_name_plural = _("serviços dos profissionais")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff", "service"], name="staff_service_once"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.service_id}"
