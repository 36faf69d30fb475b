"""The agenda: a day with a column per person, a person's week, a list, and their feed."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from config.lib.screens import render_screen
from scheduling.forms.agenda import LIST, STATUSES, AgendaFilter, SpanForm
from scheduling.permissions import changeable_agendas
from scheduling.selectors.add_ons import attach_add_ons
from scheduling.selectors.agenda import Agenda, agenda_of
from scheduling.serializers.agenda_feed import agenda_events
from scheduling.serializers.closures import closure_words
from scheduling.views.agenda_picture import Picture, calendar_of, picture_of, steps_of
from scheduling.views.waitlist import waiting_context

A_YEAR = 365 * 24 * 3600


@require_GET
@in_organization(VIEW_AGENDA)
def agenda(request: TenantRequest) -> HttpResponse:
    """The layout that is asked for, else the one this person chose last in this browser."""
    chosen = AgendaFilter(request.GET, remembered=request.COOKIES.get(_cookie(request), ""))
    picture = picture_of(chosen, user_id=request.user.pk)
    shown = _shown(request, chosen, picture)
    if chosen.layout == LIST:
        attach_add_ons(shown.visits)
    mine = changeable_agendas(request.membership, shown.staff)
    context = {
        "filter": chosen,
        "layout": chosen.layout,
        "statuses": STATUSES,
        "day": chosen.on,
        "person": picture.person,
        "agenda": shown,
        "closures": [closure_words(closure) for closure in shown.closures],
        "is_list": chosen.layout == LIST,
        "can_book": bool(mine),
        "calendar": calendar_of(request, chosen, picture, shown, mine),
        **steps_of(chosen),
        **waiting_context(request),
    }
    response = render_screen(request, "scheduling/agenda.html", "scheduling/_agenda.html", context)
    return _remember(request, response, chosen.asked_layout)


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
        staff_ids=[person.pk for person in form.chosen],
        location_id=form.location_id,
        statuses=form.shown_statuses,
    )
    mine = changeable_agendas(request.membership, shown.staff)
    events = agenda_events(shown, slug=request.organization.slug, changeable=mine)
    return JsonResponse({"events": events})


def _shown(request: TenantRequest, chosen: AgendaFilter, picture: Picture) -> Agenda:
    return agenda_of(
        organization=request.organization,
        start=picture.start,
        end=picture.end,
        staff_ids=[person.pk for person in picture.people],
        location_id=chosen.location_id,
        statuses=chosen.shown_statuses,
    )


def _cookie(request: TenantRequest) -> str:
    """By person: the desk's computer may be everybody's."""
    return f"agenda_view_{request.user.pk}"


def _remember(request: TenantRequest, response: HttpResponse, layout: str) -> HttpResponse:
    if layout:
        response.set_cookie(
            _cookie(request),
            layout,
            max_age=A_YEAR,
            path=reverse("agenda", args=[request.organization.slug]),
            httponly=True,
            samesite="Lax",
            secure=settings.USE_HTTPS,
        )
    return response
