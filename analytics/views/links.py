"""Where the figures lead."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse


def visits_url(slug: str, show: str, span: str, staff_id: UUID | None = None) -> str:
    """The list of exactly these visits."""
    query = {"show": str(show), "span": span}
    if staff_id:
        query["staff"] = str(staff_id)
    return f"{reverse('visit_list', args=[slug])}?{urlencode(query)}"
