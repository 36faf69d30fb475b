"""The visits behind a figure."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from analytics.forms.home import VisitFilter
from analytics.periods import Span, span_of
from analytics.selectors.misplaced import misplaced_visits
from analytics.selectors.offered import offer_of
from analytics.selectors.visits import VisitPage, VisitShow, visit_page, visits_of
from config.lib.screens import render_screen
from scheduling.models import Appointment


@require_GET
@in_organization(VIEW_AGENDA)
def visit_list(request: TenantRequest) -> HttpResponse:
    """Exactly the visits that the figure of the same filter counts."""
    chosen = VisitFilter(request.GET)
    span = span_of(chosen.span_key, timezone.localdate(), request.organization.time_zone)
    context = {"filter": chosen, "span": span, "page": _page(request, chosen, span)}
    return render_screen(
        request, "analytics/visit_list.html", "analytics/_visit_list.html", context
    )


def _page(request: TenantRequest, chosen: VisitFilter, span: Span) -> VisitPage:
    staff_id = chosen.person.pk if chosen.person else None
    if chosen.shown != VisitShow.MISPLACED:
        return visit_page(visits_of(chosen.shown, span, staff_id), chosen.cursor)
    offer = offer_of(
        organization=request.organization,
        first=span.first,
        last=span.last + timedelta(days=1),
        staff_id=staff_id,
    )
    ids = misplaced_visits(span=span, offer=offer, now=timezone.now(), staff_id=staff_id)
    return visit_page(Appointment.objects.filter(pk__in=ids), chosen.cursor)
