"""The page an owner opens in the morning."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.enums import Role
from accounts.permissions import CHANGE_SETTINGS, VIEW_AGENDA, VIEW_FIGURES, VIEW_INBOX
from analytics.forms.home import PeriodForm
from analytics.periods import PERIODS, WEEK_AHEAD, Span, span_of
from analytics.selectors.attention import attention_of
from analytics.selectors.figures import daily_figures, total
from analytics.selectors.offered import Offer, offer_of
from analytics.selectors.team import own_staff
from analytics.views.attention_words import attention_lines
from analytics.views.figure_words import Measured, figure_cards
from analytics.views.home_bars import bars_of
from config.lib.screens import render_screen
from scheduling.enums import OCCUPYING, AppointmentStatus
from scheduling.models import Staff
from scheduling.selectors.appointments import agenda_between

NEXT_VISITS = 6
AHEAD = [s for s in OCCUPYING if s not in (AppointmentStatus.HELD, AppointmentStatus.COMPLETED)]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures a person sees: everybody's, their own, or none."""

    has_figures: bool
    staff: Staff | None
    is_lonely: bool  # a professional whose account belongs to nobody of the team

    @property
    def staff_id(self) -> Any:
        return self.staff.pk if self.staff else None


@require_GET
@in_organization(VIEW_AGENDA)
def organization_home(request: TenantRequest) -> HttpResponse:
    """Today, what needs the person, and the figures of the chosen period."""
    now, today = timezone.now(), timezone.localdate()
    period = span_of(PeriodForm(request.GET).key, today, request.organization.time_zone)
    seen = _scope(request)
    context: dict[str, Any] = {"seen": seen, "period": period, "periods": PERIODS.items()}
    if not seen.is_lonely:
        offer = _offer(request, period, seen)
        context |= {"next_visits": _next_visits(today_of(period), now, seen), "now": now}
        context["needs"] = _needs(request, seen, offer, now)
        if seen.has_figures:
            context |= _figures(request, period, seen, offer)
    return render_screen(request, "analytics/home.html", "analytics/_figures.html", context)


def _scope(request: TenantRequest) -> Scope:
    if request.can(VIEW_FIGURES):
        return Scope(has_figures=True, staff=None, is_lonely=False)
    if request.membership.role != Role.STAFF:
        return Scope(has_figures=False, staff=None, is_lonely=False)
    own = own_staff(request.user)
    return Scope(has_figures=own is not None, staff=own, is_lonely=own is None)


def today_of(period: Span) -> Span:
    return span_of("1", period.last, period.zone)


def _next_visits(today: Span, now: datetime, seen: Scope) -> list[Any]:
    ahead = agenda_between(now, today.end).filter(status__in=AHEAD)
    if seen.staff_id:
        ahead = ahead.filter(staff_id=seen.staff_id)
    return list(ahead[:NEXT_VISITS])


def _offer(request: TenantRequest, period: Span, seen: Scope) -> Offer:
    """Asked for once, for the figures and for the week ahead."""
    ahead = span_of(WEEK_AHEAD, period.last, period.zone)
    return offer_of(
        organization=request.organization,
        first=period.before().first if seen.has_figures else ahead.first,
        last=ahead.last + timedelta(days=1),
        staff_id=seen.staff_id,
    )


def _needs(
    request: TenantRequest, seen: Scope, offer: Offer, now: datetime
) -> list[dict[str, Any]]:
    attention = attention_of(
        organization=request.organization,
        today=timezone.localdate(),
        now=now,
        offer=offer,
        staff_id=seen.staff_id,
        sees_inbox=request.can(VIEW_INBOX),
        sees_settings=request.can(CHANGE_SETTINGS),
    )
    return attention_lines(attention, request.organization.slug, seen.staff_id)


def _figures(request: TenantRequest, period: Span, seen: Scope, offer: Offer) -> dict[str, Any]:
    before = period.before()
    days = daily_figures(before, period, seen.staff_id)

    def measured(span: Span) -> Measured:
        return Measured(total(days, span), offer.minutes(span))

    cards = figure_cards(
        organization=request.organization,
        now=measured(period),
        before=measured(before),
        span=period,
        staff_id=seen.staff_id,
    )
    return {"cards": cards, "bars": bars_of(days, period)}
