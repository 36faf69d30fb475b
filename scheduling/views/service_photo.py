"""The photo of a service."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_CATALOG
from catalog.models import Service
from catalog.selectors.services import get_service
from catalog.services.service_photo import remove_service_photo, set_service_photo
from scheduling.views.photo_screen import PhotoScreen, choose_photo, photo_removed


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CATALOG)
def service_photo(request: TenantRequest, service_id: UUID) -> HttpResponse:
    service = get_service(service_id)
    save = partial(set_service_photo, service=service, actor=request.user)
    return choose_photo(request, _screen(request, service), save)


@require_POST
@in_organization(CHANGE_CATALOG)
def service_photo_removal(request: TenantRequest, service_id: UUID) -> HttpResponse:
    service = get_service(service_id)
    remove_service_photo(service=service, actor=request.user)
    return photo_removed(request, _screen(request, service))


def _screen(request: TenantRequest, service: Service) -> PhotoScreen:
    ids = [request.organization.slug, service.pk]
    return PhotoScreen(
        subject=service,
        photo_url=reverse("service_photo", args=ids),
        removal_url=reverse("service_photo_removal", args=ids),
        back_url=reverse("service_list", args=ids[:1]),
        back_label=_("Serviços"),
        changed="service",
    )
