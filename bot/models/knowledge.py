"""What the assistant may know: texts of the house, and facts about a customer."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel

# A language each, without accents; what is written in one is found in all three.
SEARCH_CONFIGS = ("knowledge_pt", "knowledge_es", "knowledge_en")
TITLE_LENGTH, TEXT_LENGTH, FACT_LENGTH = 120, 4000, 200

_vectors = [SearchVector("title", "text", config=name) for name in SEARCH_CONFIGS]
KNOWLEDGE_WORDS = _vectors[0] + _vectors[1] + _vectors[2]


class KnowledgeEntry(TenantModel):
    """One question and its answer, or one text, in the house's own words.

    `embedded_with` names the model that its passages are made with as it stands now ("" for
    none); from `embed_due_at` on they are to be made, while one is at it that moment is moved.
    """

    title = models.CharField(_("pergunta ou assunto"), max_length=TITLE_LENGTH)
    text = models.TextField(_("resposta"), max_length=TEXT_LENGTH)
    is_active = models.BooleanField(_("ativa"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    embedded_with = models.CharField(max_length=64, blank=True, editable=False)
    embed_due_at = models.DateTimeField(null=True, editable=False)
    embed_attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("texto do assistente")
        verbose_name_plural = _("textos do assistente")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organization",
                Lower("title"),
                name="active_knowledge_title_once",
                condition=models.Q(is_active=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "title", "id"], name="knowledge_by_title"),
            GinIndex(KNOWLEDGE_WORDS, name="knowledge_words"),
            models.Index(
                fields=["embed_due_at"],
                name="knowledge_to_embed",
                condition=models.Q(embed_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CustomerFact(TenantModel):
    """Something worth remembering of a customer: "prefere a Ana", "o Thor tem medo de secador".

    Noted by the assistant (`author` None) or by a person; gone with the customer.
    """

    customer = models.ForeignKey(
        "accounts.Customer", on_delete=models.CASCADE, related_name="facts"
    )
    text = models.CharField(_("o que lembrar"), max_length=FACT_LENGTH)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("lembrança")
        verbose_name_plural = _("lembranças")
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "text"], name="customer_fact_once"),
        ]

    def __str__(self) -> str:
        return self.text
