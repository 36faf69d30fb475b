"""Changing one appointment, its whole visit, or the series it belongs to."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import TenantRequest
from scheduling.enums import CancelledBy, SeriesScope
from scheduling.forms.changes import MoveForm, Scope
from scheduling.models import Appointment, Staff, Visit
from scheduling.permissions import may_change_agenda
from scheduling.selectors.series import members_ahead
from scheduling.selectors.visit_series import visits_ahead
from scheduling.selectors.visits import get_visit, whole_visit
from scheduling.services.changes import cancel_appointment
from scheduling.services.series import WhenTaken, cancel_series, reschedule_series
from scheduling.services.visit_series import cancel_visit_series
from scheduling.services.visits import cancel_visit


def cancel_scope(
    request: TenantRequest, visit: Appointment, *, scope: Scope, reason: str
) -> list[Appointment]:
    """What is cancelled now. Raises TransitionRefused; 403 where a part of it isn't this
    person's to change."""
    act: dict[str, Any] = {
        "by": CancelledBy.STAFF,
        "actor": request.user,
        "now": timezone.now(),
        "reason": reason,
    }
    if scope == Scope.VISIT and visit.visit_id is not None:
        parts = whole_visit(visit.visit_id).parts
        _check_people(request, *(part.staff for part in parts))
        return cancel_visit(visit=get_visit(visit.visit_id), **act)
    if visit.visit is not None and scope in SeriesScope.values:
        visits_scope = SeriesScope(scope)
        check_visits(request, visit.visit, visits_scope)
        return cancel_visit_series(visit=visit.visit, scope=visits_scope, **act)
    if visit.series_id is not None and scope in SeriesScope.values:
        series_scope = SeriesScope(scope)
        _check_members(request, visit, series_scope)
        return cancel_series(appointment=visit, scope=series_scope, **act)
    return [cancel_appointment(appointment=visit, **act)]


def move_scope(
    request: TenantRequest, visit: Appointment, form: MoveForm, *, leaves: bool
) -> list[Appointment]:
    """What has moved. Raises DatesTaken (without `leaves`, or where nothing has room) and
    what `reschedule_series` does; 403 like above."""
    scope = SeriesScope(form.cleaned_data["scope"])
    _check_members(request, visit, scope)
    return reschedule_series(
        appointment=visit,
        scope=scope,
        staff=form.cleaned_data["staff"],
        starts_at=form.starts_at,
        actor=request.user,
        now=timezone.now(),
        duration_minutes=form.cleaned_data["duration"],
        when_taken=WhenTaken.LEAVE if leaves else WhenTaken.REFUSE,
    )


def _check_members(request: TenantRequest, visit: Appointment, scope: SeriesScope) -> None:
    members = members_ahead(visit, scope, timezone.now()).select_related("staff")
    _check_people(request, *{member.staff for member in members})


def check_visits(request: TenantRequest, visit: Visit, scope: SeriesScope) -> None:
    """403 unless every agenda of these visits is this person's to change."""
    ahead = visits_ahead(visit, scope, timezone.now())
    parts = Appointment.objects.filter(visit__in=ahead).select_related("staff")
    _check_people(request, *{part.staff for part in parts})


def _check_people(request: TenantRequest, *people: Staff) -> None:
    if not may_change_agenda(request.membership, *people):
        raise PermissionDenied


def cancelled_text(visit: Appointment, cancelled: list[Appointment]) -> str:
    """What the toast says."""
    words = {"customer": visit.customer.display_name, "total": len(cancelled)}
    if len(cancelled) < 2:
        return _("Horário de %(customer)s cancelado.") % words
    return (
        ngettext(
            "%(total)d horário de %(customer)s cancelado.",
            "%(total)d horários de %(customer)s cancelados.",
            len(cancelled),
        )
        % words
    )
