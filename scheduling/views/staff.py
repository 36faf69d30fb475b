"""The team: list, and one professional's data."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_AGENDA, CHANGE_TEAM, VIEW_TEAM
from config.lib.screens import is_partial, render_screen, saved
from scheduling.forms.staff import StaffFilter, StaffForm
from scheduling.models import Appointment, Staff
from scheduling.selectors.conflicts import count_conflicts, visits_ahead
from scheduling.selectors.staff import get_staff, list_staff
from scheduling.services.conflicts import VisitsInside
from scheduling.services.team import (
    AgendaTaken,
    create_staff,
    restore_staff,
    update_staff,
)
from scheduling.services.team_time import leave_team
from scheduling.views.conflict_words import lead_to_conflicts
from scheduling.views.week_words import week_lines

PAGE_SIZE = 50
LISTED = 8  # visits by name, in _conflict_visits.html


@require_GET
@in_organization(VIEW_TEAM)
def staff_list(request: TenantRequest) -> HttpResponse:
    """Everybody, with a line about their week."""
    chosen = StaffFilter(request.GET)
    team = list_staff(search=chosen.search, show_archived=chosen.shows_archived)
    page = Paginator(team, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    people = [{"staff": staff, "week": _week(staff, today)} for staff in page]
    context = {
        "filter": chosen,
        "page_obj": page,
        "people": people,
        "can_order": request.can(CHANGE_TEAM) and not chosen.search,
        "conflicts": count_conflicts(timezone.now()) if request.can(CHANGE_AGENDA) else 0,
    }
    return render_screen(
        request, "scheduling/staff_list.html", "scheduling/_staff_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_update(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    return _edit(request, get_staff(staff_id))


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_archive(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """Out of the team; visits already booked are shown first, and are to be moved after."""
    staff, now = get_staff(staff_id), timezone.now()
    if request.method == "GET":
        ahead = visits_ahead([staff.pk], now)
        return _archiving(request, staff, ahead[: LISTED + 1], total=ahead.count())
    try:
        conflicts = leave_team(
            staff=staff, actor=request.user, now=now, despite_visits="despite" in request.POST
        )
    except VisitsInside as inside:
        return _archiving(request, staff, inside.visits, status=409)
    if conflicts is not None:
        return lead_to_conflicts(request, conflicts)
    text = _("Profissional fora da equipe: %(name)s.") % {"name": staff.name}
    undo_url = reverse("staff_restore", args=[request.organization.slug, staff.pk])
    return saved(request, text, url=_list_url(request), changed="staff", undo_url=undo_url)


@require_POST
@in_organization(CHANGE_TEAM)
def staff_restore(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    staff = get_staff(staff_id)
    restore_staff(staff=staff, actor=request.user)
    text = _("Profissional de volta à equipe: %(name)s.") % {"name": staff.name}
    return saved(request, text, url=_list_url(request), changed="staff")


def _archiving(
    request: TenantRequest,
    staff: Staff,
    visits: Iterable[Appointment],
    *,
    total: int = 0,
    status: int = 200,
) -> HttpResponse:
    context = {
        "staff": staff,
        "visits": list(visits),
        "visits_total": total,
        "heading": _("Arquivar %(name)s") % {"name": staff.name},
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
        "fragment": "scheduling/_staff_archive.html",
    }
    return render_screen(
        request,
        "scheduling/staff_panel.html",
        "scheduling/_staff_archive.html",
        context,
        status=status,
    )


def _edit(request: TenantRequest, staff: Staff | None) -> HttpResponse:
    if request.method == "GET":
        return _form(request, staff, StaffForm(staff=staff))
    form = StaffForm(request.POST, staff=staff)
    if not form.is_valid():
        return _form(request, staff, form, status=422)
    given: dict[str, Any] = {
        "details": form.details,
        "services": form.cleaned_data["services"],
        "actor": request.user,
    }
    try:
        if staff is None:
            written = create_staff(organization=request.organization, **given)
        else:
            written = update_staff(staff=staff, **given)
    except AgendaTaken:
        form.add_error("user", _("Esta pessoa já tem uma agenda."))
        return _form(request, staff, form, status=422)
    text = _("Profissional salvo: %(name)s.") % {"name": written.name}
    url = (
        _list_url(request)
        if staff
        else reverse("staff_hours", args=[request.organization.slug, written.pk])
    )
    return saved(request, text, url=url, changed="staff")


def _form(
    request: TenantRequest, staff: Staff | None, form: StaffForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "staff": staff,
        "heading": staff.name if staff else _("Novo profissional"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
    }
    return render_screen(
        request,
        "scheduling/staff_form.html",
        "scheduling/_staff_form.html",
        context,
        status=status,
    )


def _list_url(request: TenantRequest) -> str:
    return reverse("staff_list", args=[request.organization.slug])


def _week(staff: Staff, today: date) -> list[str]:
    hours: list[list[tuple[time, time]]] = [[] for _day in range(7)]
    for shift in staff.shifts.all():
        starts_late = shift.valid_from is not None and shift.valid_from > today
        is_over = shift.valid_until is not None and shift.valid_until < today
        if not starts_late and not is_over:
            hours[shift.weekday].append((shift.starts_at, shift.ends_at))
    return week_lines(hours)
