"""The order of the services inside their category."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.order import read_order, read_step
from accounts.permissions import CHANGE_CATALOG
from catalog.selectors.services import get_service
from catalog.services.ordering import order_services, step_service
from config.lib.screens import saved


@require_POST
@in_organization(CHANGE_CATALOG)
def service_order(request: TenantRequest) -> HttpResponse:
    """The rows of a category in a new order."""
    order_services(
        organization=request.organization,
        service_ids=read_order(request.POST),
        actor=request.user,
    )
    return _ordered(request)


@require_POST
@in_organization(CHANGE_CATALOG)
def service_step(request: TenantRequest, service_id: UUID) -> HttpResponse:
    """One place up, or (`down`) down."""
    service = get_service(service_id)
    step_service(service=service, by=read_step(request.POST), actor=request.user)
    return _ordered(request)


def _ordered(request: TenantRequest) -> HttpResponse:
    url = reverse("service_list", args=[request.organization.slug])
    return saved(request, _("Ordem dos serviços salva."), url=url, changed="service")
