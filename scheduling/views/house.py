"""Horários da casa: when the whole house departs from its weeks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_TEAM
from config.lib.screens import add_toast, is_partial, render_screen
from scheduling.forms.house import (
    YEARS_AHEAD,
    ClosingForm,
    HolidayForm,
    HolidayRulesForm,
    HouseDateForm,
    year_of,
)
from scheduling.models import ConflictSet
from scheduling.selectors.house import (
    get_house_date,
    house_calendar,
    house_dates,
    regions_of,
    visits_on,
)
from scheduling.selectors.policy import policy_of
from scheduling.services.conflicts import VisitsInside
from scheduling.services.house import (
    add_house_date,
    close_days,
    drop_closing_day,
    remove_house_date,
    set_holiday,
    set_holiday_rules,
)
from scheduling.services.team import ExceptionClashes
from scheduling.services.time_off import SpanInvalid
from scheduling.views.conflict_words import lead_to_conflicts

MOST = 100


@require_GET
@in_organization(CHANGE_TEAM)
def house_hours(request: TenantRequest) -> HttpResponse:
    """Special dates, and the year's holidays and closing days (`year` in the URL)."""
    return _page(request)


@require_POST
@in_organization(CHANGE_TEAM)
def house_date_add(request: TenantRequest) -> HttpResponse:
    """Other hours on one date, for everybody."""
    form = HouseDateForm(request.POST)
    if not form.is_valid():
        return _page(request, date_form=form, status=422)
    try:
        conflicts = add_house_date(
            on=form.cleaned_data["on"],
            hours=form.hours,
            reason=form.cleaned_data["reason"],
            **_who(request),
        )
    except ExceptionClashes:
        form.add_error("on", _("Já há outra exceção nesta data. Remova a anterior primeiro."))
        return _page(request, date_form=form, status=422)
    except VisitsInside as inside:
        return _page(request, date_form=form, date_visits=inside.visits, status=409)
    return _saved(request, conflicts, _("Horário especial adicionado."))


@require_POST
@in_organization(CHANGE_TEAM)
def house_date_removal(request: TenantRequest, house_date_id: UUID) -> HttpResponse:
    remove_house_date(
        house_date=get_house_date(house_date_id), actor=request.user, now=timezone.now()
    )
    return _saved(request, None, _("Horário especial removido."))


@require_POST
@in_organization(CHANGE_TEAM)
def house_closing_add(request: TenantRequest) -> HttpResponse:
    """Closing days of the house's own."""
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, closing_form=form, status=422)
    first, last = form.span
    try:
        conflicts = close_days(
            first=first, last=last, name=form.cleaned_data["name"], **_who(request)
        )
    except SpanInvalid:
        form.add_error("last", _("Escolha até dois meses, com o fim depois do começo."))
        return _page(request, closing_form=form, status=422)
    except VisitsInside as inside:
        return _page(request, closing_form=form, closing_visits=inside.visits, status=409)
    return _saved(request, conflicts, _("A casa fecha nesses dias."))


@require_POST
@in_organization(CHANGE_TEAM)
def house_holiday(request: TenantRequest) -> HttpResponse:
    """Open or closed on one day of the calendar; an own closing day that opens is gone."""
    form = HolidayForm(request.POST)
    today = timezone.localdate()
    found = None
    if form.is_valid():
        on = form.cleaned_data["on"]
        policy = policy_of(request.organization)
        days = house_calendar(request.organization, policy, year=on.year, today=today)
        found = next((day for day in days if day.on == on), None)
    if found is None:
        return _page(request, reason=_("Esse dia não está no calendário."), status=422)
    if not found.is_public:
        drop_closing_day(
            organization=request.organization, on=on, actor=request.user, now=timezone.now()
        )
        return _saved(request, None, _("Dia de fechamento removido."))
    is_open = form.cleaned_data["is_open"]
    try:
        conflicts = set_holiday(on=on, name=found.name, is_open=is_open, **_who(request))
    except VisitsInside as inside:
        return _page(request, holiday_visits=inside.visits, holiday_on=on, status=409)
    text = _("%(name)s: a casa abre.") if is_open else _("%(name)s: a casa fecha.")
    return _saved(request, conflicts, text % {"name": found.name})


@require_POST
@in_organization(CHANGE_TEAM)
def house_holiday_rules(request: TenantRequest) -> HttpResponse:
    """Whether public holidays close the house, and of which region."""
    form = HolidayRulesForm(request.POST, regions=regions_of(request.organization.country))
    if not form.is_valid():
        return _page(request, rules_form=form, status=422)
    given = form.cleaned_data
    try:
        conflicts = set_holiday_rules(
            closes=given["closes"], region=given["region"], **_who(request)
        )
    except VisitsInside as inside:
        return _page(request, rules_form=form, rules_visits=inside.visits, status=409)
    return _saved(request, conflicts, _("Feriados atualizados."))


def _who(request: TenantRequest) -> dict[str, Any]:
    return {
        "organization": request.organization,
        "actor": request.user,
        "now": timezone.now(),
        "despite_visits": "despite" in request.POST,
    }


def _saved(request: TenantRequest, conflicts: ConflictSet | None, text: str) -> HttpResponse:
    if conflicts is not None:
        return lead_to_conflicts(request, conflicts)
    if is_partial(request):
        return add_toast(_page(request), text)
    messages.success(request, text)
    return redirect(_url(request))


def _url(request: TenantRequest) -> str:
    return reverse("house_hours", args=[request.organization.slug])


def _page(request: TenantRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    organization, today = request.organization, timezone.localdate()
    policy = policy_of(organization)
    year = year_of(request.GET.get("year", ""), today)
    dates = list(house_dates(today)[:MOST])
    visits = visits_on({row.on for row in dates})
    context: dict[str, Any] = {
        "dates": [{"row": row, "visits": visits[row.on]} for row in dates],
        "days": house_calendar(organization, policy, year=year, today=today),
        "year": year,
        "years": range(today.year, today.year + YEARS_AHEAD + 1),
        "date_form": HouseDateForm(),
        "closing_form": ClosingForm(),
        "rules_form": HolidayRulesForm(
            regions=regions_of(organization.country),
            initial={"closes": policy.closes_on_holidays, "region": policy.holiday_region},
        ),
        **more,
    }
    return render_screen(
        request,
        "scheduling/house_hours.html",
        "scheduling/_house_hours.html",
        context,
        status=status,
    )
