"""Coming in: which organization to open."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.selectors.organizations import memberships_of


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the only organization; a choice where there are several."""
    memberships = memberships_of(cast(User, request.user))
    if len(memberships) == 1:
        return redirect("organization_home", memberships[0].organization.slug)
    return redirect("organization_list")


@require_GET
@login_required
def organization_list(request: HttpRequest) -> HttpResponse:
    """All that the person belongs to."""
    memberships = memberships_of(cast(User, request.user))
    return render(request, "accounts/organization_list.html", {"organizations": memberships})
