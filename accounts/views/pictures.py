"""Showing pictures to the members of their organization."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_TEAM
from accounts.selectors.pictures import get_picture
from config.lib.pictures import CONTENT_TYPE

# A picture never changes under its address; only the person's own browser may keep it.
_FOR_GOOD = "private, max-age=31536000, immutable"


@require_GET
@in_organization(VIEW_TEAM)
def picture(request: TenantRequest, picture_id: UUID) -> HttpResponse:
    return _answer(get_picture(picture_id))


@require_GET
@in_organization(VIEW_TEAM)
def picture_small(request: TenantRequest, picture_id: UUID) -> HttpResponse:
    return _answer(get_picture(picture_id, small=True))


def _answer(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Cache-Control": _FOR_GOOD})
