"""Settings: the list of sections, the person, the organization."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.forms.settings import OrganizationForm, ProfileForm
from accounts.middleware import LANGUAGE_COOKIE
from accounts.permissions import CHANGE_SETTINGS, VIEW_AGENDA
from accounts.services.organization_settings import update_organization, update_profile
from accounts.views.settings_form import edit_section

A_YEAR = 365 * 24 * 3600


@require_GET
@in_organization(VIEW_AGENDA)
def settings_home(request: TenantRequest) -> HttpResponse:
    """The sections, each with what is found there."""
    return render(cast(HttpRequest, request), "settings/home.html")


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_AGENDA)
def settings_profile(request: TenantRequest) -> HttpResponse:
    """Name and language of the person; the theme lives in this browser alone."""
    user = request.user
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={
            "name": user.name,
            "locale": user.locale,
            "theme": request.COOKIES.get("theme", ""),
        },
    )
    response = edit_section(
        request,
        form=form,
        heading=_("Perfil"),
        body="settings/_profile.html",
        save=lambda: update_profile(
            organization=request.organization,
            user=user,
            name=form.cleaned_data["name"],
            locale=form.cleaned_data["locale"],
        ),
        again=lambda: form,
        context={"is_plain": True},  # the whole page changes its language and look
    )
    if request.method == "POST" and form.is_valid():
        _remember(response, form)
    return response


def _remember(response: HttpResponse, form: ProfileForm) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE,
        form.cleaned_data["locale"].lower(),
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.USE_HTTPS,
    )
    theme = form.cleaned_data["theme"]
    if theme:
        response.set_cookie(
            "theme", theme, max_age=A_YEAR, samesite="Lax", secure=settings.USE_HTTPS
        )
    else:
        response.delete_cookie("theme", samesite="Lax")


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def settings_organization(request: TenantRequest) -> HttpResponse:
    """What the business is called, where it is, and in which time and money it counts."""
    form = OrganizationForm(
        request.POST if request.method == "POST" else None, organization=request.organization
    )
    return edit_section(
        request,
        form=form,
        heading=_("Empresa"),
        body="settings/_organization.html",
        save=lambda: update_organization(
            organization=request.organization, values=form.cleaned_data, actor=request.user
        ),
        again=lambda: OrganizationForm(organization=request.organization),
    )
