"""Who did what: the list, and the same as a file."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.models import Organization
from accounts.permissions import CHANGE_SETTINGS
from accounts.services.audit import record_audit
from accounts.spreadsheets import write_row
from analytics.audit_words import details_of, sentence_of
from analytics.forms.audit import AuditFilter
from analytics.selectors.audit import AuditLine, AuditQuery, audit_batches, audit_page
from config.lib.screens import render_screen


@require_GET
@in_organization(CHANGE_SETTINGS)
def audit_list(request: TenantRequest) -> HttpResponse:
    """Newest first, as sentences."""
    chosen = AuditFilter(request.GET)
    page = audit_page(chosen.query, chosen.cursor)
    context = {"filter": chosen, "page": page, "rows": [_row(line) for line in page.lines]}
    return render_screen(
        request, "analytics/audit_list.html", "analytics/_audit_list.html", context
    )


@require_GET
@in_organization(CHANGE_SETTINGS)
def audit_export(request: TenantRequest) -> HttpResponse:
    """The filtered list as CSV; that it was taken is written down too."""
    organization = request.organization
    query = AuditFilter(request.GET).query
    record_audit(
        organization=organization, actor=request.user, action="audit.exported", target=organization
    )
    lines = _csv(organization, query, get_language() or "pt-br")
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{_('atividades')}-{organization.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value]  # a response to Django, not to its stubs


def _row(line: AuditLine) -> dict[str, Any]:
    entry = line.entry
    person = entry.actor.name if entry.actor else entry.actor_label
    return {
        "entry": entry,
        "who": person or _("Cliente ou sistema"),
        "sentence": sentence_of(entry.action),
        "name": line.name,
        "details": details_of(entry.action, entry.details),
    }


def _csv(organization: Organization, query: AuditQuery, language: str) -> Iterator[str]:
    zone = ZoneInfo(organization.time_zone)
    with override(language):
        heads = [_("Quando"), _("Quem"), _("E-mail"), _("O quê"), _("Item"), _("Detalhes")]
        yield "\ufeff" + write_row(heads)
    for lines in audit_batches(organization, query):
        with override(language):
            rows = [(line, _row(line)) for line in lines]
        yield "".join(
            write_row(
                [
                    f"{line.entry.occurred_at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
                    row["who"],
                    line.entry.actor_label,
                    row["sentence"],
                    row["name"],
                    row["details"],
                ]
            )
            for line, row in rows
        )
