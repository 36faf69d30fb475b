"""The files that flows may send."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from bot.models import FlowFile


def flow_files() -> QuerySet[FlowFile]:
    """By name, without their bytes."""
    rows: QuerySet[FlowFile] = FlowFile.objects.filter(removed_at__isnull=True).defer("body")
    return rows.order_by("name", "id")


def get_flow_file(file_id: UUID) -> FlowFile:
    """404 outside the tenant, and for one that was removed."""
    found: FlowFile | None = flow_files().select_related("organization").filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found
