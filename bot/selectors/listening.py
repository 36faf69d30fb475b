"""Who may hear live news, and which: asked when a stream opens and again every half minute."""

from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django_scopes import scopes_disabled

from accounts.models import Membership
from accounts.permissions import CHANGE_AGENDA, CHANGE_OWN_AGENDA, VIEW_AGENDA, VIEW_INBOX
from scheduling.models import Staff
from scheduling.permissions import changeable_agendas

CONVERSATION, AGENDA, PRESENCE = "conversation", "agenda", "presence"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one session may hear of one organization. `agendas` None: everybody's; the
    organization's own id among them stands for what is of the whole house."""

    session_key: str
    user_id: UUID
    organization_id: UUID
    slug: str
    hears_conversations: bool
    hears_agendas: bool
    agendas: frozenset[UUID] | None

    def covers(self, organization_id: UUID, kind: str, subject_id: UUID) -> bool:
        """Whether news of this thing is for this session."""
        if organization_id != self.organization_id:
            return False
        if kind in (CONVERSATION, PRESENCE):
            return self.hears_conversations
        if kind == AGENDA:
            return self.hears_agendas and (self.agendas is None or subject_id in self.agendas)
        return False


def grant_of(session_key: str, slug: str) -> Grant | None:
    """What this session may hear now; None when it has ended or its person is a stranger.

    Who changes only their own agenda hears of that one and of those shared with them. Three
    queries, two more for such a person.
    """
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    if not user.is_authenticated:
        return None
    with scopes_disabled():
        member = (
            Membership.objects.filter(user_id=user.pk, organization__slug=slug)
            .select_related("user")
            .first()
        )
        return _grant(session_key, slug, member) if member else None


def _grant(session_key: str, slug: str, member: Membership) -> Grant:
    may = member.actions()
    is_own = CHANGE_OWN_AGENDA in may and CHANGE_AGENDA not in may
    return Grant(
        session_key=session_key,
        user_id=member.user_id,
        organization_id=member.organization_id,
        slug=slug,
        hears_conversations=VIEW_INBOX in may,
        hears_agendas=VIEW_AGENDA in may,
        agendas=_agendas(member) | {member.organization_id} if is_own else None,
    )


def _agendas(member: Membership) -> frozenset[UUID]:
    staff = Staff.objects.filter(organization_id=member.organization_id)
    return changeable_agendas(member, staff)
