"""What somebody should look at now."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Organization
from analytics.periods import AHEAD, TOMORROW, WEEK_AHEAD, span_of
from analytics.selectors.failures import failures
from analytics.selectors.misplaced import misplaced_visits
from analytics.selectors.offered import Offer
from analytics.selectors.visits import VisitShow, visits_of
from bot.enums import ChannelStatus
from bot.models import Channel
from bot.selectors.channel_health import BAD_QUALITY
from bot.selectors.channels import connected_channels
from bot.selectors.inbox import waiting_count
from bot.selectors.scheduled_messages import unsent_count
from bot.selectors.templates import recategorised_templates
from scheduling.selectors.vacancies import open_vacancies

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Attention:
    """How many of each kind; at most MOST_COUNTED of those that could be many."""

    waiting: int
    requested: int
    unconfirmed: int
    misplaced: int
    failed: int
    unsent: int
    channels: int
    vacancies: int
    templates: int


def attention_of(
    *,
    organization: Organization,
    today: date,
    now: datetime,
    offer: Offer,
    staff_id: UUID | None = None,
    sees_inbox: bool = True,
    sees_settings: bool = True,
) -> Attention:
    """What waits for the team, or for one person of it (`staff_id`).

    `offer` as `misplaced_visits` wants it, for the week ahead.
    """
    zone = organization.time_zone
    week = span_of(WEEK_AHEAD, today, zone)
    return Attention(
        waiting=waiting_count(now=now) if sees_inbox else 0,
        requested=_counted(visits_of(VisitShow.REQUESTED, span_of(AHEAD, today, zone), staff_id)),
        unconfirmed=_counted(
            visits_of(VisitShow.UNCONFIRMED, span_of(TOMORROW, today, zone), staff_id)
        ),
        misplaced=len(misplaced_visits(span=week, offer=offer, now=now, staff_id=staff_id)),
        failed=_counted(failures(now)) if sees_inbox else 0,
        unsent=unsent_count() if sees_inbox else 0,
        templates=_counted(recategorised_templates()) if sees_settings else 0,
        channels=ailing_channels(now).count() if sees_inbox else 0,
        vacancies=_counted(
            open_vacancies(
                organization=organization, now=now, only_of=[staff_id] if staff_id else None
            )
        ),
    )


def ailing_channels(now: datetime) -> QuerySet[Channel]:
    """Numbers that are paused, told to be quiet, badly rated by Meta, or with bad news of it
    that nobody has seen."""
    found: QuerySet[Channel] = connected_channels().filter(
        Q(status=ChannelStatus.PAUSED)
        | Q(quiet_until__gt=now)
        | Q(quality__in=BAD_QUALITY)
        | Q(alerts__gt=0)
    )
    return found


def _counted(rows: "QuerySet[object]") -> int:  # type: ignore[type-var]
    return int(rows.order_by()[:MOST_COUNTED].count())
