"""News about numbers, accounts and templates."""

from datetime import UTC, datetime
from typing import Any

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.services.consents import record_consent
from accounts.services.identities import identify_customer
from bot.enums import TemplateStatus
from bot.gateways import AccountUpdate
from bot.gateways.evolution import CONNECTION, IGNORED, PAIRING_CODE
from bot.models import Channel, ChannelEvent, MessageTemplate
from bot.services.digests import digest_of
from bot.services.history_progress import note_history
from bot.services.number_news import note_number_news
from bot.services.pairing_news import note_pairing
from bot.services.phone_book import note_contacts
from bot.services.template_news import change_category, template_status

OWN_NEWS = "gupshup:"  # news of Gupshup under a name of ours

CONTACTS_FIELD = "smb_app_state_sync"

# Fields that Meta documents (webhooks reference); anything else is quarantined.
KNOWN_FIELDS = frozenset(
    [
        "account_alerts",
        "account_review_update",
        "account_update",
        "automatic_events",
        "business_capability_update",
        "business_username_update",
        "business_username_updates",
        "calls",
        "flows",
        "group_lifecycle_update",
        "group_participants_update",
        "group_settings_update",
        "group_status_update",
        "history",
        "message_echoes",
        "message_template_components_update",
        "message_template_quality_update",
        "message_template_status_update",
        "messages",
        "partner_solutions",
        "payment_configuration_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
        CONTACTS_FIELD,
        "smb_message_echoes",
        "standby",
        "template_category_update",
        "template_correct_category_detection",
        "tracking_events",
        "user_preferences",
    ]
)


def apply_account_update(*, channel: Channel, update: AccountUpdate, now: datetime) -> bool:
    """Keep the news and act on what concerns templates and consent.

    Returns False for a field that nobody documents (the caller quarantines it).
    """
    if update.field in (CONNECTION, PAIRING_CODE, IGNORED):
        note_pairing(channel=channel, update=update, now=now)
        return True
    if update.field not in KNOWN_FIELDS and not update.field.startswith(OWN_NEWS):
        return False
    event = ChannelEvent(
        organization_id=channel.organization_id,
        channel=channel,
        field=update.field,
        value=_worth_keeping(update),
        digest=digest_of(update.waba_id, update.field, update.occurred_at, update.value),
        occurred_at=update.occurred_at,
    )
    ChannelEvent.objects.bulk_create([event], ignore_conflicts=True)
    if ChannelEvent.objects.filter(pk=event.pk).exists():
        _act(channel, update, now)
    return True


def _worth_keeping(update: AccountUpdate) -> dict[str, Any]:
    """All of it, but for the contacts of a phone: a log is no second address book."""
    if update.field != CONTACTS_FIELD:
        return update.value
    return {name: value for name, value in update.value.items() if name != "state_sync"}


def _act(channel: Channel, update: AccountUpdate, now: datetime) -> None:
    value = update.value
    if update.field.startswith(("message_template_", "template_")):
        _update_templates(channel, update.field, value, now)
    else:
        note_number_news(channel=channel, update=update, now=now)
    if update.field == "history":
        note_history(channel=channel, value=value, at=update.occurred_at or now)
    if update.field == CONTACTS_FIELD:
        note_contacts(channel=channel, value=value, now=now)
    if update.field == "user_preferences":
        for preference in value.get("user_preferences") or []:
            if isinstance(preference, dict):
                _note_preference(channel, preference, now)


def _update_templates(channel: Channel, field: str, value: dict[str, Any], now: datetime) -> None:
    changes: dict[str, Any] = {"synced_at": now}
    if field == "message_template_status_update":
        changes |= template_status(str(value.get("event") or ""))
        changes["reason"] = str(value.get("reason") or "")[:60]
    elif field == "message_template_quality_update":
        changes["quality"] = str(value.get("new_quality_score") or "")[:20]
    # A template belongs to the account: every number of it that we know has a copy.
    rows = MessageTemplate.objects.filter(
        channel__account_id=channel.account_id,
        name=str(value.get("message_template_name") or ""),
        language=str(value.get("message_template_language") or "").replace("-", "_"),
    ).exclude(status=TemplateStatus.DRAFT)
    if field == "template_category_update" and value.get("previous_category"):
        change_category(rows=rows, category=str(value.get("new_category") or ""), now=now)
    rows.update(**changes)


def _note_preference(channel: Channel, preference: dict[str, Any], now: datetime) -> None:
    wa_id, user_id = preference.get("wa_id"), preference.get("user_id")
    if preference.get("category") != "marketing_messages" or not (wa_id or user_id):
        return
    customer = identify_customer(
        organization=channel.organization,
        wa_id=str(wa_id) if wa_id else None,
        user_id=str(user_id) if user_id else None,
    )
    stops = preference.get("value") == "stop"
    record_consent(
        customer=customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.REVOKED if stops else ConsentStatus.GRANTED,
        source="whatsapp_preferences",
        evidence=str(preference.get("detail") or preference.get("value"))[:500],
        occurred_at=_moment(preference.get("timestamp"), now),
    )


def _moment(timestamp: object, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(int(str(timestamp)), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return now
