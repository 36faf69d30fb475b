"""An organization's flows: making, keeping the draft, publishing, going back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.flows.graph import Problem, Severity, check_graph, read_graph
from bot.flows.graph.triggers import SCHEDULED
from bot.models import FlowDefinition, FlowVersion
from bot.selectors.flow_providers import can_be_sent, connected_providers, provider_problems
from bot.selectors.flow_references import missing_references
from config.lib.constraints import refused_by

MOST_FLOWS = 100
LARGEST_BYTES = 512 * 1024
SLUG_ONCE = "flow_slug_once"


class FlowSlugTaken(Exception):
    """Another flow of the organization has this slug."""


class FlowRefused(Exception):
    """The flow can't be published; `problems` say why (errors and warnings)."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class DraftChanged(Exception):
    """Somebody else has saved the draft meanwhile; `number` is that of the newest."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class TooManyFlows(Exception):
    """The organization has MOST_FLOWS already."""


def is_storable(graph: object) -> bool:
    """Whether it may be kept as a draft: PostgreSQL takes no NaN, no NUL and no half of a
    character in JSON, and LARGEST_BYTES are enough for anybody."""
    try:
        written = json.dumps(graph, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return b"\\u0000" not in written and len(written) <= LARGEST_BYTES


def problems_of(graph: object) -> list[Problem]:
    """Everything that is wrong with the JSON of a flow, the worst first; what it names, and
    the numbers that it would speak through, are those of the open organization."""
    read, problems = read_graph(graph)
    if problems and not read.nodes:
        return problems
    providers = connected_providers()
    has_window = not providers or any(one.capabilities.has_window for one in providers)
    found = [
        *problems,
        *check_graph(read, has_window=has_window),
        *missing_references(read, has_templates=can_be_sent("template", providers)),
        *provider_problems(read, providers),
    ]
    return sorted(found, key=lambda problem: list(Severity).index(problem.severity))


def is_publishable(problems: list[Problem]) -> bool:
    return all(problem.severity != Severity.ERROR for problem in problems)


@transaction.atomic
def create_flow(
    *,
    organization: Organization,
    name: str,
    graph: Mapping[str, Any],
    actor: User | None,
    slug: str = "",
) -> FlowDefinition:
    """A flow with this draft, published by nobody yet. Raises FlowSlugTaken, TooManyFlows."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if FlowDefinition.objects.count() >= MOST_FLOWS:
        raise TooManyFlows(name)
    read, _problems = read_graph(graph)
    with refused_by(SLUG_ONCE, FlowSlugTaken(slug or name)):
        made: FlowDefinition = FlowDefinition.objects.create(
            organization=organization,
            name=name,
            slug=slug or slugify(name)[:80] or "fluxo",
            locale=read.locale,
            draft=dict(graph),
            drafted_by=actor,
            position=FlowDefinition.objects.count(),
        )
    _note(made, actor, "flow.created")
    return made


@transaction.atomic
def save_draft(
    *, flow: FlowDefinition, graph: Mapping[str, Any], number: int, actor: User | None
) -> FlowDefinition:
    """Keep the graph as the draft. `number` is that of the draft it was made from; raises
    DraftChanged when that is not the newest any more, and changes nothing."""
    row: FlowDefinition = FlowDefinition.objects.select_for_update(no_key=True).get(pk=flow.pk)
    if row.draft_number != number:
        raise DraftChanged(row.draft_number)
    row.draft, row.draft_number = dict(graph), number + 1
    row.locale, row.drafted_by = read_graph(graph)[0].locale, actor
    row.save(update_fields=["draft", "draft_number", "drafted_by", "locale", "updated_at"])
    return row


@transaction.atomic
def publish_flow(
    *,
    flow: FlowDefinition,
    now: datetime,
    actor: User | None,
    note: str = "",
    number: int | None = None,
) -> FlowVersion:
    """Make the draft what customers meet from their next message on; who is under way stays
    with the version they began. The same draft twice is one version. `number` is that of the
    draft that was looked at. Raises FlowRefused, DraftChanged (nobody has seen this one)."""
    rows = FlowDefinition.objects.filter(pk=flow.pk)
    # Without a join: PostgreSQL drops a joined row whose join column changed while it waited.
    rows.select_for_update(no_key=True).values_list("pk").get()
    row: FlowDefinition = rows.select_related("published", "organization").get()
    if number not in (None, row.draft_number):
        raise DraftChanged(row.draft_number)
    problems = problems_of(row.draft)
    if not is_publishable(problems):
        raise FlowRefused(problems)
    graph = read_graph(row.draft)[0].to_dict()
    if row.published is not None and row.published.graph == graph:
        return row.published
    newest = FlowVersion.objects.filter(definition=row).order_by("-number").first()
    version: FlowVersion = FlowVersion.objects.create(
        organization=row.organization,
        definition=row,
        number=newest.number + 1 if newest else 1,
        graph=graph,
        note=note[:200],
        published_at=now,
        published_by=actor,
    )
    _show(row, version)
    _note(row, actor, "flow.published", {"version": version.number})
    return version


@transaction.atomic
def roll_back_flow(*, flow: FlowDefinition, version: FlowVersion, actor: User | None) -> None:
    """Customers meet this earlier version again; the draft stays as it is."""
    row: FlowDefinition = FlowDefinition.objects.select_for_update(of=("self",), no_key=True).get(
        pk=flow.pk
    )
    chosen = FlowVersion.objects.get(pk=version.pk, definition=row)
    _show(row, chosen)
    _note(row, actor, "flow.rolled_back", {"version": chosen.number})


def _show(flow: FlowDefinition, version: FlowVersion) -> None:
    """Customers meet this version; where time begins it, its moments are looked for."""
    flow.published = version
    kinds = {one["kind"] for one in version.graph["triggers"]}
    flow.moments_due_at = version.published_at if kinds & SCHEDULED else None
    flow.save(update_fields=["published", "moments_due_at", "updated_at"])


def _note(
    flow: FlowDefinition, actor: User | None, action: str, details: dict[str, Any] | None = None
) -> None:
    record_audit(
        organization=flow.organization,
        actor=actor,
        action=action,
        target=flow,
        details={"name": flow.name} | (details or {}),
    )
