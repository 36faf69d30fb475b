"""The weeks of one person on paper."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from scheduling.forms.agenda import WEEK, WEEK_DAYS, AgendaFilter, day_span, monday_of
from scheduling.models import Staff
from scheduling.selectors.add_ons import attach_add_ons
from scheduling.selectors.agenda import agenda_of
from scheduling.selectors.agenda_weeks import WeekSheet, week_sheets
from scheduling.serializers.closures import closure_words
from scheduling.views.agenda_picture import picture_of

WEEKS = (1, 2, 4)


class WeeksForm(forms.Form):
    """How many pages; what can't be read is one."""

    weeks = forms.TypedChoiceField(choices=[(n, n) for n in WEEKS], coerce=int, required=False)

    @property
    def total(self) -> int:
        return int(self.cleaned_data.get("weeks") or 1) if self.is_valid() else 1


@require_GET
@in_organization(VIEW_AGENDA)
def agenda_week_print(request: TenantRequest) -> HttpResponse:
    """A page per week of the person whose week the agenda shows."""
    query = request.GET.copy()
    query["view"] = WEEK
    chosen, weeks = AgendaFilter(query), WeeksForm(request.GET).total
    person = picture_of(chosen, user_id=request.user.pk).person
    context = {
        "person": person,
        "weeks": weeks,
        "choices": WEEKS,
        "sheets": _sheets(request, chosen, person, weeks) if person else [],
        "printed_at": timezone.now(),
    }
    return render(request, "scheduling/agenda_week_print.html", context)


def _sheets(
    request: TenantRequest, chosen: AgendaFilter, person: Staff, weeks: int
) -> list[dict[str, Any]]:
    start, end = day_span(monday_of(chosen.on), WEEK_DAYS * weeks)
    shown = agenda_of(
        organization=request.organization,
        start=start,
        end=end,
        staff_ids=[person.pk],
        statuses=chosen.shown_statuses,
    )
    attach_add_ons(shown.visits)
    return [_page(sheet) for sheet in week_sheets(shown, person)]


def _page(sheet: WeekSheet) -> dict[str, Any]:
    days = [
        {"day": day, "closures": [closure_words(one) for one in day.closures]} for day in sheet.days
    ]
    return {"sheet": sheet, "days": days}
