"""Customers, and the many ways in which one of them is known."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower, NullIf, Right
from django.utils.translation import gettext_lazy as _

from accounts.enums import IdentityKind, LocaleChoice
from accounts.models.base import TenantModel
from accounts.models.folding import Folded, folded_name
from accounts.phone_numbers import show_phone_number

END_DIGITS = 8


class Customer(TenantModel):
    """A person who is served. Has no login and perhaps no phone number.

    A WhatsApp user may hide the number behind a username, so `phone` (E.164) is only what
    is shown and dialled; `CustomerIdentity` is the key. `sort_name` orders lists by what
    people read there, `name_key` is the same without accents: one key, one name.
    `attributes` are the values of the organization's own fields (see CustomerAttribute).
    `creation_key` is that of the form that made the customer.
    """

    name = models.CharField(_("nome"), max_length=120, blank=True)
    profile_name = models.CharField(
        _("nome no WhatsApp"), max_length=120, blank=True, editable=False
    )
    phone = models.CharField(_("telefone"), max_length=20, null=True, blank=True)  # noqa: DJ001
    sort_name = models.GeneratedField(
        expression=Lower(Coalesce(NullIf("name", Value("")), "profile_name")),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    name_key = models.GeneratedField(
        expression=Folded(Coalesce(NullIf("name", Value("")), "profile_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    locale = models.CharField(_("idioma"), max_length=10, choices=LocaleChoice, blank=True)
    notes = models.TextField(_("anotações"), blank=True)
    is_blocked = models.BooleanField(_("bloqueado"), default=False)
    attributes = models.JSONField(default=dict, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    creation_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("cliente")
        verbose_name_plural = _("clientes")
        indexes: ClassVar = [
            models.Index(fields=["organization", "sort_name", "id"], name="customer_by_name"),
            models.Index(
                fields=["organization", "name_key", "id"],
                name="customer_by_name_key",
                condition=models.Q(archived_at__isnull=True) & ~models.Q(name_key=""),
            ),
            GinIndex(OpClass(folded_name(), name="gin_trgm_ops"), name="customer_by_name_part"),
            GinIndex(
                fields=["attributes"], opclasses=["jsonb_path_ops"], name="customer_by_attribute"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "creation_key"], name="one_customer_per_form"
            ),
            models.CheckConstraint(
                condition=models.Q(phone__isnull=True) | ~models.Q(phone=""),
                name="customer_phone_null_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def shown_phone(self) -> str:
        """The number as people write it; empty where it is hidden."""
        return show_phone_number(self.phone) if self.phone else ""

    @property
    def display_name(self) -> str:
        """What to call them on a screen."""
        return self.name or self.profile_name or self.phone or str(_("Cliente sem nome"))


class CustomerIdentity(TenantModel):
    """One way to know a customer: a phone number, or Meta's business-scoped user id.

    `value` is what the provider or a person gave; `match_key` is what is compared (see
    accounts.services.identities), so that a Brazilian number matches with and without its
    ninth digit. One customer per key and organization. `end_key` is what two spellings of a
    number share when one lacks the area code.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind)
    value = models.CharField(max_length=160)
    match_key = models.CharField(max_length=160)
    end_key = models.GeneratedField(
        expression=Right("match_key", END_DIGITS),
        output_field=models.CharField(max_length=END_DIGITS),
        db_persist=True,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("identidade")
        verbose_name_plural = _("identidades")
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "end_key", "customer"],
                name="identity_by_end",
                condition=models.Q(kind=IdentityKind.PHONE),
            ),
            GinIndex(fields=["match_key"], opclasses=["gin_trgm_ops"], name="identity_by_key_part"),
            GinIndex(fields=["value"], opclasses=["gin_trgm_ops"], name="identity_by_value_part"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "kind", "match_key"], name="one_customer_per_identity"
            ),
            models.CheckConstraint(condition=~models.Q(match_key=""), name="identity_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
