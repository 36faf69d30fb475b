"""Services: what a customer can book."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from accounts.people_enums import DependantKind

MAX_MINUTES = 24 * 60


class ServiceCategory(TenantModel):
    """A heading of the price list."""

    name = models.CharField(_("nome"), max_length=60)
    position = models.PositiveSmallIntegerField(_("ordem"), default=0)

    class Meta:
        verbose_name = _("categoria")
        verbose_name_plural = _("categorias")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint("organization", Lower("name"), name="category_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(TenantModel):
    """Something a person of the team does for a customer.

    `buffer_before` and `buffer_after` are minutes of the professional's time around the
    visit (preparing, cleaning); the customer doesn't see them, the agenda keeps them free.
    `price` is in the organization's currency; None means "on request". `for_kind` says whom
    customers bring for it, empty where it is for themselves; `asks_add_ons`, that the bot
    offers what may be added.
    """

    category = models.ForeignKey(
        ServiceCategory,
        verbose_name=_("categoria"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
    )
    name = models.CharField(_("nome"), max_length=80)
    description = models.CharField(_("descrição"), max_length=200, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("duração (min)"))
    buffer_before_minutes = models.PositiveSmallIntegerField(_("intervalo antes (min)"), default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(_("intervalo depois (min)"), default=0)
    price = models.DecimalField(_("preço"), max_digits=10, decimal_places=2, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("ordem"), default=0)
    is_active = models.BooleanField(_("ativo"), default=True)
    is_bookable_online = models.BooleanField(_("pode ser agendado pelo WhatsApp"), default=True)
    for_kind = models.CharField(
        _("para quem é"), max_length=5, choices=DependantKind, blank=True, default=""
    )
    asks_add_ons = models.BooleanField(_("o robô oferece os adicionais"), default=True)
    photo = models.ForeignKey(
        "accounts.Picture",
        verbose_name=_("foto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("serviço")
        verbose_name_plural = _("serviços")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                condition=models.Q(is_active=True),
                name="active_service_name_once",
                violation_error_message=_("Já existe um serviço ativo com este nome."),
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__gte=5, duration_minutes__lte=MAX_MINUTES),
                name="service_duration_sane",
                violation_error_message=_("A duração vai de 5 minutos a 24 horas."),
            ),
            models.CheckConstraint(
                condition=models.Q(buffer_before_minutes__lte=240, buffer_after_minutes__lte=240),
                name="service_buffers_sane",
                violation_error_message=_("Cada intervalo vai até 4 horas."),
            ),
            models.CheckConstraint(
                condition=models.Q(price__isnull=True) | models.Q(price__gte=0),
                name="service_price_not_negative",
                violation_error_message=_("O preço não pode ser negativo."),
            ),
            models.CheckConstraint(
                condition=models.Q(for_kind__in=["", *DependantKind.values]),
                name="service_for_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name
