"""Rooms and equipment."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_CATALOG, VIEW_CATALOG
from config.lib.screens import is_partial, refused, render_screen, saved
from scheduling.forms.resources import ResourceTypeForm
from scheduling.forms.services import ServiceFilter
from scheduling.models import ResourceType
from scheduling.selectors.resources import get_resource_type, list_resource_types
from scheduling.services.resources import (
    ResourceTypeTaken,
    archive_resource_type,
    restore_resource_type,
    save_resource_type,
)

PAGE_SIZE = 50


@require_GET
@in_organization(VIEW_CATALOG)
def resource_type_list(request: TenantRequest) -> HttpResponse:
    """What services may need besides a person."""
    chosen = ServiceFilter(request.GET)
    types = list_resource_types(show_archived=chosen.shows_archived)
    page = Paginator(types, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page_obj": page}
    return render_screen(
        request, "scheduling/resource_list.html", "scheduling/_resource_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def resource_type_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def resource_type_update(request: TenantRequest, resource_type_id: UUID) -> HttpResponse:
    return _edit(request, get_resource_type(resource_type_id))


@require_POST
@in_organization(CHANGE_CATALOG)
def resource_type_archive(request: TenantRequest, resource_type_id: UUID) -> HttpResponse:
    one = get_resource_type(resource_type_id)
    archive_resource_type(resource_type=one, actor=request.user)
    undo_url = reverse("resource_type_restore", args=[request.organization.slug, one.pk])
    text = _("Arquivado: %(name)s. Nenhum serviço pede mais.") % {"name": one.name}
    return saved(request, text, url=_list_url(request), changed="resource", undo_url=undo_url)


@require_POST
@in_organization(CHANGE_CATALOG)
def resource_type_restore(request: TenantRequest, resource_type_id: UUID) -> HttpResponse:
    one = get_resource_type(resource_type_id)
    try:
        restore_resource_type(resource_type=one, actor=request.user)
    except ResourceTypeTaken:
        return refused(request, _taken(one.name), url=_list_url(request))
    text = _("De volta: %(name)s.") % {"name": one.name}
    return saved(request, text, url=_list_url(request), changed="resource")


def _edit(request: TenantRequest, one: ResourceType | None) -> HttpResponse:
    if request.method == "GET":
        return _form(request, one, ResourceTypeForm(resource_type=one))
    form = ResourceTypeForm(request.POST, resource_type=one)
    if not form.is_valid():
        return _form(request, one, form, status=422)
    try:
        written = save_resource_type(
            organization=request.organization,
            resource_type=one,
            name=form.cleaned_data["name"],
            resources=form.cleaned_data["resources"],
            actor=request.user,
        )
    except ResourceTypeTaken:
        form.add_error("name", _taken(form.cleaned_data["name"]))
        return _form(request, one, form, status=422)
    text = _("Salvo: %(name)s.") % {"name": written.name}
    return saved(request, text, url=_list_url(request), changed="resource")


def _form(
    request: TenantRequest, one: ResourceType | None, form: ResourceTypeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "resource_type": one,
        "heading": one.name if one else _("Nova sala ou equipamento"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
    }
    return render_screen(
        request,
        "scheduling/resource_form.html",
        "scheduling/_resource_form.html",
        context,
        status=status,
    )


def _list_url(request: TenantRequest) -> str:
    return reverse("resource_type_list", args=[request.organization.slug])


def _taken(name: str) -> str:
    return _("Já existe %(name)s na lista.") % {"name": name}
