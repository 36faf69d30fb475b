"""Moving a visit: by the form, and by dragging it in the calendar."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from scheduling.enums import CancelledBy
from scheduling.forms.changes import MoveForm, Scope
from scheduling.models import Appointment, Staff
from scheduling.permissions import changeable_agendas
from scheduling.selectors.free_times import FreeTime, nearest_times, performers
from scheduling.selectors.freed import freed_by
from scheduling.selectors.staff import active_staff
from scheduling.selectors.waitlist import FreedTime
from scheduling.services.changes import SlotTaken, reschedule_appointment
from scheduling.services.series import DatesTaken
from scheduling.views.answers import (
    REFUSALS,
    Refusal,
    local_day,
    reason_of,
    refused_json,
    render_panel,
    visit_to_change,
    wants_json,
    words_of,
)
from scheduling.views.scopes import move_scope
from scheduling.views.waitlist_matches import settled_with_waiting, waiting_of


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def appointment_time(request: TenantRequest, appointment_id: UUID) -> HttpResponse:
    """Another time, person or length. A drag asks for JSON; an undo carries a query string."""
    visit = visit_to_change(request, appointment_id)
    people = _people(request, visit)
    if request.method == "GET":
        form = MoveForm(initial=_place(visit), staff=people, visit=visit)
        return _form(request, visit, form)
    form = MoveForm(request.POST or request.GET, staff=people, visit=visit)
    if not form.is_valid():
        return _invalid(request, visit, form)
    if form.cleaned_data["scope"] != Scope.ONE:
        return _move_series(request, visit, form)
    before, freed = _place(visit), freed_by([visit])
    try:
        moved = reschedule_appointment(
            appointment=visit,
            staff=form.cleaned_data["staff"],
            starts_at=form.starts_at,
            by=CancelledBy.STAFF,
            actor=request.user,
            now=timezone.now(),
            duration_minutes=form.cleaned_data["duration"],
        )
    except REFUSALS as error:
        return _refused(request, visit, form, error)
    return _moved(request, moved, before, freed)


def _move_series(request: TenantRequest, visit: Appointment, form: MoveForm) -> HttpResponse:
    """This date and others with it; the dates without room are named, and may stay."""
    try:
        moved = move_scope(request, visit, form, leaves="leave" in request.POST)
    except DatesTaken as error:
        return _form(request, visit, form, lost=error.dates, status=409)
    except REFUSALS as error:
        return _refused(request, visit, form, error)
    total = len(moved)
    text = ngettext(
        "%(total)d horário de %(customer)s mudou.",
        "%(total)d horários de %(customer)s mudaram.",
        total,
    ) % {"total": total, "customer": visit.customer.display_name}
    return settled_with_waiting(request, text, freed_by([visit]), day=local_day(form.starts_at))


def _people(request: TenantRequest, visit: Appointment) -> QuerySet[Staff]:
    """Whom the visit may go to. A drop on somebody who can't do it is told why instead."""
    people = list(active_staff()) if wants_json(request) else performers(visit.service)
    mine = changeable_agendas(request.membership, people)
    return active_staff().filter(pk__in=mine)


def _place(visit: Appointment) -> dict[str, str]:
    starts_at = timezone.localtime(visit.starts_at)
    return {
        "staff": str(visit.staff_id),
        "day": starts_at.date().isoformat(),
        "time": f"{starts_at:%H:%M}",
        "duration": str(int(visit.length.total_seconds() // 60)),
    }


def _form(
    request: TenantRequest,
    visit: Appointment,
    form: MoveForm,
    *,
    reason: str = "",
    alternatives: list[FreeTime] | None = None,
    lost: list[datetime] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "visit": visit,
        "form": form,
        "reason": reason,
        "alternatives": alternatives or [],
        "lost": lost or [],
    }
    return render_panel(
        request,
        "scheduling/_appointment_time.html",
        _("Mudar horário"),
        context,
        day=local_day(visit.starts_at),
        status=status,
    )


def _invalid(request: TenantRequest, visit: Appointment, form: MoveForm) -> HttpResponse:
    if not wants_json(request):
        return _form(request, visit, form, status=422)
    if "staff" in form.errors:
        return refused_json(request, _("Você não pode mudar a agenda dessa pessoa."), status=422)
    return refused_json(request, _("Esse horário não existe."), status=422)


def _refused(
    request: TenantRequest, visit: Appointment, form: MoveForm, error: Refusal
) -> HttpResponse:
    staff: Staff = form.cleaned_data["staff"]
    reason = reason_of(
        request, error, staff=staff, service=visit.service.name, wanted=form.starts_at
    )
    alternatives = []
    if isinstance(error, SlotTaken):
        alternatives = nearest_times(
            organization=request.organization,
            service=visit.service,
            staff=[staff],
            wanted=form.starts_at,
            now=timezone.now(),
            minutes=form.cleaned_data["duration"],
            ignoring=visit.pk,
        )
    if wants_json(request):
        return refused_json(request, reason, alternatives)
    return _form(request, visit, form, reason=reason, alternatives=alternatives, status=409)


def _moved(
    request: TenantRequest, visit: Appointment, before: dict[str, str], freed: list[FreedTime]
) -> HttpResponse:
    text = _("%(customer)s agora é %(day)s às %(time)s com %(staff)s.") % {
        "customer": visit.customer.display_name,
        "staff": visit.staff.name,
        **words_of(request, visit.starts_at),
    }
    url = reverse("appointment_time", args=[request.organization.slug, visit.pk])
    undo_url = f"{url}?{urlencode(before)}" if before != _place(visit) else ""
    if wants_json(request):
        waiting = waiting_of(request, freed) if undo_url else {}
        return JsonResponse({"text": text, "undo": undo_url, "waiting": waiting})
    day = local_day(visit.starts_at)
    return settled_with_waiting(
        request, text, freed if undo_url else [], day=day, undo_url=undo_url
    )
