"""Everything that happened with one customer, newest first, from every app.

Each source answers with its newest entries older than a mark; together, sorted and cut,
they are a page of the whole, at a fixed number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.models import Consent, Customer, CustomerMerge, CustomerNote, ImportRow
from bot.models import Message
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment

MESSAGES, VISITS, NOTES = "messages", "visits", "notes"
CONSENTS, MERGES, IMPORTS = "consents", "merges", "imports"
KINDS = (MESSAGES, VISITS, NOTES, CONSENTS, MERGES, IMPORTS)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the timeline; what comes next is older, or as old with a smaller id."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `about` is its row; of `messages` the day's figures:
    conversation_id, count, first_at, last_at, first_text, last_text."""

    kind: str
    at: datetime
    id: UUID
    about: Any = field(compare=False)


def timeline(
    customer: Customer, *, kinds: Iterable[str], zone: tzinfo, size: int, before: Mark | None
) -> tuple[list[Entry], Mark | None]:
    """`size` entries of these kinds and the mark of the next page, if there is one."""
    entries: list[Entry] = []
    for kind in kinds:
        if kind == MESSAGES:
            entries += _talk(customer, zone, size + 1, before)
        else:
            entries += _rows(kind, customer, size + 1, before)
    entries.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
    page = entries[:size]
    return page, Mark(page[-1].at, page[-1].id) if len(entries) > size else None


def _talk(customer: Customer, zone: tzinfo, size: int, before: Mark | None) -> list[Entry]:
    """A conversation's days, each with its first and last message."""
    days = (
        Message.objects.filter(conversation__customer=customer)
        .order_by()
        .values("conversation_id", day=TruncDate("occurred_at", tzinfo=zone))
        .annotate(count=Count("pk"), first_at=Min("occurred_at"), last_at=Max("occurred_at"))
    )
    if before is not None:
        days = days.filter(_older("last_at", "conversation_id", before))
    newest = list(days.order_by("-last_at", "-conversation_id")[:size])
    texts = _texts(newest)
    for day in newest:
        day["first_text"] = texts.get((day["conversation_id"], day["first_at"]), "")
        day["last_text"] = texts.get((day["conversation_id"], day["last_at"]), "")
    return [Entry(MESSAGES, day["last_at"], day["conversation_id"], day) for day in newest]


def _texts(days: list[dict[str, Any]]) -> dict[tuple[UUID, datetime], str]:
    """What was said at the ends of these days. One query, none without days."""
    if not days:
        return {}
    ends = {day[end] for day in days for end in ("first_at", "last_at")}
    said = Message.objects.filter(
        conversation__in={day["conversation_id"] for day in days}, occurred_at__in=ends
    )
    rows = said.order_by("-id").values_list("conversation_id", "occurred_at", "text")
    return {(talk, at): text for talk, at, text in rows}


def _rows(kind: str, customer: Customer, size: int, before: Mark | None) -> list[Entry]:
    rows, moment = _SOURCES[kind](customer)
    rows = rows.annotate(happened_at=F(moment))
    if before is not None:
        rows = rows.filter(_older("happened_at", "id", before))
    found = rows.order_by("-happened_at", "-id")[:size]
    return [Entry(kind, row.happened_at, row.pk, row) for row in found]


def _older(moment: str, key: str, mark: Mark) -> Q:
    return Q(**{f"{moment}__lt": mark.at}) | Q(**{moment: mark.at, f"{key}__lt": mark.id})


Source = Callable[[Customer], tuple[QuerySet[Any], str]]


def _visits(customer: Customer) -> tuple[QuerySet[Any], str]:
    visits = Appointment.objects.filter(customer=customer).select_related(
        "service", "dependant", "staff"
    )
    return visits.exclude(status=AppointmentStatus.HELD), "starts_at"


def _notes(customer: Customer) -> tuple[QuerySet[Any], str]:
    return CustomerNote.objects.filter(customer=customer).select_related("author"), "created_at"


def _consents(customer: Customer) -> tuple[QuerySet[Any], str]:
    return Consent.objects.filter(customer=customer).select_related("recorded_by"), "occurred_at"


def _merges(customer: Customer) -> tuple[QuerySet[Any], str]:
    merges = CustomerMerge.objects.filter(survivor=customer)
    return merges.select_related("merged_by"), "merged_at"


def _imports(customer: Customer) -> tuple[QuerySet[Any], str]:
    rows = ImportRow.objects.filter(customer=customer).exclude(outcome="KNOWN")
    return rows.select_related("batch"), "batch__created_at"


_SOURCES: dict[str, Source] = {
    VISITS: _visits,
    NOTES: _notes,
    CONSENTS: _consents,
    MERGES: _merges,
    IMPORTS: _imports,
}
