"""The order of the team: columns of the agenda, lists, and who is offered first."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from scheduling.models import Staff


@transaction.atomic
def order_staff(
    *, organization: Organization, staff_ids: Sequence[UUID], actor: User | None
) -> None:
    """Put these people in this order, in the places that they hold among all; the others keep
    theirs. Ids that are not of the team, or come twice, are passed over."""
    everybody = _locked()
    known = {person.pk for person in everybody}
    wanted = [pk for pk in dict.fromkeys(staff_ids) if pk in known]
    by_id = {person.pk: person for person in everybody}
    queue = iter(wanted)
    moved = set(wanted)
    ordered = [by_id[next(queue)] if one.pk in moved else one for one in everybody]
    _write(organization, ordered, actor)


@transaction.atomic
def step_staff(*, staff: Staff, by: int, actor: User | None) -> None:
    """One place up (-1) or down (1) among those of the team; at the end nothing happens."""
    everybody = _locked()
    team = [person.pk for person in everybody if person.is_active]
    if staff.pk not in team:
        return
    here = team.index(staff.pk)
    there = here + by
    if 0 <= there < len(team):
        team[here], team[there] = team[there], team[here]
        order_staff(organization=staff.organization, staff_ids=team, actor=actor)


def _locked() -> list[Staff]:
    return list(Staff.objects.select_for_update().order_by("position", "name", "id"))


def _write(organization: Organization, ordered: Sequence[Staff], actor: User | None) -> None:
    changed = []
    for position, person in enumerate(ordered):
        if person.position != position:
            person.position = position
            changed.append(person)
    if changed:
        Staff.objects.bulk_update(changed, ["position"])
        record_audit(
            organization=organization,
            actor=actor,
            action="team.reordered",
            target=organization,
            details={"order": [person.name for person in ordered if person.is_active]},
        )
