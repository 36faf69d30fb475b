"""Messages that did not arrive."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_INBOX
from analytics.cursors import TimeCursor
from analytics.selectors.failures import failure_page
from bot.views.failure_words import failure_words
from config.lib.screens import render_screen


@require_GET
@in_organization(VIEW_INBOX)
def failure_list(request: TenantRequest) -> HttpResponse:
    """Those of the last seven days that nobody has sent anew, each with its conversation."""
    page = failure_page(timezone.now(), TimeCursor.read(request.GET.get("before", "")))
    rows = [(row, failure_words(row.error_code, row.error_detail)) for row in page.rows]
    context = {"page": page, "rows": rows}
    return render_screen(
        request, "analytics/failure_list.html", "analytics/_failure_list.html", context
    )
