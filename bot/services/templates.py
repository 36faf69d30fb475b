"""Our message templates: which ones we need, and keeping our copy true."""

from datetime import datetime

from django_scopes import scope

from bot.enums import TemplateStatus
from bot.gateways import RemoteTemplate
from bot.models import Channel, MessageTemplate
from bot.reminder_templates import REMINDER_TEMPLATES
from bot.services.account_updates import template_status
from bot.services.gateways import gateway_of


def sync_templates(*, channel: Channel, now: datetime) -> int:
    """Make our copy equal to the provider's list; returns how many it has."""
    remote = gateway_of(channel).list_templates()
    with scope(organization=channel.organization):
        for template in remote:
            _keep(channel, template, now)
        MessageTemplate.objects.filter(channel=channel, synced_at__lt=now).delete()
    return len(remote)


def submit_missing_templates(*, channel: Channel, now: datetime) -> int:
    """Submit those of REMINDER_TEMPLATES that the account lacks; returns how many."""
    with scope(organization=channel.organization):
        known = set(MessageTemplate.objects.filter(channel=channel).values_list("name", "language"))
    gateway, submitted = gateway_of(channel), 0
    for draft in REMINDER_TEMPLATES:
        if (draft["name"], draft["language"]) in known:
            continue
        created = gateway.create_template(**draft)
        with scope(organization=channel.organization):
            _keep(channel, created, now)
        submitted += 1
    return submitted


def _keep(channel: Channel, template: RemoteTemplate, now: datetime) -> None:
    MessageTemplate.objects.update_or_create(
        channel=channel,
        name=template.name,
        language=template.language,
        defaults={
            "organization_id": channel.organization_id,
            "external_id": template.id,
            "category": template.category,
            "components": list(template.components),
            "quality": template.quality[:20],
            "reason": template.rejected_reason[:60],
            "synced_at": now,
            **template_status(template.status),
        },
    )


def approved_template(channel: Channel, name: str, language: str) -> MessageTemplate | None:
    """An approved template of this name, in this language (or its base language)."""
    templates = MessageTemplate.objects.filter(
        channel=channel, name=name, status=TemplateStatus.APPROVED
    )
    found: MessageTemplate | None = templates.filter(language=language).first()
    return found or templates.filter(language__startswith=language[:2]).first()
