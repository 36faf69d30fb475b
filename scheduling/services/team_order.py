"""The order of the team: columns of the agenda, lists, and who is offered first."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from config.lib.ordering import locked_in_order, number_rows, rearranged, stepped
from scheduling.models import Staff


@transaction.atomic
def order_staff(
    *, organization: Organization, staff_ids: Sequence[UUID], actor: User | None
) -> None:
    """Put these people in this order, in the places that they hold among all; the others keep
    theirs. Ids that are not of the team, or come twice, are passed over."""
    ordered = rearranged(_locked(), staff_ids)
    if number_rows(ordered):
        record_audit(
            organization=organization,
            actor=actor,
            action="team.reordered",
            target=organization,
            details={"order": [person.name for person in ordered if person.is_active]},
        )


@transaction.atomic
def step_staff(*, staff: Staff, by: int, actor: User | None) -> None:
    """One place up (-1) or down (1) among those of the team; at the end nothing happens."""
    team = [person.pk for person in _locked() if person.is_active]
    moved = stepped(team, staff.pk, by)
    if moved != team:
        order_staff(organization=staff.organization, staff_ids=moved, actor=actor)


def _locked() -> list[Staff]:
    return locked_in_order(Staff.objects.order_by("position", "name", "id"))
