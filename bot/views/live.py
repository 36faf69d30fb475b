"""Where live news would be, for a server that can't hold streams."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA


@require_GET
@in_organization(VIEW_AGENDA)
def live(request: TenantRequest) -> HttpResponse:
    """204: an EventSource stops and the page polls. Under ASGI bot.api.live answers instead."""
    return HttpResponse(status=204)
