"""The categories of the price list."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.order import read_order, read_step
from accounts.permissions import CHANGE_CATALOG, VIEW_CATALOG
from catalog.models import ServiceCategory
from catalog.selectors.services import get_category, list_categories
from catalog.services.categories import (
    CategoryNameTaken,
    CategoryUnknown,
    remove_category,
    restore_category,
    save_category,
)
from catalog.services.ordering import order_categories, step_category
from config.lib.screens import is_partial, refused, render_screen, saved
from scheduling.forms.categories import CategoryForm

PAGE_SIZE = 100


@require_GET
@in_organization(VIEW_CATALOG)
def category_list(request: TenantRequest) -> HttpResponse:
    """The headings in their order, with how many services stand under each."""
    page = Paginator(list_categories(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render_screen(
        request, "catalog/category_list.html", "catalog/_category_list.html", {"page_obj": page}
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def category_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def category_update(request: TenantRequest, category_id: UUID) -> HttpResponse:
    return _edit(request, get_category(category_id))


@require_POST
@in_organization(CHANGE_CATALOG)
def category_order(request: TenantRequest) -> HttpResponse:
    order_categories(
        organization=request.organization,
        category_ids=read_order(request.POST),
        actor=request.user,
    )
    return _saved(request, _("Ordem das categorias salva."))


@require_POST
@in_organization(CHANGE_CATALOG)
def category_step(request: TenantRequest, category_id: UUID) -> HttpResponse:
    """One place up, or (`down`) down."""
    category = get_category(category_id)
    step_category(category=category, by=read_step(request.POST), actor=request.user)
    return _saved(request, _("Ordem das categorias salva."))


@require_POST
@in_organization(CHANGE_CATALOG)
def category_removal(request: TenantRequest, category_id: UUID) -> HttpResponse:
    """The heading goes, its services stay; the answer says how many, and can be undone."""
    category = get_category(category_id)
    freed = remove_category(category=category, actor=request.user)
    text = _("Categoria excluída: %(name)s.") % {"name": category.name}
    if freed:
        text += " " + ngettext(
            "%(count)s serviço ficou sem categoria.",
            "%(count)s serviços ficaram sem categoria.",
            freed,
        ) % {"count": freed}
    undo_url = reverse("category_restoration", args=[request.organization.slug, category_id])
    return _saved(request, text, undo_url=undo_url)


@require_POST
@in_organization(CHANGE_CATALOG)
def category_restoration(request: TenantRequest, category_id: UUID) -> HttpResponse:
    try:
        category = restore_category(
            organization=request.organization, category_id=category_id, actor=request.user
        )
    except CategoryUnknown as error:
        raise Http404 from error
    except CategoryNameTaken as error:
        return refused(request, _taken(str(error)), url=_list_url(request))
    return _saved(request, _("Categoria de volta: %(name)s.") % {"name": category.name})


def _edit(request: TenantRequest, category: ServiceCategory | None) -> HttpResponse:
    if request.method == "GET":
        return _form(request, category, CategoryForm(category=category))
    form = CategoryForm(request.POST, category=category)
    if not form.is_valid():
        return _form(request, category, form, status=422)
    name = form.cleaned_data["name"]
    try:
        written = save_category(
            organization=request.organization, category=category, name=name, actor=request.user
        )
    except CategoryNameTaken:
        form.add_error("name", _taken(name))
        return _form(request, category, form, status=422)
    return _saved(request, _("Categoria salva: %(name)s.") % {"name": written.name})


def _form(
    request: TenantRequest,
    category: ServiceCategory | None,
    form: CategoryForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "category": category,
        "heading": form["name"].initial or _("Nova categoria"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
        "back_label": _("Categorias"),
        "fragment": "catalog/_category_form.html",
    }
    return render_screen(
        request,
        "scheduling/staff_panel.html",
        "catalog/_category_form.html",
        context,
        status=status,
    )


def _saved(request: TenantRequest, text: str, *, undo_url: str = "") -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="category", undo_url=undo_url)


def _list_url(request: TenantRequest) -> str:
    return reverse("category_list", args=[request.organization.slug])


def _taken(name: str) -> str:
    return _("Já existe uma categoria chamada %(name)s.") % {"name": name}
