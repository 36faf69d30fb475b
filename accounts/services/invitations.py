"""Inviting people by link."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope, scopes_disabled

from accounts.enums import Role
from accounts.models import Invitation, Membership, Organization, User
from accounts.selectors.members import hash_of
from accounts.services.audit import record_audit
from accounts.services.organizations import add_member
from accounts.services.registration import register_person

VALID_FOR = timedelta(days=7)


class InvitationClosed(Exception):
    """Used, revoked, expired or unknown."""


class AlreadyMember(Exception):
    """The person belongs to the organization already; the invitation stays open."""


@transaction.atomic
def invite(
    *, organization: Organization, label: str, role: Role, actor: User, now: datetime
) -> tuple[Invitation, str]:
    """The invitation and the secret of its link, which can't be read again later."""
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organization=organization,
        label=label,
        role=role,
        secret_hash=hash_of(secret),
        created_by=actor,
        expires_at=now + VALID_FOR,
    )
    _note(invitation, actor, "invitation.created")
    return invitation, secret


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Close it; one that was used or revoked meanwhile raises InvitationClosed."""
    with scope(organization=invitation.organization):
        changed = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, revoked_at=None
        ).update(revoked_at=now)
    if not changed:
        raise InvitationClosed
    _note(invitation, actor, "invitation.revoked")


@transaction.atomic
def accept_invitation(*, secret: str, user: User, now: datetime) -> Membership:
    """Make `user` a member. Raises InvitationClosed, AlreadyMember."""
    with scopes_disabled():
        invitation: Invitation | None = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("organization")
            .filter(secret_hash=hash_of(secret))
            .first()
        )
    if invitation is None or not invitation.is_open(now):
        raise InvitationClosed
    organization = invitation.organization
    with scope(organization=organization):
        if Membership.objects.filter(user=user).exists():
            raise AlreadyMember
        membership = add_member(organization=organization, user=user, role=Role(invitation.role))
        invitation.accepted_at = now
        invitation.accepted_by = user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    _note(invitation, user, "invitation.accepted")
    return membership


@transaction.atomic
def join_as_new_person(
    *, secret: str, name: str, email: str, password: str, locale: str, now: datetime
) -> Membership:
    """A new person and their place, or neither. Raises also what `register_person` does."""
    user = register_person(name=name, email=email, password=password, locale=locale)
    return accept_invitation(secret=secret, user=user, now=now)


def _note(invitation: Invitation, actor: User, action: str) -> None:
    record_audit(
        organization=invitation.organization,
        actor=actor,
        action=action,
        target=invitation,
        details={"label": invitation.label, "role": invitation.role},
    )
