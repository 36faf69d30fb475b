"""How the agenda's views answer: panels, news of a change, reasons of a refusal."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from config.lib.formatting import format_date, format_time
from config.lib.page_locale import page_locale
from config.lib.screens import done, is_partial, render_screen
from scheduling.models import Appointment, Staff
from scheduling.permissions import may_change_agenda
from scheduling.selectors.appointments import get_appointment
from scheduling.selectors.free_times import FreeTime
from scheduling.services.booking import StaffCannot, TimeInvalid
from scheduling.services.changes import SlotTaken, TransitionRefused
from scheduling.services.resources import ResourceTaken

Refusal = SlotTaken | StaffCannot | TimeInvalid | TransitionRefused
REFUSALS = (SlotTaken, StaffCannot, TimeInvalid, TransitionRefused)


def visit_to_change(request: TenantRequest, appointment_id: UUID) -> Appointment:
    """The visit; 404 outside the tenant, 403 where the agenda isn't this person's to change."""
    visit = get_appointment(appointment_id)
    if not may_change_agenda(request.membership, visit.staff):
        raise PermissionDenied
    return visit


def render_panel(
    request: TenantRequest,
    fragment: str,
    heading: str,
    context: dict[str, Any],
    *,
    day: date | None = None,
    status: int = 200,
) -> HttpResponse:
    """`fragment` in the panel, or alone on a page with a way back to the agenda."""
    context = {
        "heading": heading,
        "fragment": fragment,
        "in_panel": is_partial(request),
        "agenda_url": agenda_url(request, day),
        **context,
    }
    return render_screen(request, "scheduling/panel.html", fragment, context, status=status)


def settled(request: TenantRequest, text: str, *, day: date, undo_url: str = "") -> HttpResponse:
    """A change that went well, said in a toast; the agenda on the page looks again."""
    if not is_partial(request):
        messages.success(request, text)
    return done(
        request,
        url=agenda_url(request, day),
        toast=text,
        undo_url=undo_url,
        changed=("agenda",),
    )


def agenda_url(request: TenantRequest, day: date | None) -> str:
    url = reverse("agenda", args=[request.organization.slug])
    return f"{url}?day={day.isoformat()}" if day else url


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def wants_json(request: TenantRequest) -> bool:
    """The calendar's drag asks for JSON, forms don't."""
    return request.headers.get("Accept", "") == "application/json"


def words_of(request: TenantRequest, moment: datetime) -> dict[str, str]:
    """`day` and `time` of a moment in the language of the page."""
    locale, zone = page_locale(), request.organization.time_zone
    return {
        "day": format_date(moment, zone, locale, "long"),
        "time": format_time(moment, zone, locale),
    }


def reason_of(
    request: TenantRequest, error: Refusal, *, staff: Staff, service: str, wanted: datetime
) -> str:
    """Why it was refused, for the person at the desk."""
    if isinstance(error, ResourceTaken):
        return _("Não há %(resource)s livre em %(day)s às %(time)s.") % {
            "resource": error.resource_type.name,
            **words_of(request, wanted),
        }
    if isinstance(error, SlotTaken):
        return _("%(staff)s não está livre em %(day)s às %(time)s.") % {
            "staff": staff.name,
            **words_of(request, wanted),
        }
    if isinstance(error, StaffCannot):
        return _("%(staff)s não faz %(service)s.") % {"staff": staff.name, "service": service}
    if isinstance(error, TimeInvalid):
        return _("A duração vai de 5 minutos a 24 horas.")
    return _("Este horário já mudou de situação. Veja como ele está agora.")


def refused_json(
    request: TenantRequest, reason: str, alternatives: Iterable[FreeTime] = (), *, status: int = 409
) -> JsonResponse:
    """A drop that must go back, with the times that are free instead."""
    return JsonResponse(
        {
            "reason": reason,
            "alternatives": [words_of(request, free.starts_at)["time"] for free in alternatives],
        },
        status=status,
    )
