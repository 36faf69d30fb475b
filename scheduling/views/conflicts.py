"""Horários para mover: the visits that a change of the team's time left in the way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_AGENDA, VIEW_AGENDA
from config.lib.screens import add_toast, is_partial, render_screen
from scheduling.forms.conflicts import ConflictMoveForm
from scheduling.models import Conflict, ConflictSet, Staff
from scheduling.permissions import changeable_agendas, may_change_agenda
from scheduling.selectors.alternatives import Alternatives, alternatives_for
from scheduling.selectors.conflicts import (
    conflicts_of,
    get_conflict,
    get_conflict_set,
    open_conflict_sets,
)
from scheduling.selectors.free_times import performers
from scheduling.services.conflicts import (
    ConflictSettled,
    close_conflict_set,
    keep_conflict,
    move_conflict,
    reopen_conflict,
)
from scheduling.views.answers import REFUSALS, reason_of, words_of
from scheduling.views.conflict_words import title_of

PAGE_SIZE = 50
MOST_SETS = 100


@require_GET
@in_organization(CHANGE_AGENDA)
def conflict_set_list(request: TenantRequest) -> HttpResponse:
    """All sets with something left to do."""
    sets = list(open_conflict_sets(timezone.now())[:MOST_SETS])
    context = {"sets": [{"set": one, "title": title_of(one)} for one in sets]}
    return render_screen(
        request, "scheduling/conflict_list.html", "scheduling/_conflict_list.html", context
    )


@require_GET
@in_organization(VIEW_AGENDA)
def conflict_set(request: TenantRequest, conflict_set_id: UUID) -> HttpResponse:
    """The visits of one set; one of them (`visit`, else the first to do) with free places."""
    return _page(request, _set_to_change(request, conflict_set_id))


@require_POST
@in_organization(VIEW_AGENDA)
def conflict_move(request: TenantRequest, conflict_set_id: UUID, conflict_id: UUID) -> HttpResponse:
    """To one of the places that were offered."""
    found = _set_to_change(request, conflict_set_id)
    conflict = get_conflict(found, conflict_id, timezone.now())
    form = ConflictMoveForm(request.POST, staff=_people(request, conflict))
    if not form.is_valid():
        return _page(request, found, conflict, reason=_("Escolha um horário da lista."), status=422)
    staff, starts_at = form.cleaned_data["staff"], form.cleaned_data["starts_at"]
    try:
        move_conflict(
            conflict=conflict,
            staff=staff,
            starts_at=starts_at,
            actor=request.user,
            now=timezone.now(),
        )
    except ConflictSettled:
        reason = _("Alguém da equipe já resolveu este horário. Veja como ele está agora.")
        return _page(request, found, conflict, reason=reason, status=409)
    except REFUSALS as error:
        service = conflict.appointment.service.name
        reason = reason_of(request, error, staff=staff, service=service, wanted=starts_at)
        return _page(request, found, conflict, reason=reason, status=409)
    text = _("%(customer)s agora é %(day)s às %(time)s com %(staff)s.") % {
        "customer": conflict.appointment.customer.display_name,
        "staff": staff.name,
        **words_of(request, starts_at),
    }
    return _settled(request, found, text)


@require_POST
@in_organization(VIEW_AGENDA)
def conflict_keeping(
    request: TenantRequest, conflict_set_id: UUID, conflict_id: UUID
) -> HttpResponse:
    """Let it stay (or, with `reopen`, take it up again)."""
    found = _set_to_change(request, conflict_set_id)
    conflict = get_conflict(found, conflict_id, timezone.now())
    name = conflict.appointment.customer.display_name
    if "reopen" in request.POST:
        reopen_conflict(conflict=conflict, actor=request.user)
        return _settled(request, found, _("%(customer)s voltou à lista.") % {"customer": name})
    keep_conflict(conflict=conflict, actor=request.user, now=timezone.now())
    return _settled(request, found, _("%(customer)s fica como está.") % {"customer": name})


@require_POST
@in_organization(VIEW_AGENDA)
def conflict_set_closing(request: TenantRequest, conflict_set_id: UUID) -> HttpResponse:
    """What is left stays as it is."""
    found = _set_to_change(request, conflict_set_id)
    close_conflict_set(conflict_set=found, actor=request.user, now=timezone.now())
    found.refresh_from_db()
    return _settled(request, found, _("Lista encerrada. O que sobrou fica como está."))


def _set_to_change(request: TenantRequest, conflict_set_id: UUID) -> ConflictSet:
    """404 outside the tenant; 403 where the agendas aren't this person's to change."""
    found = get_conflict_set(conflict_set_id)
    allowed = (
        may_change_agenda(request.membership, found.staff)
        if found.staff
        else request.can(CHANGE_AGENDA)
    )
    if not allowed:
        raise PermissionDenied
    return found


def _people(request: TenantRequest, conflict: Conflict) -> list[Staff]:
    """To whom this member may give the visit."""
    able = performers(conflict.appointment.service)
    mine = changeable_agendas(request.membership, able)
    return [person for person in able if person.pk in mine]


def _page(
    request: TenantRequest,
    found: ConflictSet,
    chosen: Conflict | None = None,
    *,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    rows = list(conflicts_of(found, now))
    left = sum(row.is_open for row in rows)  # type: ignore[attr-defined]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    current = _current(request, rows, chosen)
    places = Alternatives()
    if current is not None:
        places = alternatives_for(
            organization=request.organization,
            visit=current.appointment,
            people=_people(request, current),
            now=now,
        )
    context: dict[str, Any] = {
        "conflict_set": found,
        "title": title_of(found),
        "page_obj": page,
        "current": current,
        "places": places,
        "reason": reason,
        "reason_at": chosen.pk if chosen else None,
        "total": len(rows),
        "left": left,
        "settled": len(rows) - left,
    }
    return render_screen(
        request,
        "scheduling/conflict_set.html",
        "scheduling/_conflict_set.html",
        context,
        status=status,
    )


def _current(
    request: TenantRequest, rows: list[Conflict], chosen: Conflict | None
) -> Conflict | None:
    """The visit that is shown with free places: the one asked for, else the first to do."""
    asked = str(chosen.pk) if chosen else request.GET.get("visit", "")
    to_do = [row for row in rows if row.is_open]  # type: ignore[attr-defined]
    wanted = [row for row in to_do if str(row.pk) == asked]
    return next(iter(wanted or to_do), None)


def _settled(request: TenantRequest, found: ConflictSet, text: str) -> HttpResponse:
    if is_partial(request):
        return add_toast(_page(request, found), text)
    messages.success(request, text)
    return redirect(reverse("conflict_set", args=[request.organization.slug, found.pk]))
