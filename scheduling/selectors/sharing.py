"""With whom one agenda is shared, and with whom it could be."""

from dataclasses import dataclass

from accounts.models import Membership, User
from accounts.permissions import CHANGE_AGENDA, role_allows
from scheduling.models import Staff, StaffPermission
from scheduling.permissions import SHARE_AGENDA


@dataclass(frozen=True)
class Candidate:
    """A member whose role alone does not let them change this agenda."""

    user: User
    role: str
    is_shared: bool


def sharing_candidates(staff: Staff) -> list[Candidate]:
    """By name; the professional themselves is none of them. Two queries."""
    shared = set(
        StaffPermission.objects.filter(
            content_object=staff, permission__codename=SHARE_AGENDA
        ).values_list("user_id", flat=True)
    )
    members = Membership.objects.select_related("user").order_by("user__name", "id")
    return [
        Candidate(member.user, member.get_role_display(), member.user_id in shared)
        for member in members
        if not role_allows(member.role, CHANGE_AGENDA) and member.user_id != staff.user_id
    ]
