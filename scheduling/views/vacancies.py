"""Times that came free and have somebody waiting for them, until somebody deals with them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from config.lib.screens import add_changed
from scheduling.models import Vacancy
from scheduling.permissions import changeable_agendas, may_change_agenda
from scheduling.selectors.staff import active_staff
from scheduling.selectors.vacancies import get_vacancy, open_vacancies
from scheduling.selectors.waitlist import FreedTime
from scheduling.services.vacancies import reopen_vacancy, settle_vacancy
from scheduling.views.answers import render_panel, settled, words_of
from scheduling.views.waitlist import waiting_scope
from scheduling.views.waitlist_matches import freed_url

MOST = 50


@require_GET
@in_organization(VIEW_AGENDA)
def vacancy_list(request: TenantRequest) -> HttpResponse:
    """The next of them, soonest first; who waits is a click away."""
    mine = changeable_agendas(request.membership, active_staff())
    rows = open_vacancies(
        organization=request.organization, now=timezone.now(), only_of=waiting_scope(request)
    )
    lines = [_line(request, vacancy, vacancy.staff_id in mine) for vacancy in rows[:MOST]]
    return render_panel(
        request, "scheduling/_vacancy_list.html", _("Horários que vagaram"), {"lines": lines}
    )


@require_POST
@in_organization(VIEW_AGENDA)
def vacancy_settlement(request: TenantRequest, vacancy_id: UUID) -> HttpResponse:
    """Off the list (with `reopen` in the query string, that of an undo: on it again)."""
    vacancy = get_vacancy(vacancy_id)
    if not may_change_agenda(request.membership, vacancy.staff):
        raise PermissionDenied
    words = {"staff": vacancy.staff.name, **words_of(request, vacancy.starts_at)}
    if "reopen" in request.GET:
        reopen_vacancy(vacancy=vacancy, actor=request.user)
        return _settled(request, _("%(staff)s, %(day)s às %(time)s: de volta à lista.") % words)
    settle_vacancy(vacancy=vacancy, actor=request.user, now=timezone.now())
    url = reverse("vacancy_settlement", args=[request.organization.slug, vacancy.pk])
    text = _("%(staff)s, %(day)s às %(time)s: fora da lista.") % words
    return _settled(request, text, undo_url=f"{url}?reopen=1")


def _line(request: TenantRequest, vacancy: Vacancy, can_change: bool) -> dict[str, Any]:
    freed = FreedTime(vacancy.staff, vacancy.starts_at, vacancy.ends_at)
    return {
        "vacancy": vacancy,
        "url": freed_url(request, freed) if can_change else "",
        "can_change": can_change,
    }


def _settled(request: TenantRequest, text: str, *, undo_url: str = "") -> HttpResponse:
    response = settled(request, text, day=timezone.localdate(), undo_url=undo_url)
    return add_changed(response, "vacancy")
