"""The photo of a professional."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_TEAM
from scheduling.models import Staff
from scheduling.selectors.staff import get_staff
from scheduling.services.staff_photo import remove_staff_photo, set_staff_photo
from scheduling.views.photo_screen import PhotoScreen, choose_photo, photo_removed


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_photo(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    staff = get_staff(staff_id)
    save = partial(set_staff_photo, staff=staff, actor=request.user)
    return choose_photo(request, _screen(request, staff), save)


@require_POST
@in_organization(CHANGE_TEAM)
def staff_photo_removal(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    staff = get_staff(staff_id)
    remove_staff_photo(staff=staff, actor=request.user)
    return photo_removed(request, _screen(request, staff))


def _screen(request: TenantRequest, staff: Staff) -> PhotoScreen:
    ids = [request.organization.slug, staff.pk]
    return PhotoScreen(
        subject=staff,
        photo_url=reverse("staff_photo", args=ids),
        removal_url=reverse("staff_photo_removal", args=ids),
        back_url=reverse("staff_hours", args=ids),
        back_label=staff.name,
        changed="staff",
        extra={"staff": staff},
    )
