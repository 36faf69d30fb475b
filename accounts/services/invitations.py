"""Inviting people by link."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from django_scopes import scope, scopes_disabled

from accounts.enums import Role
from accounts.mail_enums import MailStatus
from accounts.models import Invitation, Membership, Organization, OutgoingMail, User
from accounts.selectors.members import hash_of
from accounts.services.audit import record_audit
from accounts.services.mails import queue_mail
from accounts.services.members import check_in_charge, lock_members
from accounts.services.organizations import add_member
from accounts.services.registration import register_person

VALID_FOR = timedelta(days=7)
LinkOf = Callable[[str], str]  # from a secret to the address that it opens


class InvitationClosed(Exception):
    """Used, revoked, expired or unknown."""


class MailLeaving(Exception):
    """The invitation's e-mail is leaving at this moment."""


class AlreadyMember(Exception):
    """The person belongs to the organization already; the invitation stays open."""


@transaction.atomic
def invite(
    *,
    organization: Organization,
    label: str,
    role: Role,
    actor: User,
    now: datetime,
    email: str = "",
    link_of: LinkOf | None = None,
) -> tuple[Invitation, str]:
    """The invitation and the secret of its link, which can't be read again later.

    With `email` and `link_of` the link is sent there as well. Raises NoLongerInCharge.
    """
    lock_members(organization)
    check_in_charge(organization, actor)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organization=organization,
        label=label,
        email=email,
        role=role,
        secret_hash=hash_of(secret),
        created_by=actor,
        expires_at=now + VALID_FOR,
    )
    _note(invitation, actor, "invitation.created")
    if link_of is not None:
        _mail(invitation, link_of(secret), now)
    return invitation, secret


@transaction.atomic
def renew_invitation(*, invitation: Invitation, link_of: LinkOf, actor: User, now: datetime) -> str:
    """A new link for VALID_FOR, sent again where an address is known; the old one is dead.

    Returns the new secret. Raises InvitationClosed, MailLeaving, NoLongerInCharge.
    """
    lock_members(invitation.organization)
    check_in_charge(invitation.organization, actor)
    with scope(organization=invitation.organization):
        rows = Invitation.objects.select_for_update(of=("self",), no_key=True)
        found: Invitation = rows.select_related("organization").get(pk=invitation.pk)
    if not found.is_open(now):
        raise InvitationClosed
    mails = OutgoingMail.objects.select_for_update().filter(invitation=found)
    if mails.filter(status=MailStatus.SENDING).exists():
        raise MailLeaving
    mails.filter(status=MailStatus.QUEUED).delete()  # its link opens nothing any more
    secret = secrets.token_urlsafe(32)
    found.secret_hash, found.expires_at = hash_of(secret), now + VALID_FOR
    found.save(update_fields=["secret_hash", "expires_at"])
    _note(found, actor, "invitation.renewed")
    _mail(found, link_of(secret), now)
    return secret


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Close it; one that was used or revoked meanwhile raises InvitationClosed."""
    with scope(organization=invitation.organization):
        changed = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, revoked_at=None
        ).update(revoked_at=now)
    if not changed:
        raise InvitationClosed
    OutgoingMail.objects.filter(invitation=invitation, status=MailStatus.QUEUED).delete()
    _note(invitation, actor, "invitation.revoked")


@transaction.atomic
def accept_invitation(*, secret: str, user: User, now: datetime) -> Membership:
    """Make `user` a member. Raises InvitationClosed, AlreadyMember."""
    with scopes_disabled():
        links = Invitation.objects.filter(secret_hash=hash_of(secret))
        organization = Organization.objects.filter(pk__in=links.values("organization")).first()
        if organization is None:
            raise InvitationClosed
        lock_members(organization)
        # Its maker may have been taken out meanwhile, and the link with them.
        invitation: Invitation | None = links.select_for_update(no_key=True).first()
    if invitation is None or not invitation.is_open(now):
        raise InvitationClosed
    invitation.organization = organization
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


def _mail(invitation: Invitation, link: str, now: datetime) -> None:
    """In the language of the house; nothing without an address."""
    if not invitation.email:
        return
    context = {"business": invitation.organization.name, "link": link}
    with override(invitation.organization.locale.lower()):
        subject = render_to_string("accounts/email/invitation_subject.txt", context)
        body = render_to_string("accounts/email/invitation_message.txt", context)
    queue_mail(
        to=invitation.email,
        subject=" ".join(subject.split()),
        body=body.strip(),
        now=now,
        invitation=invitation,
    )


def _note(invitation: Invitation, actor: User, action: str) -> None:
    record_audit(
        organization=invitation.organization,
        actor=actor,
        action=action,
        target=invitation,
        details={"label": invitation.label, "role": invitation.role},
    )
