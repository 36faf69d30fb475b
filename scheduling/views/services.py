"""The price list. It lives here and not in catalog, since it joins services and people."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_CATALOG, VIEW_CATALOG
from catalog.models import Service
from catalog.selectors.services import get_service
from catalog.services.services import ServiceNameTaken, archive_service, restore_service
from config.lib.screens import is_partial, refused, render_screen, saved
from scheduling.forms.service_sizes import SizeTable
from scheduling.forms.services import ServiceFilter, ServiceForm
from scheduling.selectors.offers import future_visits_of_service, offered_services
from scheduling.services.performers import save_offered_service

PAGE_SIZE = 100


@require_GET
@in_organization(VIEW_CATALOG)
def service_list(request: TenantRequest) -> HttpResponse:
    """Services by category, with who performs them."""
    chosen = ServiceFilter(request.GET)
    services = offered_services(search=chosen.search, show_archived=chosen.shows_archived)
    page = Paginator(services, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page_obj": page,
        "can_order": request.can(CHANGE_CATALOG) and not chosen.is_narrowed,
    }
    return render_screen(
        request, "catalog/service_list.html", "catalog/_service_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def service_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def service_update(request: TenantRequest, service_id: UUID) -> HttpResponse:
    return _edit(request, get_service(service_id))


@require_POST
@in_organization(CHANGE_CATALOG)
def service_archive(request: TenantRequest, service_id: UUID) -> HttpResponse:
    """Off the list; visits already booked stay, and the answer says how many."""
    service = get_service(service_id)
    archive_service(service=service, actor=request.user)
    ahead = future_visits_of_service(service, timezone.now())
    text = _("Serviço arquivado: %(name)s.") % {"name": service.name}
    if ahead:
        text += " " + ngettext(
            "%(count)s horário já marcado continua na agenda.",
            "%(count)s horários já marcados continuam na agenda.",
            ahead,
        ) % {"count": ahead}
    undo_url = reverse("service_restore", args=[request.organization.slug, service.pk])
    return saved(request, text, url=_list_url(request), changed="service", undo_url=undo_url)


@require_POST
@in_organization(CHANGE_CATALOG)
def service_restore(request: TenantRequest, service_id: UUID) -> HttpResponse:
    service = get_service(service_id)
    try:
        restore_service(service=service, actor=request.user)
    except ServiceNameTaken:
        return refused(request, _taken(service.name), url=_list_url(request))
    text = _("Serviço de volta à lista: %(name)s.") % {"name": service.name}
    return saved(request, text, url=_list_url(request), changed="service")


def _edit(request: TenantRequest, service: Service | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form, sizes = ServiceForm(data, service=service), SizeTable(data, service=service)
    if data is None:
        return _form(request, service, form, sizes)
    if not all([form.is_valid(), sizes.is_valid()]):
        return _form(request, service, form, sizes, status=422)
    try:
        written = save_offered_service(
            organization=request.organization,
            service=service,
            details=form.details,
            performers=form.cleaned_data["performers"],
            needs=form.cleaned_data["needs"],
            sizes=sizes.terms,
            actor=request.user,
        )
    except ServiceNameTaken:
        form.add_error("name", _taken(form.cleaned_data["name"]))
        return _form(request, service, form, sizes, status=422)
    text = _("Serviço salvo: %(name)s.") % {"name": written.name}
    return saved(request, text, url=_list_url(request), changed="service")


def _form(
    request: TenantRequest,
    service: Service | None,
    form: ServiceForm,
    sizes: SizeTable,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "sizes": sizes,
        "service": service,
        "heading": service.name if service else _("Novo serviço"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
    }
    return render_screen(
        request, "catalog/service_form.html", "catalog/_service_form.html", context, status=status
    )


def _list_url(request: TenantRequest) -> str:
    return reverse("service_list", args=[request.organization.slug])


def _taken(name: str) -> str:
    return _("Já existe um serviço ativo chamado %(name)s.") % {"name": name}
