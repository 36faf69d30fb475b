"""The names of the keys that flows use; their values are read by who makes the requests."""

from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.http import Http404

from bot.models import FlowSecret


def flow_secrets() -> QuerySet[FlowSecret]:
    """By name, each with `reference`: how a header names it. Without values."""
    rows: QuerySet[FlowSecret] = FlowSecret.objects.filter(is_signing=False).defer("value")
    named = rows.annotate(reference=Concat(Value("{{secret."), F("name"), Value("}}")))
    return named.order_by("name")


def get_flow_secret(secret_id: UUID) -> FlowSecret:
    """404 outside the tenant, and for the key of the signatures."""
    found: FlowSecret | None = (
        FlowSecret.objects.filter(pk=secret_id, is_signing=False)
        .select_related("organization")
        .defer("value")
        .first()
    )
    if found is None:
        raise Http404
    return found
