"""Who belongs to the open organization, and who is invited."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django_scopes import scopes_disabled

from accounts.models import Invitation, Membership, OutgoingMail


def members(search: str = "") -> QuerySet[Membership]:
    """The members with their people, by name; `search` looks into name and e-mail."""
    found: QuerySet[Membership] = Membership.objects.select_related("user")
    if search:
        found = found.filter(user__name__icontains=search) | found.filter(
            user__email__icontains=search
        )
    return found.order_by("user__name", "id")


def get_member(member_id: UUID) -> Membership:
    """404 outside the open organization."""
    member: Membership | None = (
        Membership.objects.select_related("user").filter(pk=member_id).first()
    )
    if member is None:
        raise Http404
    return member


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Those that can still be used, newest first, with their `mails`, the newest first."""
    usable: QuerySet[Invitation] = Invitation.objects.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    mails = OutgoingMail.objects.defer("body").order_by("-id")
    return usable.prefetch_related(Prefetch("mails", queryset=mails)).order_by("-id")


def get_invitation(invitation_id: UUID) -> Invitation:
    """404 outside the open organization."""
    known = Invitation.objects.select_related("organization")
    invitation: Invitation | None = known.filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    return invitation


def invitation_of(secret: str, now: datetime) -> Invitation | None:
    """The open invitation that this link's secret stands for, in whichever organization."""
    with scopes_disabled():
        found: Invitation | None = (
            Invitation.objects.select_related("organization")
            .filter(secret_hash=hash_of(secret))
            .first()
        )
    return found if found and found.is_open(now) else None


def hash_of(secret: str) -> str:
    """How a secret is kept: 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()
