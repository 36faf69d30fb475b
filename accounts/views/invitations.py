"""Coming into an organization by an invitation's link."""

from typing import cast

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.registration import PersonForm
from accounts.models import Invitation, User
from accounts.selectors.members import invitation_of
from accounts.services.invitations import (
    AlreadyMember,
    InvitationClosed,
    accept_invitation,
    join_as_new_person,
)
from accounts.services.registration import EmailTaken
from accounts.views.registration import say_taken, welcome


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@rate_limit(action="login")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """For somebody logged in: one button. For others: an account, or the way to log in."""
    found = invitation_of(secret, timezone.now())
    if found is None:
        return _closed(request)
    try:
        if request.user.is_authenticated:
            return _accept(request, found, secret)
        return _join(request, found, secret)
    except InvitationClosed:
        return _closed(request)


def _accept(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    if request.method == "GET":
        return render(request, "accounts/invitation.html", {"invitation": found})
    try:
        accept_invitation(secret=secret, user=cast(User, request.user), now=timezone.now())
    except AlreadyMember:
        messages.info(request, _("Você já faz parte desta empresa."))
    return redirect("organization_home", found.organization.slug)


def _join(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member = join_as_new_person(
                **form.cleaned_data,
                secret=secret,
                locale=found.organization.locale,
                now=timezone.now(),
            )
        except EmailTaken:
            say_taken(form)
        else:
            welcome(request, member.user)
            return redirect("organization_home", found.organization.slug)
    context = {"invitation": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation.html", context, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_closed.html", status=404)
