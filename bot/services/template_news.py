"""What the provider says of our templates, kept: by webhook and by the periodic look.

Its category is the truth. A notice that it makes a promotion of may go to nobody without
marketing consent from then on (`template_gate`), so the owner is told.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.services.audit import record_audit
from bot.enums import TemplateCategory, TemplateStatus
from bot.gateways import RemoteTemplate
from bot.models import Channel, MessageTemplate


@transaction.atomic
def keep_template(*, channel: Channel, template: RemoteTemplate, now: datetime) -> MessageTemplate:
    """Make our copy equal to the provider's; needs the organization's open scope."""
    key = {"channel": channel, "name": template.name, "language": template.language}
    known = MessageTemplate.objects.select_for_update().filter(**key).first()
    if known is not None:
        told = known.asked_category if known.status == TemplateStatus.DRAFT else known.category
        _note_category(known, was=told, category=template.category, now=now)
    kept: MessageTemplate
    kept, _made = MessageTemplate.objects.update_or_create(
        **key,
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
    return kept


@transaction.atomic
def change_category(*, rows: QuerySet[MessageTemplate], category: str, now: datetime) -> None:
    """The provider takes these templates for something else from now on."""
    for row in rows.select_for_update(of=("self",)):
        _note_category(row, was=row.category, category=category[:20], now=now)
        MessageTemplate.objects.filter(pk=row.pk).update(category=category[:20])


def template_status(provider_status: str) -> dict[str, str]:
    """The columns for a status as the provider names it."""
    name = provider_status.upper()
    known = {"REINSTATED": "APPROVED", "FLAGGED": "APPROVED", "IN_APPEAL": "PENDING"}.get(
        name, name
    )
    is_known = known in TemplateStatus.values and known != TemplateStatus.DRAFT
    return {"status": known if is_known else TemplateStatus.OTHER, "provider_status": name[:30]}


def _note_category(row: MessageTemplate, *, was: str, category: str, now: datetime) -> None:
    """The owner sees what became a promotion; what stopped being one needs nobody."""
    if not was or was == category:
        return
    became = category == TemplateCategory.MARKETING
    MessageTemplate.objects.filter(pk=row.pk).update(recategorised_at=now if became else None)
    record_audit(
        organization=row.organization,
        actor=None,
        action="template.recategorised",
        target=row,
        details={"label": row.name, "from": was, "to": category},
    )
