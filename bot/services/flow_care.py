"""What happens to a flow as a whole: another name, a pause, the archive."""

from django.db import transaction

from accounts.models import User
from accounts.services.audit import record_audit
from bot.enums import FlowStatus
from bot.models import FlowDefinition

_ACTIONS = {
    FlowStatus.ACTIVE: "flow.resumed",
    FlowStatus.PAUSED: "flow.paused",
    FlowStatus.ARCHIVED: "flow.archived",
}


@transaction.atomic
def rename_flow(*, flow: FlowDefinition, name: str, actor: User) -> None:
    """Its slug, by which other flows go to it, stays."""
    row: FlowDefinition = FlowDefinition.objects.select_for_update().get(pk=flow.pk)
    if row.name == name:
        return
    was, row.name = row.name, name
    row.save(update_fields=["name", "updated_at"])
    _note(row, actor, "flow.renamed", {"was": was})


@transaction.atomic
def change_flow_status(*, flow: FlowDefinition, status: FlowStatus, actor: User) -> None:
    """Nobody new begins a paused or archived flow; who is in the middle goes on. The same
    status twice is one change."""
    row: FlowDefinition = FlowDefinition.objects.select_for_update().get(pk=flow.pk)
    if row.status == status:
        return
    row.status = status
    row.save(update_fields=["status", "updated_at"])
    _note(row, actor, _ACTIONS[status], {})


def _note(flow: FlowDefinition, actor: User, action: str, details: dict[str, str]) -> None:
    record_audit(
        organization=flow.organization,
        actor=actor,
        action=action,
        target=flow,
        details={"name": flow.name} | details,
    )
