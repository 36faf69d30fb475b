"""The files that flows may send."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from bot.models import FlowFile


def flow_files() -> QuerySet[FlowFile]:
    """By name, without their bytes."""
    rows: QuerySet[FlowFile] = FlowFile.objects.filter(removed_at__isnull=True).defer("body")
    return rows.order_by("name", "id")


def flow_file_named(file_id: str) -> FlowFile | None:
    """By the id as a flow holds it; None for one that is not there any more."""
    try:
        found: FlowFile | None = flow_files().filter(pk=UUID(file_id)).first()
    except ValueError:
        return None
    return found


def get_flow_file(file_id: UUID) -> FlowFile:
    """404 outside the tenant, and for one that was removed."""
    found: FlowFile | None = flow_files().select_related("organization").filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found
