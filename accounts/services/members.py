"""Changing who belongs to an organization. There is always an owner.

Changes of one organization's members wait for each other by its row.
"""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_scopes import scope

from accounts.enums import Role
from accounts.mail_enums import MailStatus
from accounts.models import Invitation, Membership, Organization, OutgoingMail, User
from accounts.permissions import CHANGE_SETTINGS, revoke_all, role_allows
from accounts.services.audit import record_audit


class LastOwner(Exception):
    """The organization would be left without an owner."""


class NotAMember(Exception):
    """Gone meanwhile, or never there."""


class NoLongerInCharge(PermissionDenied):
    """Whoever acts has lost the right to since the request was let in: the answer is 403."""


@transaction.atomic
def change_role(
    *, organization: Organization, member_id: UUID, role: Role, actor: User, now: datetime
) -> Membership:
    """Raises LastOwner, NotAMember, NoLongerInCharge."""
    membership = _locked(organization, member_id, actor)
    if membership.role != role:
        _keep_an_owner(membership)
        before, membership.role = membership.role, role
        with scope(organization=organization):
            membership.save(update_fields=["role"])
        if not role_allows(role, CHANGE_SETTINGS):
            _close_invitations(membership, actor, now)
        record_audit(
            organization=organization,
            actor=actor,
            action="member.role_changed",
            target=membership,
            details={"email": membership.user.email, "from": before, "to": role},
        )
    return membership


@transaction.atomic
def remove_member(
    *, organization: Organization, member_id: UUID, actor: User, now: datetime
) -> None:
    """Take the person out, with all that was shared with them; their account and what they
    did stay. Raises as `change_role`.
    """
    membership = _locked(organization, member_id, actor)
    _keep_an_owner(membership)
    record_audit(
        organization=organization,
        actor=actor,
        action="member.removed",
        target=membership,
        details={"email": membership.user.email, "role": membership.role},
    )
    revoke_all(membership.user, organization)
    _close_invitations(membership, actor, now)
    with scope(organization=organization):
        membership.delete()


def _close_invitations(leaving: Membership, actor: User, now: datetime) -> None:
    """The links that somebody has made open nothing once they may make none."""
    with scope(organization=leaving.organization_id):
        rows = Invitation.objects.select_for_update(no_key=True).order_by("id")
        made = list(rows.filter(created_by=leaving.user_id, accepted_at=None, revoked_at=None))
        OutgoingMail.objects.filter(invitation__in=made, status=MailStatus.QUEUED).delete()
        Invitation.objects.filter(pk__in=[one.pk for one in made]).update(revoked_at=now)
    for one in made:
        record_audit(
            organization=leaving.organization,
            actor=actor,
            action="invitation.revoked",
            target=one,
            details={"label": one.label, "role": one.role},
        )


def lock_members(organization: Organization) -> None:
    """Until commit nobody else changes who belongs to it. Taken before invitations."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def check_in_charge(organization: Organization, actor: User) -> None:
    """Under `lock_members`: what a person let in a moment ago begins, they may still do.
    Raises NoLongerInCharge."""
    with scope(organization=organization):
        own: Membership | None = Membership.objects.filter(user=actor).first()
    if own is None or not role_allows(own.role, CHANGE_SETTINGS):
        raise NoLongerInCharge


def _locked(organization: Organization, member_id: UUID, actor: User) -> Membership:
    lock_members(organization)
    with scope(organization=organization):
        membership: Membership | None = (
            Membership.objects.select_related("user").filter(pk=member_id).first()
        )
    if membership is None:
        raise NotAMember(member_id)
    if membership.user_id != actor.pk:
        check_in_charge(organization, actor)
    return membership


def _keep_an_owner(leaving: Membership) -> None:
    if leaving.role != Role.OWNER:
        return
    with scope(organization=leaving.organization_id):
        owners = Membership.objects.filter(
            organization=leaving.organization_id, role=Role.OWNER, user__is_active=True
        )
        if not owners.exclude(pk=leaving.pk).exists():
            raise LastOwner
