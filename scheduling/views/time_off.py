"""Blocking time in the agenda, and freeing it."""

from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from scheduling.forms.booking import BookingChoices
from scheduling.forms.time_off import TimeOffForm
from scheduling.models import Appointment, TimeOff
from scheduling.permissions import changeable_agendas, may_change_agenda
from scheduling.selectors.freed import freed_by_block
from scheduling.selectors.staff import active_staff
from scheduling.selectors.time_off import get_time_off
from scheduling.services.team_time import block_time
from scheduling.services.time_off import SpanInvalid, VisitsInside, remove_time_off
from scheduling.views.answers import local_day, render_panel, settled, words_of
from scheduling.views.conflict_words import lead_to_conflicts
from scheduling.views.waitlist_matches import settled_with_waiting


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def time_off_new(request: TenantRequest) -> HttpResponse:
    """Block a stretch; visits inside are shown first, and stay."""
    mine = changeable_agendas(request.membership, active_staff())
    if not mine:
        raise PermissionDenied
    people = active_staff().filter(pk__in=mine)
    if request.method == "GET":
        initial = _initial(BookingChoices(request.GET, staff=people))
        return _form(request, TimeOffForm(initial=initial, staff=people))
    data = request.POST or request.GET  # an undo carries a query string
    form = TimeOffForm(data, staff=people)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        block, conflicts = block_time(
            staff=form.cleaned_data["staff"],
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            actor=request.user,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            despite_visits="despite" in data,
        )
    except SpanInvalid:
        form.add_error("until_time", _("O fim precisa vir depois do início."))
        return _form(request, form, status=422)
    except VisitsInside as inside:
        return _form(request, form, visits=inside.visits, status=409)
    if conflicts is not None:
        return lead_to_conflicts(request, conflicts)
    text = _("Horário de %(staff)s bloqueado.") % {"staff": block.staff.name}
    undo_url = reverse("time_off_removal", args=[request.organization.slug, block.pk])
    return settled(request, text, day=local_day(block.starts_at), undo_url=undo_url)


@require_GET
@in_organization(VIEW_AGENDA)
def time_off_detail(request: TenantRequest, time_off_id: UUID) -> HttpResponse:
    """What is blocked, and a way to free it."""
    block = get_time_off(time_off_id)
    context = {
        "time_off": block,
        "starts": words_of(request, block.starts_at),
        "ends": words_of(request, block.ends_at),
        "is_one_day": local_day(block.starts_at) == local_day(block.ends_at),
        "can_change": may_change_agenda(request.membership, block.staff),
    }
    return render_panel(
        request,
        "scheduling/_time_off_detail.html",
        _("Horário bloqueado"),
        context,
        day=local_day(block.starts_at),
    )


@require_POST
@in_organization(VIEW_AGENDA)
def time_off_removal(request: TenantRequest, time_off_id: UUID) -> HttpResponse:
    """Free the time again."""
    block = get_time_off(time_off_id)
    if not may_change_agenda(request.membership, block.staff):
        raise PermissionDenied
    now = timezone.now()
    remove_time_off(time_off=block, actor=request.user, now=now)
    text = _("Horário de %(staff)s liberado.") % {"staff": block.staff.name}
    again = urlencode({**place_of(block), "despite": "1"})
    undo_url = f"{reverse('time_off_new', args=[request.organization.slug])}?{again}"
    freed, day = freed_by_block(block, now=now), local_day(block.starts_at)
    return settled_with_waiting(request, text, freed, day=day, undo_url=undo_url)


def place_of(block: TimeOff) -> dict[str, str]:
    """The block as the fields of its form, on the organization's wall clock."""
    starts_at, ends_at = (timezone.localtime(at) for at in (block.starts_at, block.ends_at))
    return {
        "staff": str(block.staff_id),
        "day": starts_at.date().isoformat(),
        "time": f"{starts_at:%H:%M}",
        "until_day": ends_at.date().isoformat(),
        "until_time": f"{ends_at:%H:%M}",
        "reason": block.reason,
    }


def _initial(choices: BookingChoices) -> dict[str, object]:
    given = choices.cleaned_data
    day = given.get("day") or timezone.localdate()
    initial = {"staff": choices.person, "day": day, "until_day": day}
    if given.get("time"):
        minutes = given.get("duration") or 60
        until = datetime.combine(day, given["time"]) + timedelta(minutes=minutes)
        initial |= {"time": given["time"], "until_time": until.time(), "until_day": until.date()}
    return initial


def _form(
    request: TenantRequest,
    form: TimeOffForm,
    *,
    visits: list[Appointment] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "visits": visits or [],
        "action": reverse("time_off_new", args=[request.organization.slug]),
    }
    return render_panel(
        request, "scheduling/_time_off_form.html", _("Bloquear horário"), context, status=status
    )
