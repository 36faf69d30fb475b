"""Moving blocked time: by the form, and by dragging it in the calendar."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from scheduling.forms.time_off import TimeOffForm
from scheduling.models import Appointment, TimeOff
from scheduling.permissions import changeable_agendas
from scheduling.selectors.freed import freed_by_block
from scheduling.selectors.staff import active_staff
from scheduling.selectors.time_off import get_time_off
from scheduling.selectors.waitlist import FreedTime
from scheduling.services.time_off import SpanInvalid, TimeOffGone, VisitsInside, move_time_off
from scheduling.views.answers import (
    local_day,
    refused_json,
    render_panel,
    wants_json,
    words_of,
)
from scheduling.views.time_off import place_of
from scheduling.views.waitlist_matches import settled_with_waiting, waiting_of


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def time_off_time(request: TenantRequest, time_off_id: UUID) -> HttpResponse:
    """Another time, person or reason. A drag asks for JSON; an undo carries a query string."""
    block = get_time_off(time_off_id)
    mine = changeable_agendas(request.membership, [*active_staff(), block.staff])
    if block.staff_id not in mine:
        raise PermissionDenied
    people = active_staff().filter(pk__in=mine)
    if request.method == "GET":
        return _form(request, block, TimeOffForm(initial=place_of(block), staff=people))
    form = TimeOffForm(request.POST or request.GET, staff=people)
    if not form.is_valid():
        return _invalid(request, block, form)
    try:
        moved = _move(request, block, form)
    except TimeOffGone:
        raise Http404 from None
    except SpanInvalid:
        form.add_error("until_time", _("O fim precisa vir depois do início."))
        return _invalid(request, block, form)
    except VisitsInside as inside:
        return _refused(request, block, form, inside.visits)
    freed = freed_by_block(block, now=timezone.now())
    return _moved(request, moved, place_of(block), freed)


def _move(request: TenantRequest, block: TimeOff, form: TimeOffForm) -> TimeOff:
    return move_time_off(
        time_off=block,
        staff=form.cleaned_data["staff"],
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        actor=request.user,
        now=timezone.now(),
        reason=form.cleaned_data["reason"] if "reason" in form.data else None,
        despite_visits="despite" in form.data,
    )


def _form(
    request: TenantRequest,
    block: TimeOff,
    form: TimeOffForm,
    *,
    visits: list[Appointment] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "visits": visits or [],
        "action": reverse("time_off_time", args=[request.organization.slug, block.pk]),
    }
    return render_panel(
        request,
        "scheduling/_time_off_form.html",
        _("Mudar bloqueio"),
        context,
        day=local_day(block.starts_at),
        status=status,
    )


def _invalid(request: TenantRequest, block: TimeOff, form: TimeOffForm) -> HttpResponse:
    if not wants_json(request):
        return _form(request, block, form, status=422)
    if "staff" in form.errors:
        return refused_json(request, _("Você não pode mudar a agenda dessa pessoa."), status=422)
    return refused_json(request, _("Esse horário não existe."), status=422)


def _refused(
    request: TenantRequest, block: TimeOff, form: TimeOffForm, visits: list[Appointment]
) -> HttpResponse:
    if not wants_json(request):
        return _form(request, block, form, visits=visits, status=409)
    text = ngettext(
        "Há %(total)s horário marcado nesse tempo. Para bloquear mesmo assim, abra o bloqueio"
        " e use “Mudar bloqueio”.",
        "Há %(total)s horários marcados nesse tempo. Para bloquear mesmo assim, abra o bloqueio"
        " e use “Mudar bloqueio”.",
        len(visits),
    )
    return refused_json(request, text % {"total": len(visits)})


def _moved(
    request: TenantRequest, block: TimeOff, before: dict[str, str], freed: list[FreedTime]
) -> HttpResponse:
    text = _("Bloqueio de %(staff)s agora é %(day)s às %(time)s.") % {
        "staff": block.staff.name,
        **words_of(request, block.starts_at),
    }
    url = reverse("time_off_time", args=[request.organization.slug, block.pk])
    again = urlencode({**before, "despite": "1"})
    undo_url = f"{url}?{again}" if before != place_of(block) else ""
    if wants_json(request):
        waiting = waiting_of(request, freed) if undo_url else {}
        return JsonResponse({"text": text, "undo": undo_url, "waiting": waiting})
    day = local_day(block.starts_at)
    shown = freed if undo_url else []
    return settled_with_waiting(request, text, shown, day=day, undo_url=undo_url)
