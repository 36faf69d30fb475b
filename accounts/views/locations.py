"""Unidades: where the organization serves people."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.locations import LocationForm
from accounts.forms.order import read_order
from accounts.models import Location
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.locations import get_location, list_locations
from accounts.services.locations import (
    LocationNameTaken,
    archive_location,
    create_location,
    order_locations,
    restore_location,
    update_location,
)
from config.lib.screens import is_partial, render_screen, saved

MOST = 200


@require_GET
@in_organization(CHANGE_SETTINGS)
def location_list(request: TenantRequest) -> HttpResponse:
    """All places; `archived=1` shows those that were closed too."""
    shows_archived = request.GET.get("archived") == "1"
    places = list_locations(show_archived=shows_archived)[:MOST]
    context = {"places": places, "shows_archived": shows_archived}
    return render_screen(
        request, "accounts/location_list.html", "accounts/_location_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def location_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def location_update(request: TenantRequest, location_id: UUID) -> HttpResponse:
    return _edit(request, get_location(location_id))


@require_POST
@in_organization(CHANGE_SETTINGS)
def location_archive(request: TenantRequest, location_id: UUID) -> HttpResponse:
    place = get_location(location_id)
    archive_location(location=place, actor=request.user)
    text = _("Unidade arquivada: %(name)s.") % {"name": place.name}
    undo_url = reverse("location_restore", args=[request.organization.slug, place.pk])
    return _saved(request, text, undo_url=undo_url)


@require_POST
@in_organization(CHANGE_SETTINGS)
def location_restore(request: TenantRequest, location_id: UUID) -> HttpResponse:
    place = get_location(location_id)
    restore_location(location=place, actor=request.user)
    return _saved(request, _("Unidade de volta: %(name)s.") % {"name": place.name})


@require_POST
@in_organization(CHANGE_SETTINGS)
def location_order(request: TenantRequest) -> HttpResponse:
    """The rows of the list in a new order: `id`, once for each."""
    order_locations(
        organization=request.organization,
        location_ids=read_order(request.POST),
        actor=request.user,
    )
    return _saved(request, _("Ordem das unidades salva."))


def _edit(request: TenantRequest, place: Location | None) -> HttpResponse:
    if request.method == "GET":
        return _form(request, place, LocationForm(location=place))
    form = LocationForm(request.POST, location=place)
    if not form.is_valid():
        return _form(request, place, form, status=422)
    try:
        if place is None:
            written = create_location(
                organization=request.organization, details=form.details, actor=request.user
            )
        else:
            written = update_location(location=place, details=form.details, actor=request.user)
    except LocationNameTaken:
        form.add_error("name", _("Já existe uma unidade com este nome."))
        return _form(request, place, form, status=422)
    return _saved(request, _("Unidade salva: %(name)s.") % {"name": written.name})


def _form(
    request: TenantRequest, place: Location | None, form: LocationForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "place": place,
        "heading": place.name if place else _("Nova unidade"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
    }
    return render_screen(
        request,
        "accounts/location_form.html",
        "accounts/_location_form.html",
        context,
        status=status,
    )


def _saved(request: TenantRequest, text: str, *, undo_url: str = "") -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="location", undo_url=undo_url)


def _list_url(request: TenantRequest) -> str:
    return reverse("location_list", args=[request.organization.slug])
