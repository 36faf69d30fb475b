"""What two people do at the same moment to one organization's members."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Invitation, Membership, OutgoingMail
from accounts.services.invitations import (
    AlreadyMember,
    InvitationClosed,
    accept_invitation,
    invite,
    renew_invitation,
)
from accounts.services.members import (
    LastOwner,
    NoLongerInCharge,
    change_role,
    remove_member,
)
from accounts.tests.factories import make_member, make_organization, make_user
from tests.locks import wait_for_a_lock

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


def test_two_owners_who_take_each_other_out_leave_one_of_them() -> None:
    anna = make_user()
    house = make_organization(owner=anna)
    pair = [make_member(house, Role.OWNER) for _number in range(2)]

    def taking_out(one: Membership, by: Membership) -> Callable[[], Any]:
        return lambda: remove_member(
            organization=house, member_id=one.pk, actor=by.user, now=timezone.now()
        )

    errors = at_once(taking_out(pair[0], pair[1]), taking_out(pair[1], pair[0]))
    assert sorted(map(str, errors)) == sorted(map(str, [None, NoLongerInCharge]))
    with scope(organization=house):
        assert Membership.objects.filter(role=Role.OWNER).count() == 2


@pytest.mark.parametrize("is_renewed", [False, True])
def test_link_made_while_its_maker_is_taken_out_opens_nothing(is_renewed: bool) -> None:
    anna = make_user()
    house = make_organization(owner=anna)
    gone, now = make_member(house, Role.OWNER), timezone.now()
    asked = {"organization": house, "label": "x", "role": Role.OWNER, "actor": gone.user}
    made = [invite(**asked, now=now)[0]] if is_renewed else []

    def make() -> type[Exception] | None:
        try:
            if made:
                renew_invitation(invitation=made[0], link_of=str, actor=gone.user, now=now)
            else:
                invite(**asked, now=now)
        except Exception as error:
            return type(error)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            remove_member(organization=house, member_id=gone.pk, actor=anna, now=now)
            making = other.submit(make)
            wait_for_a_lock()
        assert making.result(20) is NoLongerInCharge
    with scope(organization=house):
        assert not Invitation.objects.filter(revoked_at=None).exists()


def test_link_that_is_opened_while_its_maker_is_taken_out_is_closed() -> None:
    anna = make_user()
    house = make_organization(owner=anna)
    gone, now = make_member(house, Role.OWNER), timezone.now()
    coming = make_user()
    _row, secret = invite(organization=house, label="x", role=Role.OWNER, actor=gone.user, now=now)

    def accept() -> type[Exception] | None:
        return at_once(lambda: accept_invitation(secret=secret, user=coming, now=now))[0]

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            remove_member(organization=house, member_id=gone.pk, actor=anna, now=now)
            accepting = other.submit(accept)
            wait_for_a_lock()
        assert accepting.result(20) is InvitationClosed
    with scope(organization=house):
        assert not Membership.objects.filter(user=coming).exists()
