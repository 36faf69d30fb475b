"""Makers of channels, conversations and webhook bodies for tests."""

import json
from itertools import count
from typing import Any

from accounts.models import Customer, Organization
from bot.models import Channel, Conversation
from bot.services.channels import create_channel

APP_SECRET = "test-app-secret"
VERIFY_TOKEN = "test-verify-token"
_numbers = count(1)


def make_channel(organization: Organization, **fields: Any) -> Channel:
    number = next(_numbers)
    fields = {
        "organization": organization,
        "number_id": f"1065{number:011d}",
        "account_id": f"1022{number:011d}",
        "access_token": "test-access-token",
        "app_secret": APP_SECRET,
        "verify_token": VERIFY_TOKEN,
        "graph_url": "http://127.0.0.1:9/v24.0",
    } | fields
    channel = create_channel(**fields)
    channel.templates_due_at = None
    channel.save()
    return channel


def make_conversation(channel: Channel, customer: Customer, **fields: Any) -> Conversation:
    """Needs the organization's open scope."""
    return Conversation.objects.create(
        organization_id=channel.organization_id, channel=channel, customer=customer, **fields
    )


def wamid() -> str:
    return f"wamid.HBgTEST{next(_numbers):08d}"


def text_message(text: str, *, sender: str, timestamp: int, wamid: str) -> dict[str, Any]:
    return {
        "from": sender,
        "id": wamid,
        "timestamp": str(timestamp),
        "type": "text",
        "text": {"body": text},
    }


def webhook_body(channel: Channel, *messages: dict[str, Any], name: str = "Marina") -> bytes:
    """A body as Meta posts it, for messages of one or more senders."""
    senders = dict.fromkeys(message["from"] for message in messages)
    value = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": "15550783881",
            "phone_number_id": channel.number_id,
        },
        "contacts": [{"profile": {"name": name}, "wa_id": sender} for sender in senders],
        "messages": list(messages),
    }
    return envelope(channel, {"field": "messages", "value": value})


def status_body(channel: Channel, **status: Any) -> bytes:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": "15550783881",
            "phone_number_id": channel.number_id,
        },
        "statuses": [status],
    }
    return envelope(channel, {"field": "messages", "value": value})


def envelope(channel: Channel, *changes: dict[str, Any]) -> bytes:
    return json.dumps(
        {
            "object": "whatsapp_business_account",
            "entry": [{"id": channel.account_id, "changes": list(changes)}],
        }
    ).encode()
