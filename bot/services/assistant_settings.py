"""Setting the assistant up, and trying its model."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings as django_settings
from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.assistant import FromCustomer, Question, Reply
from bot.gateways.language_model import ask_model, embed_texts
from bot.models import AssistantSettings, EmbeddingSettings
from bot.services.embedding import access_of, embedding_in_use
from bot.services.embedding_plan import plan_all

CHECK = Question("Answer with the single word OK.", (FromCustomer("OK?"),), max_tokens=50)


class KeyMissing(Exception):
    """It can't be switched on, nor tried, without a key."""


@dataclass(frozen=True, slots=True)
class AssistantDetails:
    """What an owner says. An empty `api_key` keeps the one that is there; another address
    needs the key again, so that a key never goes where it was not meant to."""

    is_on: bool
    kind: str
    base_url: str
    model_name: str
    api_key: str
    timeout_s: int
    month_tokens: int
    month_usd: Decimal
    input_usd: Decimal
    output_usd: Decimal


@dataclass(frozen=True, slots=True)
class EmbeddingDetails:
    """Which model finds texts by meaning; no `model_name`: none. Without a `base_url` of its
    own it is asked at the assistant's address with the assistant's key; with one it needs its
    own key, of which is true what is true of the assistant's."""

    model_name: str
    base_url: str
    api_key: str
    usd: Decimal


@transaction.atomic
def save_assistant(
    *,
    organization: Organization,
    details: AssistantDetails,
    embedding: EmbeddingDetails,
    actor: User,
    now: datetime,
) -> AssistantSettings:
    """Keep it; failures before don't count any more, and texts are read anew where another
    model is to find them. Raises KeyMissing."""
    settings, _created = AssistantSettings.objects.select_for_update().get_or_create(
        organization=organization
    )
    key = details.api_key
    if not key and details.base_url == settings.base_url:
        key = settings.api_key
    if details.is_on and not key:
        raise KeyMissing
    names = [name for name in details.__slots__ if name != "api_key"]
    changed = [name for name in names if getattr(settings, name) != getattr(details, name)]
    if key != settings.api_key:
        changed.append("api_key")
    for name in names:
        setattr(settings, name, getattr(details, name))
    settings.api_key = key
    settings.failures, settings.quiet_until, settings.last_error = 0, None, ""
    settings.save()
    changed += _save_embedding(organization, embedding)
    plan_all(organization=organization, now=now)
    if changed:
        record_audit(
            organization=organization,
            actor=actor,
            action="assistant.updated",
            target=settings,
            details={"changed": changed, "is_on": settings.is_on},
        )
    return settings


def _save_embedding(organization: Organization, details: EmbeddingDetails) -> list[str]:
    """What changed, by name."""
    settings, _created = EmbeddingSettings.objects.select_for_update().get_or_create(
        organization=organization
    )
    is_same = bool(details.base_url) and details.base_url == settings.base_url
    key = (details.api_key or (settings.api_key if is_same else "")) if details.base_url else ""
    if details.model_name and details.base_url and not key:
        raise KeyMissing
    wanted = {
        "model_name": details.model_name,
        "base_url": details.base_url,
        "api_key": key,
        "usd": details.usd,
    }
    changed = [name for name, value in wanted.items() if getattr(settings, name) != value]
    for name, value in wanted.items():
        setattr(settings, name, value)
    settings.failures, settings.quiet_until, settings.last_error = 0, None, ""
    settings.save()
    return [f"embedding_{name}" for name in changed]


def check_assistant(*, settings: AssistantSettings) -> Reply:
    """Ask the model for one word: call it outside a transaction. It costs a few tokens that
    the month does not count. Raises KeyMissing, ModelFailed."""
    if not settings.api_key:
        raise KeyMissing
    return ask_model(access_of(settings), CHECK, timeout_s=settings.timeout_s)


def check_embedding() -> bool:
    """Ask the model that finds by meaning for one vector, as `check_assistant` does; False:
    none is in use. Raises ModelFailed."""
    embedding = embedding_in_use()
    if embedding is None:
        return False
    embed_texts(embedding.access, ["OK"], timeout_s=embedding.assistant.timeout_s)
    return True


def allows_plain_http() -> bool:
    """Whether the operator lets models live at private addresses, without TLS."""
    return bool(django_settings.ASSISTANT_PRIVATE)
