"""Texts as vectors, by the model that an organization names, within its month's budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings as django_settings

from accounts.models import Organization
from bot.enums import ModelKind
from bot.gateways.language_model import ModelAccess, ModelFailed, embed_texts
from bot.models import AssistantSettings, EmbeddingSettings
from bot.models.embedding import fingerprint
from bot.selectors.assistant import assistant_settings
from bot.selectors.embedding import embedding_settings
from bot.services.assistant_breaker import note_answer, note_failure
from bot.services.assistant_budget import charge_month, refund_month

OVERHEAD = 20  # tokens that a provider adds to a text at most

Vectors = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Embedding:
    """The model in use: `made_with` names it beside the vectors that it made."""

    settings: EmbeddingSettings
    assistant: AssistantSettings
    access: ModelAccess

    @property
    def made_with(self) -> str:
        return fingerprint(self.access.base_url, self.access.model_name)

    def rests(self, now: datetime) -> bool:
        """After failures in a row nobody asks it for a while."""
        return self.settings.quiet_until is not None and now < self.settings.quiet_until


def embedding_in_use() -> Embedding | None:
    """That of the open organization; None: none is set, or the assistant is off."""
    assistant, settings = assistant_settings(), embedding_settings()
    if assistant is None or settings is None or not (assistant.is_on and settings.model_name):
        return None
    is_own = bool(settings.base_url)
    key = settings.api_key if is_own else assistant.api_key
    if not key or (not is_own and assistant.kind != ModelKind.OPENAI):
        return None
    access = ModelAccess(
        kind=ModelKind.OPENAI,
        base_url=settings.base_url or assistant.base_url,
        model_name=settings.model_name,
        api_key=key,
        allows_private=django_settings.ASSISTANT_PRIVATE,
    )
    return Embedding(settings, assistant, access)


def vectors_of(
    texts: Sequence[str],
    *,
    embedding: Embedding,
    organization: Organization,
    timeout_s: float,
    now: datetime,
) -> Vectors:
    """Ask the model: call it outside a transaction. What nobody knows, after a crash or a
    time-out, counts as spent. Raises BudgetSpent, ModelFailed."""
    most = sum(len(text.encode()) + OVERHEAD for text in texts)
    charged = embedding.settings.cost(most)
    month = charge_month(
        settings=embedding.assistant,
        organization=organization,
        tokens=most,
        usd=charged,
        now=now,
    )
    try:
        found = embed_texts(embedding.access, texts, timeout_s=timeout_s)
    except ModelFailed as error:
        if not error.may_have_cost:
            refund_month(month_id=month, tokens=most, usd=charged)
        note_failure(settings=embedding.settings, reason=error.reason, now=now)
        raise
    if 0 < found.tokens < most:
        spent = embedding.settings.cost(found.tokens)
        refund_month(month_id=month, tokens=most - found.tokens, usd=charged - spent)
    note_answer(settings=embedding.settings)
    return found.vectors


def access_of(settings: AssistantSettings) -> ModelAccess:
    """How to reach the organization's model of language."""
    return ModelAccess(
        kind=settings.kind,
        base_url=settings.base_url,
        model_name=settings.model_name,
        api_key=settings.api_key,
        allows_private=django_settings.ASSISTANT_PRIVATE,
    )
