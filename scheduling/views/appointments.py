"""One visit: looking at it, and bringing it from state to state."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from accounts.recent import remember
from config.lib.screens import refuse
from scheduling.enums import MOVABLE, TRANSITIONS, AppointmentStatus
from scheduling.forms.changes import CancellationForm, NotesForm
from scheduling.models import Appointment
from scheduling.permissions import may_change_agenda
from scheduling.selectors.add_ons import add_ons_of
from scheduling.selectors.appointments import get_appointment
from scheduling.selectors.freed import GIVES_BACK, freed_by
from scheduling.selectors.resources import resources_of
from scheduling.services.changes import (
    SlotTaken,
    TransitionRefused,
    change_status,
)
from scheduling.services.notes import change_notes
from scheduling.views.answers import (
    local_day,
    reason_of,
    render_panel,
    settled,
    visit_to_change,
    words_of,
)
from scheduling.views.customer_parts import served_only
from scheduling.views.palette import VISIT
from scheduling.views.scopes import cancel_scope, cancelled_text
from scheduling.views.visits import visit_context
from scheduling.views.waitlist_matches import settled_with_waiting

S = AppointmentStatus
# What the button says that leads there: forward, and back again.
FORWARD = {
    S.CONFIRMED: gettext_lazy("Confirmar"),
    S.ARRIVED: gettext_lazy("Cliente chegou"),
    S.IN_SERVICE: gettext_lazy("Começar atendimento"),
    S.COMPLETED: gettext_lazy("Concluir"),
    S.NO_SHOW: gettext_lazy("Não veio"),
}
BACK = {
    (S.ARRIVED, S.CONFIRMED): gettext_lazy("Desfazer chegada"),
    (S.IN_SERVICE, S.ARRIVED): gettext_lazy("Desfazer começo"),
    (S.COMPLETED, S.IN_SERVICE): gettext_lazy("Reabrir atendimento"),
    (S.NO_SHOW, S.ARRIVED): gettext_lazy("Cliente veio, sim"),
}
ICONS = {
    S.CONFIRMED: {"icon": "check"},
    S.ARRIVED: {"icon": "door-enter"},
    S.IN_SERVICE: {"icon": "player-play"},
    S.COMPLETED: {"icon": "circle-check"},
    S.NO_SHOW: {"icon": "user-x"},
}


@require_GET
@in_organization(VIEW_AGENDA)
def appointment_detail(request: TenantRequest, appointment_id: UUID) -> HttpResponse:
    """All about one visit, and what may be done with it."""
    visit = get_appointment(appointment_id)
    only_of = served_only(request)
    remember(request, VISIT, visit.pk)
    context = {
        "visit": visit,
        "resources": resources_of(visit),
        "add_ons": add_ons_of(visit),
        "phone": visit.customer.shown_phone,
        "can_change": may_change_agenda(request.membership, visit.staff),
        "sees_customer": only_of is None or visit.staff.user_id == only_of.pk,
        "actions": _actions(visit),
        "is_movable": visit.status in MOVABLE,
        "is_cancellable": S.CANCELLED in TRANSITIONS[visit.status],
        "notes_form": NotesForm(initial={"notes": visit.notes}),
        **visit_context(request, visit),
    }
    return render_panel(
        request,
        "scheduling/_appointment_detail.html",
        visit.customer.display_name,
        context,
        day=local_day(visit.starts_at),
    )


@require_POST
@in_organization(VIEW_AGENDA)
def appointment_status(request: TenantRequest, appointment_id: UUID) -> HttpResponse:
    """To the state in `to` (a form field, or the query string of an undo)."""
    visit = visit_to_change(request, appointment_id)
    wanted = request.POST.get("to") or request.GET.get("to", "")
    if wanted not in FORWARD:
        return refuse(_("Essa situação não existe."), status=400)
    previous = visit.status
    try:
        visit = change_status(
            appointment=visit, to=S(wanted), actor=request.user, now=timezone.now()
        )
    except (SlotTaken, TransitionRefused) as error:
        return refuse(
            reason_of(
                request,
                error,
                staff=visit.staff,
                service=visit.service.name,
                wanted=visit.starts_at,
            )
        )
    url = reverse("appointment_status", args=[request.organization.slug, visit.pk])
    can_undo = previous != visit.status and previous in TRANSITIONS[visit.status]
    text = _("%(customer)s: %(status)s.") % {
        "customer": visit.customer.display_name,
        "status": visit.get_status_display().lower(),
    }
    freed = freed_by([visit]) if visit.status in GIVES_BACK else []
    return settled_with_waiting(
        request,
        text,
        freed,
        day=local_day(visit.starts_at),
        undo_url=f"{url}?to={previous}" if can_undo else "",
    )


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def appointment_cancellation(request: TenantRequest, appointment_id: UUID) -> HttpResponse:
    """Cancel, after saying what the customer will receive."""
    visit = visit_to_change(request, appointment_id)
    day = local_day(visit.starts_at)
    data = request.POST if request.method == "POST" else None
    form = CancellationForm(data, visit=visit, initial={"scope": request.GET.get("scope") or "ONE"})
    if request.method == "POST" and form.is_valid():
        try:
            cancelled = cancel_scope(request, visit, **form.cleaned_data)
        except TransitionRefused:
            return refuse(_("Este horário já começou ou terminou e não pode ser cancelado."))
        text = cancelled_text(visit, cancelled)
        return settled_with_waiting(request, text, freed_by(cancelled), day=day)
    context = {"visit": visit, "form": form, "when": words_of(request, visit.starts_at)}
    return render_panel(
        request,
        "scheduling/_appointment_cancellation.html",
        _("Cancelar horário"),
        context,
        day=day,
        status=422 if form.is_bound else 200,
    )


@require_POST
@in_organization(VIEW_AGENDA)
def appointment_notes(request: TenantRequest, appointment_id: UUID) -> HttpResponse:
    """Keep what the team wrote down."""
    visit = visit_to_change(request, appointment_id)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return refuse(_("As observações vão até 2000 letras."), status=422)
    change_notes(appointment=visit, notes=form.cleaned_data["notes"], actor=request.user)
    return settled(request, _("Observações guardadas."), day=local_day(visit.starts_at))


def _actions(visit: Appointment) -> list[dict[str, object]]:
    """The buttons: where the visit may go from here, forward ones first."""
    allowed = TRANSITIONS[visit.status]
    back = {to: label for (since, to), label in BACK.items() if since == visit.status}
    actions: list[dict[str, object]] = [
        {"to": to.value, "label": label, **ICONS[to]}
        for to, label in FORWARD.items()
        if to in allowed and to not in back
    ]
    actions += [
        {"to": to.value, "label": label, "icon": "arrow-back-up"} for to, label in back.items()
    ]
    return actions
