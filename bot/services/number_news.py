"""News of the provider about a number or its account, kept on the number until somebody has
seen what is bad. Per topic the latest counts, whatever order they come in.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.services.audit import record_audit
from bot.gateways import AccountUpdate
from bot.models import Channel

LIMIT_KEYS = (
    "max_daily_conversations_per_business",
    "max_daily_conversation_per_phone",
    "current_limit",
)
# Event of `account_update` -> topic, and whether it is bad.
ACCOUNT_EVENTS: dict[str, tuple[str, bool]] = {
    "ACCOUNT_DELETED": ("account", True),
    "ACCOUNT_VIOLATION": ("violation", True),
    "ACCOUNT_RESTRICTION": ("restriction", True),
    "ACCOUNT_OFFBOARDED": ("connection", True),
    "ACCOUNT_RECONNECTED": ("connection", False),
    "PARTNER_REMOVED": ("connection", True),
    "PARTNER_ADDED": ("connection", False),
    "PARTNER_APP_UNINSTALLED": ("connection", True),
    "PARTNER_APP_INSTALLED": ("connection", False),
}
NAME_REJECTED, REVIEW_REJECTED, DOWNGRADE, FLAGGED = "NAME", "REVIEW", "DOWNGRADE", "FLAGGED"


@dataclass(frozen=True, slots=True)
class News:
    """`what` names it for the words on the page; `detail` is the provider's own word."""

    topic: str
    what: str
    is_bad: bool
    detail: str = ""
    until: datetime | None = None


@transaction.atomic
def note_number_news(*, channel: Channel, update: AccountUpdate, now: datetime) -> None:
    """Keep what concerns the number, or every number of its account in this organization."""
    news, limit = read_news(update.field, update.value), _limit(update.value)
    if news is None and not limit:
        return
    at = (update.occurred_at or now).isoformat()
    rows = Channel.objects.select_for_update(no_key=True).filter(
        organization_id=channel.organization_id
    )
    if channel.account_id:
        rows = rows.filter(provider=channel.provider, account_id=channel.account_id)
    else:
        rows = rows.filter(pk=channel.pk)
    for row in rows.order_by("pk"):
        if not _is_about(row, update):
            continue
        if limit and at >= str(row.news.get("limit_at", "")):
            row.messaging_limit, row.news["limit_at"] = limit, at
        if news is not None and at >= _topics(row).get(news.topic, {}).get("at", ""):
            _keep(row, news, at)
        row.save(update_fields=["news", "alerts", "messaging_limit", "quality"])


@transaction.atomic
def see_news(*, channel: Channel, actor: User) -> None:
    """Somebody has read what is bad; twice is the same as once."""
    row = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if not row.alerts:
        return
    for kept in _topics(row).values():
        kept["is_seen"] = True
    row.alerts = 0
    row.save(update_fields=["news", "alerts"])
    record_audit(
        organization=channel.organization,
        actor=actor,
        action="channel.news_seen",
        target=row,
        details={"number": row.display_phone_number or row.number_id},
    )


def read_news(field: str, value: dict[str, Any]) -> News | None:
    """What a webhook says that an owner has to know; None for what asks nothing of them."""
    event = _word(value.get("event"))
    decision = _word(value.get("decision"))
    if field == "account_update":
        return _account_news(event, value)
    if field == "phone_number_quality_update":
        if event in ("FLAGGED", "UNFLAGGED"):
            return News("quality", FLAGGED, event == "FLAGGED")
        return News("limit", DOWNGRADE, True) if event == "DOWNGRADE" else None
    if field == "phone_number_name_update" and decision in ("APPROVED", "REJECTED"):
        reason = _word(value.get("rejection_reason"))
        return News("name", NAME_REJECTED, decision == "REJECTED", reason)
    if field == "account_review_update" and decision in ("APPROVED", "REJECTED"):
        return News("review", REVIEW_REJECTED, decision == "REJECTED")
    if field == "security" and event:
        return News("security", event, True)
    return _alert(value) if field == "account_alerts" else None


def _account_news(event: str, value: dict[str, Any]) -> News | None:
    if event == "DISABLED_UPDATE":
        state = _word(_dict(value.get("ban_info")).get("waba_ban_state"))
        date = _word(_dict(value.get("ban_info")).get("waba_ban_date"))
        return News("account", state or "DISABLE", state != "REINSTATE", date)
    if event not in ACCOUNT_EVENTS:
        return None
    topic, is_bad = ACCOUNT_EVENTS[event]
    detail, until = "", None
    if topic == "violation":
        detail = _word(_dict(value.get("violation_info")).get("violation_type"))
    if topic == "restriction":
        until = _latest_end(value.get("restriction_info"))
    if topic == "connection":
        detail = _word(_dict(value.get("disconnection_info")).get("reason"))
    return News(topic, event, is_bad, detail, until)


def _alert(value: dict[str, Any]) -> News | None:
    info = _dict(value.get("alert_info")) or value
    kind = _word(info.get("alert_type"))
    if not kind:
        return None
    is_grave = _word(info.get("alert_severity")) in ("CRITICAL", "WARNING")
    is_active = _word(info.get("alert_status")) != "NONE"
    text = info.get("alert_description")
    detail = text[:300] if isinstance(text, str) else ""
    return News(f"alert:{kind}", "ALERT", is_grave and is_active, detail or kind)


def _keep(row: Channel, news: News, at: str) -> None:
    topics = row.news.setdefault("topics", {})
    topics[news.topic] = {
        "at": at,
        "what": news.what,
        "is_bad": news.is_bad,
        "is_seen": False,
        "detail": news.detail,
        "until": news.until.isoformat() if news.until else "",
    }
    row.alerts = sum(kept["is_bad"] and not kept["is_seen"] for kept in topics.values())
    if news.topic == "quality":
        row.quality = "RED" if news.is_bad else ""


def _is_about(row: Channel, update: AccountUpdate) -> bool:
    """News of one number name it as it is shown, never by its id."""
    told, known = _digits(update.display_phone_number), _digits(row.display_phone_number)
    return not told or not known or told == known


def _topics(row: Channel) -> dict[str, dict[str, Any]]:
    topics: dict[str, dict[str, Any]] = row.news.get("topics", {})
    return topics


def _limit(value: dict[str, Any]) -> str:
    """How many people may be written to first in a day: "2000", "TIER_2K", "-1" (no limit)."""
    found = next((value[key] for key in LIMIT_KEYS if value.get(key) is not None), "")
    is_number = isinstance(found, int) and not isinstance(found, bool)
    return str(found)[:30] if is_number or isinstance(found, str) else ""


def _latest_end(value: object) -> datetime | None:
    ends = [_dict(one).get("expiration") for one in value] if isinstance(value, list) else []
    told = [end for end in ends if isinstance(end, int) and 0 < end < 32_503_680_000]
    return datetime.fromtimestamp(max(told), tz=UTC) if told else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str:
    return value[:60] if isinstance(value, str) else ""


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
