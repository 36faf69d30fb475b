"""The people who answer conversations."""

from accounts.models import Membership, User
from accounts.permissions import ANSWER_INBOX, ROLE_ACTIONS


def colleagues_who_answer() -> list[User]:
    """Of the open scope, by name. One query."""
    roles = [role for role, actions in ROLE_ACTIONS.items() if ANSWER_INBOX in actions]
    members = Membership.objects.filter(role__in=roles, user__is_active=True)
    return [row.user for row in members.select_related("user").order_by("user__name", "user_id")]
