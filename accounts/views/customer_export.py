"""All customers as a file."""

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_CUSTOMERS
from accounts.selectors.customer_export import customers_as_csv
from accounts.services.audit import record_audit


@require_GET
@in_organization(CHANGE_CUSTOMERS)
def customer_export(request: TenantRequest) -> HttpResponse:
    """A CSV with the columns that the import reads; who took it is written down."""
    organization = request.organization
    record_audit(
        organization=organization,
        actor=request.user,
        action="customers.exported",
        target=organization,
    )
    lines = customers_as_csv(organization)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{_('clientes')}-{organization.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value]  # a response to Django, not to its stubs
