"""Quem faz o quê: the table of people and services, and the team's order."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.order import read_order, read_step
from accounts.permissions import CHANGE_TEAM
from catalog.selectors.services import list_services
from config.lib.screens import add_toast, is_partial, render_screen, saved
from scheduling.forms.skills import read_changes
from scheduling.selectors.skills import performed_pairs
from scheduling.selectors.staff import active_staff, get_staff
from scheduling.services.skills import change_skills
from scheduling.services.team_order import order_staff, step_staff

# Twelve by seventy-five boxes stay below the thousand fields that a form may send.
PEOPLE, SERVICES = 12, 75


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_skills(request: TenantRequest) -> HttpResponse:
    """Everybody's services in one table, saved at once (`people` and `page` in the URL)."""
    if request.method == "GET":
        return _table(request)
    added, removed = read_changes(request.POST)
    changed = change_skills(
        organization=request.organization, add=added, remove=removed, actor=request.user
    )
    text = ngettext("%(count)s mudança salva.", "%(count)s mudanças salvas.", changed) % {
        "count": changed
    }
    if is_partial(request):
        return add_toast(_table(request), text)
    messages.success(request, text)
    return redirect(request.get_full_path())


@require_POST
@in_organization(CHANGE_TEAM)
def staff_order(request: TenantRequest) -> HttpResponse:
    """The rows of the list in a new order: `id`, once for each."""
    order_staff(
        organization=request.organization,
        staff_ids=read_order(request.POST),
        actor=request.user,
    )
    return saved(request, _("Ordem da equipe salva."), url=_list_url(request), changed="staff")


@require_POST
@in_organization(CHANGE_TEAM)
def staff_step(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """One place up, or (`down`) down."""
    staff = get_staff(staff_id)
    step_staff(staff=staff, by=read_step(request.POST), actor=request.user)
    return saved(request, _("Ordem da equipe salva."), url=_list_url(request), changed="staff")


def _list_url(request: TenantRequest) -> str:
    return reverse("staff_list", args=[request.organization.slug])


def _table(request: TenantRequest) -> HttpResponse:
    people = Paginator(active_staff(), PEOPLE).get_page(request.GET.get("people"))
    services = Paginator(list_services(), SERVICES).get_page(request.GET.get("page"))
    skills = performed_pairs(people, services)
    context: dict[str, Any] = {
        "people": people,
        "page_obj": services,
        "rows": [
            {
                "service": service,
                "cells": [
                    {
                        "person": person,
                        "value": f"{person.pk}:{service.pk}",
                        "is_on": (person.pk, service.pk) in skills.pairs,
                    }
                    for person in people
                ],
            }
            for service in services
        ],
        "was": " ".join(f"{one}:{other}" for one, other in sorted(skills.pairs)),
    }
    return render_screen(
        request, "scheduling/staff_skills.html", "scheduling/_staff_skills.html", context
    )
