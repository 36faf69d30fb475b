"""What the guide shows of the organization's numbers and of its practice chat."""

from typing import Any

from django.conf import settings

from accounts.enums import IdentityKind, OnboardingPart
from accounts.models import CustomerIdentity
from accounts.phone_numbers import phone_match_key
from accounts.selectors.onboarding import OnboardingProgress
from bot.enums import Author, Direction
from bot.models import Channel, Conversation, Message
from bot.selectors.channels import connected_channels


def simulator_graph_url() -> str:
    """The Graph API of the simulator; "" where there is none."""
    return f"{settings.SIMULATOR_URL.rstrip('/')}/v24.0" if settings.SIMULATOR_URL else ""


def practice_channel() -> Channel | None:
    """The organization's number at the simulator."""
    if not settings.SIMULATOR_URL:
        return None
    found: Channel | None = (
        Channel.objects.select_related("organization")
        .filter(graph_url=simulator_graph_url())
        .order_by("created_at")
        .first()
    )
    return found


def real_channel() -> Channel | None:
    """The organization's first number that is not the simulator's."""
    rows = connected_channels().select_related("organization").order_by("created_at")
    if settings.SIMULATOR_URL:
        rows = rows.exclude(graph_url=simulator_graph_url())
    found: Channel | None = rows.first()
    return found


def practice_conversation(channel: Channel, progress: OnboardingProgress) -> Conversation | None:
    """What was said so far on the practice phone; None before the first word arrived."""
    phone = (progress.details.get(OnboardingPart.CHAT) or {}).get("phone")
    if not phone:
        return None
    identity = CustomerIdentity.objects.filter(
        kind=IdentityKind.PHONE, match_key=phone_match_key(f"+{phone}")
    ).first()
    if identity is None:
        return None
    found: Conversation | None = Conversation.objects.filter(
        channel=channel, customer_id=identity.customer_id
    ).first()
    return found


def practice_phones(details: dict[str, Any]) -> list[str]:
    """Every phone that was practised on, digits only, as the CHAT part of the guide keeps them."""
    earlier = list(details.get("earlier", []))
    return [*earlier, details["phone"]] if details.get("phone") else earlier


def latest_conversation(channel: Channel) -> Conversation | None:
    """The one spoken in last: on a real number the practice is done from one's own phone."""
    found: Conversation | None = (
        Conversation.objects.filter(channel=channel).order_by("-last_message_at", "-id").first()
    )
    return found


def bot_has_answered(conversation: Conversation | None) -> bool:
    """Whether the bot has said something there."""
    if conversation is None:
        return False
    answers = Message.objects.filter(
        conversation=conversation, direction=Direction.OUT, author=Author.BOT
    )
    return bool(answers.exists())


def has_heard(channel: Channel) -> bool:
    """Whether anything ever came in on this number by webhook."""
    messages = Message.objects.filter(channel=channel, direction=Direction.IN)
    return bool(messages.filter(external_id__isnull=False).exists())
