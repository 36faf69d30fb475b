"""A visit of several services as one thing."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from config.lib.screens import refuse
from scheduling.enums import STEPS_BACK, AppointmentStatus
from scheduling.forms.visit_moves import BackForm
from scheduling.models import Appointment, Visit
from scheduling.permissions import may_change_agenda
from scheduling.selectors.freed import GIVES_BACK, freed_by
from scheduling.selectors.series import series_members
from scheduling.selectors.visit_places import movable_parts
from scheduling.selectors.visit_series import series_visits
from scheduling.selectors.visits import WholeVisit, get_visit, whole_visit
from scheduling.services.changes import SlotTaken, TransitionRefused
from scheduling.services.visit_moves import take_back_status
from scheduling.services.visits import change_visit_status, parts_able
from scheduling.views.answers import local_day, settled
from scheduling.views.waitlist_matches import settled_with_waiting

S = AppointmentStatus
TOGETHER = {
    S.CONFIRMED: {"label": gettext_lazy("Confirmar todos"), "icon": "check"},
    S.ARRIVED: {"label": gettext_lazy("Chegou para todos"), "icon": "door-enter"},
    S.NO_SHOW: {"label": gettext_lazy("Não veio"), "icon": "user-x"},
}
CHANGED = gettext_lazy("Esta visita já mudou de situação. Veja como ela está agora.")


@require_POST
@in_organization(VIEW_AGENDA)
def visit_status(request: TenantRequest, visit_id: UUID) -> HttpResponse:
    """All parts that may, to the state in `to`."""
    visit = get_visit(visit_id)
    whole = whole_visit(visit_id)
    if not may_change_agenda(request.membership, *(part.staff for part in whole.parts)):
        raise PermissionDenied
    wanted = request.POST.get("to") or request.GET.get("to", "")
    if wanted not in TOGETHER:
        return refuse(_("Essa situação não existe."), status=400)
    if "back" in request.GET:
        return _taken_back(request, visit)
    before = {part.pk: part.status for part in whole.parts}
    try:
        parts = change_visit_status(
            visit=visit, to=S(wanted), actor=request.user, now=timezone.now()
        )
    except (SlotTaken, TransitionRefused):
        return refuse(str(CHANGED))
    text = _("%(customer)s, visita inteira: %(status)s.") % {
        "customer": visit.customer.display_name,
        "status": S(wanted).label.lower(),
    }
    changed = [part for part in parts if before[part.pk] != wanted]
    undo_url = _undo_url(request, visit, changed, before)
    freed = freed_by(changed) if wanted in GIVES_BACK else []
    day = local_day(parts[0].starts_at)
    return settled_with_waiting(request, text, freed, day=day, undo_url=undo_url)


def _undo_url(
    request: TenantRequest, visit: Visit, changed: list[Appointment], before: dict[UUID, str]
) -> str:
    """Leads all of them back; "" where they came from different states or there is no way."""
    since = {before[part.pk] for part in changed}
    if len(since) != 1 or (changed[0].status, min(since)) not in STEPS_BACK:
        return ""
    query = {"to": changed[0].status, "back": min(since), "part": [part.pk for part in changed]}
    url = reverse("visit_status", args=[request.organization.slug, visit.pk])
    return f"{url}?{urlencode(query, doseq=True)}"


def _taken_back(request: TenantRequest, visit: Visit) -> HttpResponse:
    """The undo of what was just said of the whole visit."""
    form = BackForm(request.GET)
    if not form.is_valid():
        return refuse(_("Essa situação não existe."), status=400)
    try:
        parts = take_back_status(
            visit=visit, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    except (SlotTaken, TransitionRefused):
        return refuse(str(CHANGED))
    text = _("%(customer)s, visita inteira: %(status)s.") % {
        "customer": visit.customer.display_name,
        "status": parts[0].get_status_display().lower(),
    }
    return settled(request, text, day=local_day(parts[0].starts_at))


def visit_context(request: TenantRequest, appointment: Appointment) -> dict[str, object]:
    """What the panel shows of the visit or series around an appointment; nothing for a
    single one."""
    if appointment.series_id is not None:
        members = series_members(appointment.series_id)
        return {"series": appointment.series, "members": members}
    if appointment.visit_id is None:
        return {}
    whole = whole_visit(appointment.visit_id)
    can_change = may_change_agenda(request.membership, *(part.staff for part in whole.parts))
    return {
        "whole": whole,
        "together": _together(whole) if can_change else [],
        "can_move_all": can_change and len(movable_parts(whole.parts)) > 1,
        "can_cancel_all": can_change and len(parts_able(whole.parts, S.CANCELLED)) > 1,
        **_dates(appointment),
    }


def _dates(appointment: Appointment) -> dict[str, object]:
    """The dates on which the visit comes again; nothing for one that doesn't."""
    visit = appointment.visit
    if visit is None or visit.series_id is None:
        return {}
    return {"visit_series": visit.series, "dates": series_visits(visit.series_id)}


def _together(whole: WholeVisit) -> list[dict[str, object]]:
    """Buttons for the states that more than one part may take."""
    return [
        {"to": to.value, **look}
        for to, look in TOGETHER.items()
        if len(parts_able(whole.parts, to)) > 1
    ]
