"""When a professional works: the week, single dates, time off."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_TEAM
from config.lib.screens import add_toast, is_partial, render_screen, saved
from scheduling.forms.week import ExceptionForm, WeekForm, row_number
from scheduling.models import Appointment, Staff
from scheduling.selectors.staff import active_staff, get_staff
from scheduling.selectors.team import exceptions_from, get_exception, time_off_from, week_of
from scheduling.services.conflicts import VisitsInside
from scheduling.services.team import ExceptionClashes, remove_exception
from scheduling.services.team_time import change_date, change_week
from scheduling.services.week import WeekInvalid
from scheduling.views.conflict_words import lead_to_conflicts

MOST = 100
DAYS = {str(day) for day in range(7)}


@require_GET
@in_organization(CHANGE_TEAM)
def staff_hours(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """All about one person's time, on one page."""
    return _page(request, get_staff(staff_id))


@require_POST
@in_organization(CHANGE_TEAM)
def staff_week(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """Save the whole week; `add`, `drop`, `pause`, `copy` and `adopt` only change the rows on
    the page."""
    staff = get_staff(staff_id)
    week = WeekForm.posted(request.POST)
    changed = _changed_rows(request, week)
    if changed is not None:
        return _week_answer(request, staff, changed, is_unsaved=True)
    if not week.is_valid():
        return _week_answer(request, staff, week, status=422)
    try:
        conflicts = change_week(
            staff=staff,
            shifts=[form.planned for form in week.filled],
            actor=request.user,
            now=timezone.now(),
            despite_visits="despite" in request.POST,
        )
    except WeekInvalid as invalid:
        week.add_problems(invalid.problems)
        return _week_answer(request, staff, week, status=422)
    except VisitsInside as inside:
        return _week_answer(request, staff, week, visits=inside.visits, status=409)
    if conflicts is not None:
        return lead_to_conflicts(request, conflicts)
    text = _("Horários salvos: %(name)s.") % {"name": staff.name}
    if is_partial(request):
        return add_toast(_week_answer(request, staff, WeekForm.of(week_of(staff))), text)
    return saved(request, text, url=_hours_url(request, staff), changed="staff")


@require_POST
@in_organization(CHANGE_TEAM)
def staff_exceptions(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """Add a date with other hours, or a day off."""
    staff = get_staff(staff_id)
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return _page(request, staff, exception_form=form, status=422)
    try:
        conflicts = change_date(
            staff=staff,
            on=form.cleaned_data["on"],
            hours=form.hours,
            actor=request.user,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            despite_visits="despite" in request.POST,
        )
    except ExceptionClashes:
        form.add_error("on", _("Já há outra exceção nesta data. Remova a anterior primeiro."))
        return _page(request, staff, exception_form=form, status=422)
    except VisitsInside as inside:
        more = {"exception_visits": inside.visits}
        return _page(request, staff, exception_form=form, more=more, status=409)
    if conflicts is not None:
        return lead_to_conflicts(request, conflicts)
    if is_partial(request):
        return add_toast(_page(request, staff), _("Exceção adicionada."))
    return saved(request, _("Exceção adicionada."), url=_hours_url(request, staff), changed="staff")


@require_POST
@in_organization(CHANGE_TEAM)
def exception_removal(request: TenantRequest, staff_id: UUID, exception_id: UUID) -> HttpResponse:
    staff = get_staff(staff_id)
    remove_exception(exception=get_exception(staff, exception_id), actor=request.user)
    if is_partial(request):
        return add_toast(_page(request, staff), _("Exceção removida."))
    return saved(request, _("Exceção removida."), url=_hours_url(request, staff), changed="staff")


def _changed_rows(request: TenantRequest, week: WeekForm) -> WeekForm | None:
    """The rows with one more or one less, when that is what was asked."""
    for name, change in (
        ("add", week.with_row),
        ("drop", week.without_row),
        ("pause", week.with_break),
    ):
        row = row_number(request.POST.get(name, ""))
        if row is not None:
            return change(row)
    copied = request.POST.get("copy", "")
    if copied in DAYS:
        targets = [day for day in request.POST.getlist(f"copy_{copied}_to") if day in DAYS]
        return week.copied(int(copied), map(int, targets))
    return _adopted(request) if "adopt" in request.POST else None


def _adopted(request: TenantRequest) -> WeekForm:
    """The week of a colleague, not saved yet; 404 for anybody else."""
    try:
        source = UUID(request.POST.get("source", ""))
    except ValueError as error:
        raise Http404 from error
    return WeekForm.of(week_of(get_staff(source)))


def _week_answer(
    request: TenantRequest,
    staff: Staff,
    week: WeekForm,
    *,
    visits: list[Appointment] | None = None,
    is_unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The editor alone for htmx, else the page around it."""
    if is_partial(request):
        context = {
            "staff": staff,
            "week": week,
            "visits": visits,
            "is_unsaved": is_unsaved or status != 200,
            "colleagues": _colleagues(staff),
        }
        return render_screen(
            request,
            "scheduling/_staff_week.html",
            "scheduling/_staff_week.html",
            context,
            status=status,
        )
    return _page(
        request, staff, week=week, more={"visits": visits, "is_unsaved": is_unsaved}, status=status
    )


def _page(
    request: TenantRequest,
    staff: Staff,
    *,
    week: WeekForm | None = None,
    exception_form: ExceptionForm | None = None,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "staff": staff,
        "week": week or WeekForm.of(week_of(staff)),
        "exceptions": exceptions_from(staff, timezone.localdate())[:MOST],
        "exception_form": exception_form or ExceptionForm(),
        "time_off": time_off_from(staff, timezone.now())[:MOST],
        "today": timezone.localdate(),
        "colleagues": _colleagues(staff),
        **(more or {}),
    }
    return render_screen(
        request,
        "scheduling/staff_hours.html",
        "scheduling/_staff_dates.html",
        context,
        status=status,
    )


def _colleagues(staff: Staff) -> list[Staff]:
    """Whose week may be copied."""
    return list(active_staff().exclude(pk=staff.pk)[:MOST])


def _hours_url(request: TenantRequest, staff: Staff) -> str:
    return reverse("staff_hours", args=[request.organization.slug, staff.pk])
