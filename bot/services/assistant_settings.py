"""Setting the assistant up, and trying its model."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings as django_settings
from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.assistant import FromCustomer, Question, Reply
from bot.gateways.language_model import ask_model
from bot.models import AssistantSettings
from bot.services.assistant_work import access_of

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


@transaction.atomic
def save_assistant(
    *, organization: Organization, details: AssistantDetails, actor: User
) -> AssistantSettings:
    """Keep it; failures before don't count any more. Raises KeyMissing."""
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
    if changed:
        record_audit(
            organization=organization,
            actor=actor,
            action="assistant.updated",
            target=settings,
            details={"changed": changed, "is_on": settings.is_on},
        )
    return settings


def check_assistant(*, settings: AssistantSettings) -> Reply:
    """Ask the model for one word: call it outside a transaction. It costs a few tokens that
    the month does not count. Raises KeyMissing, ModelFailed."""
    if not settings.api_key:
        raise KeyMissing
    return ask_model(access_of(settings), CHECK, timeout_s=settings.timeout_s)


def allows_plain_http() -> bool:
    """Whether the operator lets models live at private addresses, without TLS."""
    return bool(django_settings.ASSISTANT_PRIVATE)
