"""Whom a flow may call: a colleague, or the one of a role who has the least to do."""

from uuid import UUID

from django.db.models import Count

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.permissions import ANSWER_INBOX, ROLE_ACTIONS
from bot.enums import Owner
from bot.models import Conversation
from bot.selectors.colleagues import colleagues_who_answer

ROLE, PERSON = "role:", "user:"
ANSWERING = tuple(role for role in Role if ANSWER_INBOX in ROLE_ACTIONS[role])


def people_to_call() -> list[tuple[str, str]]:
    """(value, words): the roles that answer, then the colleagues by name."""
    roles = [(f"{ROLE}{role.value}", str(role.label)) for role in ANSWERING]
    return [*roles, *((f"{PERSON}{one.pk}", one.name) for one in colleagues_who_answer())]


def empty_roles() -> set[str]:
    """Those of `people_to_call` that nobody has. One query."""
    members = Membership.objects.filter(role__in=ANSWERING, user__is_active=True)
    filled = set(members.order_by().values_list("role", flat=True).distinct())
    return {f"{ROLE}{role.value}" for role in ANSWERING if role.value not in filled}


def person_called(to: str) -> User | None:
    """Who it is now; None for nobody in particular, and where there is no such person any
    more: then anybody may answer."""
    if to.startswith(ROLE):
        return _least_busy(to.removeprefix(ROLE))
    wanted = _uuid(to.removeprefix(PERSON)) if to.startswith(PERSON) else None
    if wanted is None:
        return None
    return next((one for one in colleagues_who_answer() if one.pk == wanted), None)


def _least_busy(role: str) -> User | None:
    """Of those in the role who answer, the one with the fewest conversations under way; of
    several the one who has been here longest. Two queries."""
    rows = Membership.objects.filter(role=role, user__is_active=True)
    members = list(rows.select_related("user").order_by("pk")) if role in ANSWERING else []
    if not members:
        return None
    under_way = Conversation.objects.filter(
        owner=Owner.HUMAN,
        resolved_at__isnull=True,
        assigned_to__in=[one.user_id for one in members],
    )
    counted = under_way.order_by().values_list("assigned_to").annotate(Count("pk"))
    busy = dict(counted)
    return min(members, key=lambda one: busy.get(one.user_id, 0)).user


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
