"""Add-ons: the list, and writing one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.order import read_order, read_step
from accounts.permissions import CHANGE_CATALOG, VIEW_CATALOG
from catalog.models import ServiceAddOn
from catalog.selectors.add_ons import get_add_on, list_add_ons
from catalog.services.add_ons import (
    AddOnNameTaken,
    archive_add_on,
    order_add_ons,
    restore_add_on,
    save_add_on,
    step_add_on,
)
from config.lib.screens import is_partial, refused, render_screen, saved
from scheduling.forms.add_ons import AddOnForm
from scheduling.forms.services import ServiceFilter

PAGE_SIZE = 50


@require_GET
@in_organization(VIEW_CATALOG)
def add_on_list(request: TenantRequest) -> HttpResponse:
    """What may be added, and to which services."""
    chosen = ServiceFilter(request.GET)
    found = list_add_ons(show_archived=chosen.shows_archived)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page_obj": page}
    return render_screen(request, "catalog/add_on_list.html", "catalog/_add_on_list.html", context)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def add_on_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def add_on_update(request: TenantRequest, add_on_id: UUID) -> HttpResponse:
    return _edit(request, get_add_on(add_on_id))


@require_POST
@in_organization(CHANGE_CATALOG)
def add_on_archive(request: TenantRequest, add_on_id: UUID) -> HttpResponse:
    """Offered no more; visits already booked keep it."""
    add_on = get_add_on(add_on_id)
    archive_add_on(add_on=add_on, actor=request.user)
    undo_url = reverse("add_on_restore", args=[request.organization.slug, add_on.pk])
    text = _("Adicional arquivado: %(name)s.") % {"name": add_on.name}
    return _saved(request, text, undo_url=undo_url)


@require_POST
@in_organization(CHANGE_CATALOG)
def add_on_restore(request: TenantRequest, add_on_id: UUID) -> HttpResponse:
    add_on = get_add_on(add_on_id)
    try:
        restore_add_on(add_on=add_on, actor=request.user)
    except AddOnNameTaken:
        return refused(request, _taken(add_on.name), url=_list_url(request))
    return _saved(request, _("Adicional de volta: %(name)s.") % {"name": add_on.name})


@require_POST
@in_organization(CHANGE_CATALOG)
def add_on_order(request: TenantRequest) -> HttpResponse:
    order_add_ons(
        organization=request.organization,
        add_on_ids=read_order(request.POST),
        actor=request.user,
    )
    return _saved(request, _("Ordem dos adicionais salva."))


@require_POST
@in_organization(CHANGE_CATALOG)
def add_on_step(request: TenantRequest, add_on_id: UUID) -> HttpResponse:
    """One place up, or (`down`) down."""
    add_on = get_add_on(add_on_id)
    step_add_on(add_on=add_on, by=read_step(request.POST), actor=request.user)
    return _saved(request, _("Ordem dos adicionais salva."))


def _edit(request: TenantRequest, add_on: ServiceAddOn | None) -> HttpResponse:
    if request.method == "GET":
        return _form(request, add_on, AddOnForm(add_on=add_on))
    form = AddOnForm(request.POST, add_on=add_on)
    if not form.is_valid():
        return _form(request, add_on, form, status=422)
    try:
        written = save_add_on(
            organization=request.organization,
            add_on=add_on,
            details=form.details,
            services=form.cleaned_data["services"],
            actor=request.user,
        )
    except AddOnNameTaken:
        form.add_error("name", _taken(form.cleaned_data["name"]))
        return _form(request, add_on, form, status=422)
    return _saved(request, _("Adicional salvo: %(name)s.") % {"name": written.name})


def _form(
    request: TenantRequest, add_on: ServiceAddOn | None, form: AddOnForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "add_on": add_on,
        "heading": form["name"].initial or _("Novo adicional"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
        "back_label": _("Adicionais"),
        "fragment": "catalog/_add_on_form.html",
    }
    return render_screen(
        request,
        "scheduling/staff_panel.html",
        "catalog/_add_on_form.html",
        context,
        status=status,
    )


def _saved(request: TenantRequest, text: str, *, undo_url: str = "") -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="add-on", undo_url=undo_url)


def _list_url(request: TenantRequest) -> str:
    return reverse("add_on_list", args=[request.organization.slug])


def _taken(name: str) -> str:
    return _("Já existe um adicional ativo chamado %(name)s.") % {"name": name}
