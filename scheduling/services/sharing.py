"""Sharing one agenda with single persons, beyond what their roles allow."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import grant, revoke
from accounts.services.audit import record_audit
from accounts.services.members import lock_members
from scheduling.models import Staff
from scheduling.permissions import SHARE_AGENDA
from scheduling.selectors.sharing import sharing_candidates


@transaction.atomic
def share_agenda(*, staff: Staff, user_ids: Collection[UUID], actor: User) -> int:
    """Exactly these persons may change the agenda from now on; returns how many.

    Who is no candidate (another tenant's person, somebody whose role allows it anyway) is
    left out. Two who share the same agenda at a time wait for each other, and so does
    somebody who takes one of them out of the organization.
    """
    lock_members(staff.organization)
    Staff.objects.select_for_update(no_key=True).get(pk=staff.pk)
    wanted = set(user_ids)
    candidates = sharing_candidates(staff)
    for person in candidates:
        change = grant if person.user.pk in wanted else revoke
        change(person.user, SHARE_AGENDA, staff)
    chosen = [person.user.email for person in candidates if person.user.pk in wanted]
    before = [person.user.email for person in candidates if person.is_shared]
    if chosen != before:
        record_audit(
            organization=staff.organization,
            actor=actor,
            action="agenda.shared",
            target=staff,
            details={"with": chosen, "before": before},
        )
    return len(chosen)
