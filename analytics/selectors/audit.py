"""Reading who did what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django_scopes import scope

from accounts.models import AuditEntry, Membership, Organization
from config.lib.ids import first_id_of

PAGE_SIZE = 50
BATCH = 2_000

# What a thing is called, by its kind: a path of fields.
NAMES = {
    "accounts.customer": "name",
    "accounts.customerimport": "file_name",
    "accounts.invitation": "label",
    "accounts.organization": "name",
    "bot.channel": "name",
    "catalog.service": "name",
    "scheduling.appointment": "customer__name",
    "scheduling.staff": "name",
    "scheduling.timeoff": "staff__name",
}


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is looked for; `since` and `until` (not included) are moments."""

    actor_id: UUID | None = None
    is_system: bool = False
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    target_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry, and what its thing is called ("" when it is gone or has no name)."""

    entry: AuditEntry
    name: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries; `next` is where the older ones begin, None at the end."""

    lines: list[AuditLine]
    next: UUID | None


def audit_entries(query: AuditQuery) -> QuerySet[AuditEntry]:
    """The entries asked for, newest first. Ids carry the time, so every range is one of ids."""
    rows: QuerySet[AuditEntry] = AuditEntry.objects.select_related("actor").order_by("-id")
    if query.is_system:
        rows = rows.filter(actor__isnull=True, actor_label="")
    elif query.actor_id:
        rows = rows.filter(actor_id=query.actor_id)
    if query.action:
        rows = rows.filter(action=query.action)
    if query.target_id:
        rows = rows.filter(target_id=query.target_id)
    if query.since:
        rows = rows.filter(pk__gte=first_id_of(query.since))
    if query.until:
        rows = rows.filter(pk__lt=first_id_of(query.until))
    return rows


def audit_page(query: AuditQuery, before: UUID | None = None) -> AuditPage:
    """One page with the names of the things: a query, and one per kind of thing on it."""
    rows = audit_entries(query)
    listed = list((rows.filter(pk__lt=before) if before else rows)[: PAGE_SIZE + 1])
    after = listed[PAGE_SIZE - 1].pk if len(listed) > PAGE_SIZE else None
    return AuditPage(_lines(listed[:PAGE_SIZE]), after)


def audit_batches(organization: Organization, query: AuditQuery) -> Iterator[list[AuditLine]]:
    """All that is asked for, batch by batch; opens its scope itself, since it is read after
    the view has answered."""
    before: UUID | None = None
    while True:
        with scope(organization=organization):
            rows = audit_entries(query)
            found = list((rows.filter(pk__lt=before) if before else rows)[:BATCH])
            lines = _lines(found)
        if not found:
            return
        yield lines
        before = found[-1].pk


def actors() -> list[tuple[str, str]]:
    """The members by name, for a choice: id and name."""
    people = Membership.objects.select_related("user").order_by("user__name")
    return [(str(one.user_id), str(one.user)) for one in people[:500]]


def _lines(entries: list[AuditEntry]) -> list[AuditLine]:
    wanted: dict[str, set[Any]] = {}
    for entry in entries:
        if entry.target_type in NAMES:
            wanted.setdefault(entry.target_type, set()).add(entry.target_id)
    names: dict[Any, str] = {}
    for kind, ids in wanted.items():
        rows = apps.get_model(kind).objects.filter(pk__in=ids)
        names |= dict(rows.values_list("pk", NAMES[kind]))
    return [AuditLine(entry, names.get(entry.target_id) or "") for entry in entries]
