"""Knowledge by meaning: which model reads it, and its passages as that model reads them."""

import hashlib
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.models.assistant import PER_MILLION
from bot.models.knowledge import KnowledgeEntry
from config.lib.fields import EncryptedTextField, RealField


class EmbeddingSettings(TenantModel):
    """One row per organization; without a `model_name` texts are found by their words alone.

    An empty `base_url` is the assistant's own address, with its key. `usd` is the price of a
    million tokens. After failures in a row nobody is asked until `quiet_until`.
    """

    model_name = models.CharField(_("modelo da busca"), max_length=100, blank=True)
    base_url = models.CharField(_("endereço"), max_length=200, blank=True)
    api_key = EncryptedTextField()
    usd = models.DecimalField(max_digits=10, decimal_places=4, default=Decimal(0))
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    quiet_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("busca por sentido")
        verbose_name_plural = _("buscas por sentido")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="one_embedding_settings"),
        ]

    def __str__(self) -> str:
        return self.model_name

    def cost(self, tokens: int) -> Decimal:
        """US dollars, to a millionth."""
        return (tokens * self.usd / PER_MILLION).quantize(Decimal("0.000001"))


class KnowledgePassage(TenantModel):
    """A part of a text and where it lies among all meanings, as one model sees it.

    `made_with` names the model (`fingerprint`); vectors of two models can't be compared.
    `embedding` has length 1. It is an array that every PostgreSQL has; where the extension
    `vector` is, it is compared as one of its vectors.
    """

    entry = models.ForeignKey(KnowledgeEntry, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("trecho"))
    digest = models.CharField(max_length=64)
    made_with = models.CharField(max_length=64)
    embedding = ArrayField(RealField())

    class Meta:
        verbose_name = _("trecho do assistente")
        verbose_name_plural = _("trechos do assistente")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "number"], name="passage_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "made_with"], name="passage_by_model"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


def fingerprint(base_url: str, model_name: str) -> str:
    """Which vectors can be compared: those of one model at one address."""
    return digest_of(f"{base_url}\n{model_name}")


def digest_of(text: str) -> str:
    """Texts of the same digest need not be read twice by one model."""
    return hashlib.sha256(text.encode()).hexdigest()
