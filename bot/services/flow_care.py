"""What happens to a flow as a whole: another name, a pause, the archive."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.enums import FlowStatus
from bot.models import FlowDefinition
from bot.selectors.flows import flows_listed
from config.lib.ordering import locked_in_order, number_rows, rearranged, stepped


@transaction.atomic
def rename_flow(*, flow: FlowDefinition, name: str, actor: User) -> None:
    """Its slug, by which other flows go to it, stays."""
    row: FlowDefinition = FlowDefinition.objects.select_for_update(no_key=True).get(pk=flow.pk)
    if row.name == name:
        return
    was, row.name = row.name, name
    row.save(update_fields=["name", "updated_at"])
    _note(row, actor, "flow.renamed", {"was": was})


@transaction.atomic
def change_flow_status(*, flow: FlowDefinition, status: FlowStatus, actor: User) -> None:
    """Nobody new begins a paused or archived flow; who is in the middle goes on. The same
    status twice is one change."""
    row: FlowDefinition = FlowDefinition.objects.select_for_update(no_key=True).get(pk=flow.pk)
    if row.status == status:
        return
    row.status = status
    row.save(update_fields=["status", "updated_at"])
    if status == FlowStatus.ACTIVE:
        _note(row, actor, "flow.resumed", {})
    else:
        is_paused = status == FlowStatus.PAUSED
        _note(row, actor, "flow.paused" if is_paused else "flow.archived", {})


@transaction.atomic
def order_flows(*, organization: Organization, flow_ids: Sequence[UUID], actor: User) -> None:
    """Put these flows in this order, in the places that they hold among all; ids of other
    houses are passed over. The first that fits a message answers it."""
    ordered = rearranged(_all_flows(), flow_ids)
    if number_rows(ordered):
        record_audit(
            organization=organization,
            actor=actor,
            action="flows.reordered",
            target=organization,
            details={"order": [flow.name for flow in ordered]},
        )


@transaction.atomic
def step_flow(*, flow: FlowDefinition, by: int, actor: User) -> None:
    """One place up (-1) or down (1) among those that are not archived."""
    here = [one.pk for one in _all_flows() if one.status != FlowStatus.ARCHIVED]
    moved = stepped(here, flow.pk, by)
    if moved != here:
        order_flows(organization=flow.organization, flow_ids=moved, actor=actor)


def _all_flows() -> list[FlowDefinition]:
    return locked_in_order(flows_listed(show_archived=True))


def _note(flow: FlowDefinition, actor: User, action: str, details: dict[str, str]) -> None:
    record_audit(
        organization=flow.organization,
        actor=actor,
        action=action,
        target=flow,
        details={"name": flow.name} | details,
    )
