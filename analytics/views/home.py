"""The page an owner opens in the morning."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.enums import Role
from accounts.permissions import CHANGE_SETTINGS, VIEW_AGENDA, VIEW_FIGURES, VIEW_INBOX
from analytics.forms.home import PeriodForm
from analytics.periods import PERIODS, Span, span_of
from analytics.selectors.attention import attention_of
from analytics.selectors.figures import daily_figures, offered_minutes, total
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
        context |= {"next_visits": _next_visits(today_of(period), now, seen), "now": now}
        context["needs"] = _needs(request, seen, now)
    if seen.has_figures:
        context |= _figures(request, period, seen)
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


def _needs(request: TenantRequest, seen: Scope, now: datetime) -> list[dict[str, Any]]:
    attention = attention_of(
        organization=request.organization,
        today=timezone.localdate(),
        now=now,
        staff_id=seen.staff_id,
        sees_inbox=request.can(VIEW_INBOX),
        sees_settings=request.can(CHANGE_SETTINGS),
    )
    return attention_lines(attention, request.organization.slug, seen.staff_id)


def _figures(request: TenantRequest, period: Span, seen: Scope) -> dict[str, Any]:
    before = period.before()
    days = daily_figures(before, period, seen.staff_id)
    offered = offered_minutes(
        organization=request.organization, spans=(period, before), staff_id=seen.staff_id
    )
    cards = figure_cards(
        organization=request.organization,
        now=Measured(total(days, period), offered[0]),
        before=Measured(total(days, before), offered[1]),
        span=period,
        staff_id=seen.staff_id,
    )
    return {"cards": cards, "bars": bars_of(days, period)}
