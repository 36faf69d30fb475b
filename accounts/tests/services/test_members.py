"""What two people do at the same moment to one organization's members."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Invitation, Membership, OutgoingMail
from accounts.services.invitations import (
    AlreadyMember,
    InvitationClosed,
    accept_invitation,
    invite,
)
from accounts.services.members import LastOwner, change_role, remove_member
from accounts.tests.factories import make_member, make_organization, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[type[Exception] | None]:
    """Run them together; what each raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> type[Exception] | None:
        try:
            barrier.wait(timeout=10)
            act()
        except Exception as error:
            return type(error)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_owners_who_leave_together_leave_one() -> None:
    anna = make_user()
    house = make_organization(owner=anna)
    second = make_member(house, Role.OWNER)
    with scope(organization=house):
        first = Membership.objects.get(user=anna)
    errors = at_once(
        lambda: remove_member(
            organization=house, member_id=first.pk, actor=anna, now=timezone.now()
        ),
        lambda: change_role(
            organization=house,
            member_id=second.pk,
            role=Role.STAFF,
            actor=second.user,
            now=timezone.now(),
        ),
    )
    assert sorted(map(str, errors)) == sorted(map(str, [None, LastOwner]))
    with scope(organization=house):
        assert Membership.objects.filter(role=Role.OWNER).count() == 1


def test_links_of_a_former_owner_open_nothing() -> None:
    anna = make_user()
    house = make_organization(owner=anna)
    now = timezone.now()
    gone, other = make_member(house, Role.OWNER), make_member(house, Role.OWNER)

    def link_of(actor: Any) -> str:
        with scope(organization=house):
            return invite(
                organization=house,
                label="x",
                role=Role.OWNER,
                actor=actor,
                now=now,
                email="x@example.com",
                link_of=lambda secret: secret,
            )[1]

    secrets = [link_of(member.user) for member in (gone, other)]
    kept = link_of(anna)
    remove_member(organization=house, member_id=gone.pk, actor=anna, now=now)
    change_role(organization=house, member_id=other.pk, role=Role.AGENT, actor=anna, now=now)
    for secret in secrets:
        with pytest.raises(InvitationClosed):
            accept_invitation(secret=secret, user=make_user(), now=now)
    with scope(organization=house):
        assert OutgoingMail.objects.count() == 1
        assert AuditEntry.objects.filter(action="invitation.revoked", actor=anna).count() == 2
    assert accept_invitation(secret=kept, user=make_user(), now=now).role == Role.OWNER


def test_one_link_lets_one_in_however_many_come() -> None:
    anna = make_user()
    house = make_organization(owner=anna)
    now = timezone.now()
    with scope(organization=house):
        _row, secret = invite(organization=house, label="x", role=Role.STAFF, actor=anna, now=now)
    people = [make_user() for _number in range(5)]

    def coming(user: Any) -> Callable[[], Any]:
        return lambda: accept_invitation(secret=secret, user=user, now=now)

    errors = at_once(*(coming(user) for user in people))
    assert errors.count(None) == 1
    assert errors.count(InvitationClosed) == 4
    with scope(organization=house):
        assert Membership.objects.count() == 2


def test_two_links_that_one_opens_at_once_give_one_role() -> None:
    anna, coming = make_user(), make_user()
    house = make_organization(owner=anna)
    now = timezone.now()
    with scope(organization=house):
        secrets = [
            invite(organization=house, label="x", role=role, actor=anna, now=now)[1]
            for role in (Role.OWNER, Role.STAFF)
        ]

    def accepting(secret: str) -> Callable[[], Any]:
        return lambda: accept_invitation(secret=secret, user=coming, now=now)

    errors = at_once(*(accepting(secret) for secret in secrets))
    assert sorted(map(str, errors)) == sorted(map(str, [None, AlreadyMember]))
    with scope(organization=house):
        used = Invitation.objects.get(accepted_by=coming)
        assert Membership.objects.get(user=coming).role == used.role
