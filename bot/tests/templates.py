"""Templates as Meta lists them, for tests."""

from typing import Any

from django.utils import timezone

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import Customer
from accounts.services.consents import record_consent
from bot.models import Channel, MessageTemplate

GREETING = "Oi, {{1}}! Seu horário é {{2}} às {{3}}. Até já"


def body(text: str, *examples: str) -> dict[str, Any]:
    return {"type": "BODY", "text": text, "example": {"body_text": [list(examples)]}}


def make_template(
    channel: Channel, name: str = "volte_logo", *components: dict[str, Any], **fields: Any
) -> MessageTemplate:
    """An approved notice in Portuguese; needs the organization's open scope."""
    fields = {
        "language": "pt_BR",
        "category": "UTILITY",
        "status": "APPROVED",
        "synced_at": timezone.now(),
    } | fields
    return MessageTemplate.objects.create(
        organization_id=channel.organization_id,
        channel=channel,
        name=name,
        components=list(components) or [body("Oi, {{1}}! Sentimos sua falta. Até já", "Marina")],
        **fields,
    )


def agree(customer: Customer, *, agrees: bool = True) -> None:
    """The customer's word on promotions, now."""
    record_consent(
        customer=customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.GRANTED if agrees else ConsentStatus.REVOKED,
        source="test",
        evidence="sim" if agrees else "não",
        occurred_at=timezone.now(),
    )
