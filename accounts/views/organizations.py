"""Coming in: which organization to open."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.models import User
from accounts.permissions import VIEW_AGENDA
from accounts.selectors.organizations import memberships_of


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the agenda of the only organization; a choice where there are several."""
    memberships = memberships_of(cast(User, request.user))
    if len(memberships) == 1:
        return redirect("agenda", memberships[0].organization.slug)
    return redirect("organization_list")


@require_GET
@login_required
def organization_list(request: HttpRequest) -> HttpResponse:
    """All that the person belongs to."""
    memberships = memberships_of(cast(User, request.user))
    return render(request, "accounts/organization_list.html", {"organizations": memberships})


@require_GET
@in_organization(VIEW_AGENDA)
def organization_home(request: TenantRequest) -> HttpResponse:
    return redirect("agenda", request.organization.slug)
