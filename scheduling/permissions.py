"""Whose agenda a person may change."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Membership
from accounts.permissions import CHANGE_AGENDA, CHANGE_OWN_AGENDA, RowChecks, role_allows
from scheduling.models import Staff

SHARE_AGENDA = "share_agenda"


def changeable_agendas(membership: Membership, staff: Iterable[Staff]) -> frozenset[UUID]:
    """Those of `staff` whose agenda this member may change: ids.

    All of them by role; else the person's own, and what was shared with them by a row
    (one round of queries for the whole list, none for who may change everything).
    """
    people = list(staff)
    if role_allows(membership.role, CHANGE_AGENDA):
        return frozenset(person.pk for person in people)
    has_own = role_allows(membership.role, CHANGE_OWN_AGENDA)
    own = {person.pk for person in people if has_own and person.user_id == membership.user_id}
    others = [person for person in people if person.pk not in own]
    checks = RowChecks(membership.user, others)
    return frozenset(own | {p.pk for p in others if checks.allow(SHARE_AGENDA, p)})


def may_change_agenda(membership: Membership, *staff: Staff) -> bool:
    """Whether the member may change all of these agendas."""
    return changeable_agendas(membership, staff) >= {person.pk for person in staff}
