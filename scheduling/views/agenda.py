"""The agenda of the day, as a calendar and as a list."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from config.lib.screens import render_screen
from scheduling.forms.agenda import LIST, AgendaFilter, SpanForm, day_span
from scheduling.permissions import changeable_agendas
from scheduling.selectors.agenda import Agenda, agenda_of, shown_hours
from scheduling.serializers.agenda_feed import agenda_events, agenda_resources
from scheduling.views.waitlist import waiting_context


@require_GET
@in_organization(VIEW_AGENDA)
def agenda(request: TenantRequest) -> HttpResponse:
    """One day, with a column per person or as a list."""
    chosen = AgendaFilter(request.GET)
    start, end = day_span(chosen.on)
    shown = agenda_of(
        organization=request.organization,
        start=start,
        end=end,
        staff_id=chosen.person.pk if chosen.person else None,
        location_id=chosen.location_id,
        shows_cancelled=chosen.shows_cancelled,
    )
    context = {
        "filter": chosen,
        "day": chosen.on,
        "agenda": shown,
        "is_list": chosen.layout == LIST,
        "can_book": bool(changeable_agendas(request.membership, shown.staff)),
        "calendar": _calendar(request, chosen, shown),
        **_neighbours(chosen),
        **waiting_context(request),
    }
    return render_screen(request, "scheduling/agenda.html", "scheduling/_agenda.html", context)


@require_GET
@in_organization(VIEW_AGENDA)
def agenda_feed(request: TenantRequest) -> HttpResponse:
    """What the calendar shows between two wall-clock moments, as JSON."""
    form = SpanForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    zone, asked = timezone.get_current_timezone(), form.cleaned_data
    shown = agenda_of(
        organization=request.organization,
        start=asked["start"].astimezone(zone),
        end=asked["end"].astimezone(zone),
        staff_id=asked["staff"].pk if asked["staff"] else None,
        shows_cancelled=asked["cancelled"],
    )
    mine = changeable_agendas(request.membership, shown.staff)
    events = agenda_events(shown, slug=request.organization.slug, changeable=mine)
    return JsonResponse({"events": events})


def _calendar(request: TenantRequest, chosen: AgendaFilter, shown: Agenda) -> dict[str, Any]:
    """All that static/app/agenda.js needs to draw the first picture without asking."""
    slug = request.organization.slug
    mine = changeable_agendas(request.membership, shown.staff)
    opens, closes = shown_hours(shown)
    start, end = shown.start, shown.end
    return {
        "day": chosen.on.isoformat(),
        "offset": _offset(),
        "opens": opens,
        "closes": closes,
        "resources": agenda_resources(shown, slug=slug, user_id=request.user.pk, changeable=mine),
        "events": agenda_events(shown, slug=slug, changeable=mine),
        "eventsUrl": reverse("agenda_events", args=[slug]),
        "bookUrl": reverse("appointment_new", args=[slug]),
        "start": f"{start:%Y-%m-%dT%H:%M:%S}",
        "end": f"{end:%Y-%m-%dT%H:%M:%S}",
        "staff": str(chosen.person.pk) if chosen.person else "",
        "cancelled": chosen.shows_cancelled,
    }


def _offset() -> str:
    """The zone's present offset, for the line of the present moment: -03:00."""
    text = f"{timezone.localtime():%z}"
    return f"{text[:3]}:{text[3:5]}"


def _neighbours(chosen: AgendaFilter) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "today": today,
        "is_today": chosen.on == today,
        "previous_day": chosen.on - timedelta(days=1),
        "next_day": chosen.on + timedelta(days=1),
    }
