"""A day of the agenda on paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from scheduling.forms.agenda import AgendaFilter, day_span
from scheduling.selectors.add_ons import attach_add_ons
from scheduling.selectors.agenda import agenda_of
from scheduling.selectors.agenda_sheets import sheets_of
from scheduling.serializers.closures import closure_words


@require_GET
@in_organization(VIEW_AGENDA)
def agenda_print(request: TenantRequest) -> HttpResponse:
    """The day with the people and states of the query string, a table per person."""
    chosen = AgendaFilter(request.GET)
    start, end = day_span(chosen.on)
    asked_for = [person.pk for person in chosen.chosen]
    shown = agenda_of(
        organization=request.organization,
        start=start,
        end=end,
        staff_ids=asked_for,
        statuses=chosen.shown_statuses,
    )
    attach_add_ons(shown.visits)
    context = {
        "day": chosen.on,
        "sheets": sheets_of(shown, asked_for=asked_for),
        "closures": [closure_words(closure) for closure in shown.closures],
        "printed_at": timezone.now(),
    }
    return render(request, "scheduling/agenda_print.html", context)
