"""Who may be named in a note, and who is."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from accounts.models import Membership, User
from accounts.permissions import ROLE_ACTIONS, VIEW_INBOX
from bot.models import Mention


def people_to_mention() -> list[User]:
    """Everybody of the open scope who can open the conversations, by name. One query."""
    roles = [role for role, actions in ROLE_ACTIONS.items() if VIEW_INBOX in actions]
    members = Membership.objects.filter(role__in=roles, user__is_active=True)
    return [row.user for row in members.select_related("user").order_by("user__name", "user_id")]


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Those of `people` whose whole name stands behind an "@"; case does not matter.

    The longest name wins: "@Ana Souza" names Ana Souza and not Ana. People of the same name
    are all named, since the text can't tell them apart.
    """
    by_name: dict[str, list[User]] = {}
    for person in people:
        by_name.setdefault(str(person).casefold(), []).append(person)
    names = sorted(by_name, key=len, reverse=True)
    if not names:
        return []
    pattern = rf"(?<!\w)@({'|'.join(map(re.escape, names))})(?!\w)"
    found = dict.fromkeys(re.findall(pattern, text.casefold()))
    return [person for name in found for person in by_name[name]]


def unseen_mention(user: User) -> Exists:
    """For a query of conversations: somebody has named `user` there, unseen until now."""
    return Exists(
        Mention.objects.filter(conversation=OuterRef("pk"), user=user, seen_at__isnull=True)
    )
