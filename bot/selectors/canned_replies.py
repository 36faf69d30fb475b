"""Ready answers, and what fills them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import User
from bot.models import CannedReply, Conversation
from config.lib.formatting import format_date, format_time
from scheduling.selectors.customer_visits import visits_of_customer


def canned_replies_for(
    user: User, *, search: str = "", show_archived: bool = False
) -> QuerySet[CannedReply]:
    """Everybody's and the person's own, by shortcut."""
    rows: QuerySet[CannedReply] = CannedReply.objects.filter(Q(owner=None) | Q(owner=user))
    if not show_archived:
        rows = rows.filter(is_active=True)
    if search.strip():
        words = search.strip().removeprefix("/")
        rows = rows.filter(
            Q(shortcut__icontains=words) | Q(title__icontains=words) | Q(text__icontains=words)
        )
    return rows.order_by("shortcut", "pk")


def get_canned_reply_for(user: User, canned_id: UUID) -> CannedReply:
    """404 outside the tenant, and for what is another person's own."""
    found = CannedReply.objects.filter(Q(owner=None) | Q(owner=user), pk=canned_id)
    reply: CannedReply | None = found.select_related("organization").first()
    if reply is None:
        raise Http404
    return reply


def placeholder_values(conversation: Conversation, user: User, now: datetime) -> dict[str, str]:
    """The value of each of bot.placeholders; "" where there is none."""
    organization = conversation.organization
    values = {
        "customer.first_name": _first(conversation.customer.display_name),
        "organization.name": organization.name,
        "agent.first_name": _first(user.name),
    }
    ahead = visits_of_customer(conversation.customer, now).ahead
    if not ahead:
        return values
    visit, zone = ahead[0], organization.time_zone
    locale = conversation.customer.locale or organization.locale
    return values | {
        "next_visit.date": format_date(visit.starts_at, zone, locale, "long"),
        "next_visit.time": format_time(visit.starts_at, zone, locale),
        "next_visit.service": visit.service.name,
    }


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else ""
