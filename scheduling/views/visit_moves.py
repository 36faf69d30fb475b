"""Moving a whole visit: by the form in its panel, and by dragging one of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from config.lib.screens import refuse
from scheduling.enums import SeriesScope
from scheduling.forms.changes import Scope
from scheduling.forms.visit_moves import PartDropForm, VisitMoveForm, place_of
from scheduling.models import Appointment, Staff, Visit
from scheduling.permissions import changeable_agendas, may_change_agenda
from scheduling.selectors.freed import freed_by
from scheduling.selectors.staff import active_staff
from scheduling.selectors.visit_places import movable_parts
from scheduling.selectors.visits import get_visit, whole_visit
from scheduling.services.series import DatesTaken, WhenTaken
from scheduling.services.visit_moves import VisitChanged, reschedule_visit
from scheduling.services.visit_series import reschedule_visit_series
from scheduling.views.answers import REFUSALS, local_day, render_panel, words_of
from scheduling.views.scopes import check_visits
from scheduling.views.visit_times import (
    choices_of,
    drop_refused,
    people_now,
    performers_of,
    refusal_of,
    times_context,
)
from scheduling.views.waitlist_matches import settled_with_waiting, waiting_of

STAYS = gettext_lazy("Esta visita já começou ou terminou e não muda mais de horário.")


@dataclass(frozen=True, slots=True)
class Moving:
    """A visit that this person may move: what of it moves, and who may be chosen."""

    visit: Visit
    parts: list[Appointment]
    staying: int
    people: list[Staff]


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def visit_time(request: TenantRequest, visit_id: UUID) -> HttpResponse:
    """Another start or other people. A drag names its `part`; an undo carries a query string."""
    moving = _moving(request, visit_id)
    if not moving.parts:
        return refuse(str(STAYS))
    if "part" in request.POST:
        return _drop(request, moving)
    if request.method == "GET":
        return _form(request, moving, _chosen(request, moving))
    performers = performers_of(moving.parts, moving.people)
    data = people_now(moving.parts, performers) | (request.POST or request.GET).dict()
    form = VisitMoveForm(data, parts=moving.parts, performers=performers)
    if not form.is_valid():
        return _form(request, moving, form, status=422)
    before = place_of(moving.parts)
    try:
        if form.cleaned_data["scope"] != Scope.VISIT:
            return _move_series(request, moving, form)
        moved = _move(request, moving, form)
    except DatesTaken as error:
        return _form(request, moving, form, lost=error.dates, status=409)
    except (*REFUSALS, VisitChanged) as error:
        reason = refusal_of(request, error, form)
        return _form(request, moving, form, reason=reason, status=409)
    return _moved(request, moving, moved, before)


def _move_series(request: TenantRequest, moving: Moving, form: VisitMoveForm) -> HttpResponse:
    """This visit and others with it; the dates without room are named, and may stay."""
    scope = SeriesScope(form.cleaned_data["scope"])
    check_visits(request, moving.visit, scope)
    moved = reschedule_visit_series(
        visit=moving.visit,
        scope=scope,
        starts_at=form.starts_at,
        asked=form.asked,
        people=moving.people,
        actor=request.user,
        now=timezone.now(),
        when_taken=WhenTaken.LEAVE if "leave" in request.POST else WhenTaken.REFUSE,
    )
    text = ngettext(
        "%(total)d visita de %(customer)s mudou.",
        "%(total)d visitas de %(customer)s mudaram.",
        len(moved),
    ) % {"total": len(moved), "customer": moving.visit.customer.display_name}
    freed, day = freed_by(moving.parts), local_day(form.starts_at)
    return settled_with_waiting(request, text, freed, day=day)


@require_GET
@in_organization(VIEW_AGENDA)
def visit_time_options(request: TenantRequest, visit_id: UUID) -> HttpResponse:
    """The fields again, with the free times that fit to what is chosen so far."""
    moving = _moving(request, visit_id)
    if not moving.parts:
        return refuse(str(STAYS))
    form = _chosen(request, moving)
    context = {"visit": moving.visit, **times_context(request, form, moving.people)}
    return render(request, "scheduling/_visit_time_options.html", context)


def _moving(request: TenantRequest, visit_id: UUID) -> Moving:
    visit, whole = get_visit(visit_id), whole_visit(visit_id)
    if not may_change_agenda(request.membership, *(part.staff for part in whole.parts)):
        raise PermissionDenied
    parts, team = movable_parts(whole.parts), list(active_staff())
    mine = changeable_agendas(request.membership, team)
    people = [person for person in team if person.pk in mine]
    return Moving(visit, parts, len(whole.standing) - len(parts), people)


def _chosen(request: TenantRequest, moving: Moving) -> VisitMoveForm:
    """The form as far as the query string fills it; the rest is where the visit is now."""
    performers = performers_of(moving.parts, moving.people)
    data = choices_of(request.GET, moving.parts, performers)
    return VisitMoveForm(data, parts=moving.parts, performers=performers)


def _move(
    request: TenantRequest, moving: Moving, form: VisitMoveForm | PartDropForm
) -> list[Appointment]:
    return reschedule_visit(
        visit=moving.visit,
        starts_at=form.starts_at,
        asked=form.asked,
        people=moving.people,
        actor=request.user,
        now=timezone.now(),
    )


def _drop(request: TenantRequest, moving: Moving) -> HttpResponse:
    mine = active_staff().filter(pk__in=[person.pk for person in moving.people])
    form = PartDropForm(request.POST, parts=moving.parts, staff=mine)
    if not form.is_valid():
        return JsonResponse({"reason": _("Esse horário não existe.")}, status=422)
    before = place_of(moving.parts)
    try:
        moved = _move(request, moving, form)
    except (*REFUSALS, VisitChanged) as error:
        return drop_refused(request, error, form, moving.people)
    waiting = waiting_of(request, freed_by(moving.parts)) if moved else {}
    undo_url = _undo_url(request, moving.visit, before) if moved else ""
    text = _said(request, moving.visit, moved or moving.parts)
    return JsonResponse({"text": text, "undo": undo_url, "waiting": waiting})


def _form(
    request: TenantRequest,
    moving: Moving,
    form: VisitMoveForm,
    *,
    reason: str = "",
    lost: list[datetime] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "visit": moving.visit,
        "lost": lost or [],
        "back": moving.parts[0],
        "staying": moving.staying,
        "reason": reason,
        **times_context(request, form, moving.people),
    }
    return render_panel(
        request,
        "scheduling/_visit_time.html",
        _("Mudar a visita inteira"),
        context,
        day=local_day(moving.parts[0].starts_at),
        status=status,
    )


def _moved(
    request: TenantRequest, moving: Moving, moved: list[Appointment], before: dict[str, str]
) -> HttpResponse:
    text = _said(request, moving.visit, moved or moving.parts)
    day = local_day((moved or moving.parts)[0].starts_at)
    undo_url = _undo_url(request, moving.visit, before) if moved else ""
    freed = freed_by(moving.parts) if moved else []
    return settled_with_waiting(request, text, freed, day=day, undo_url=undo_url)


def _said(request: TenantRequest, visit: Visit, parts: Sequence[Appointment]) -> str:
    return _("A visita de %(customer)s agora é %(day)s às %(time)s.") % {
        "customer": visit.customer.display_name,
        **words_of(request, parts[0].starts_at),
    }


def _undo_url(request: TenantRequest, visit: Visit, before: dict[str, str]) -> str:
    url = reverse("visit_time", args=[request.organization.slug, visit.pk])
    return f"{url}?{urlencode(before)}"
