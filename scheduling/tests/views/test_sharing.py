"""Sharing one agenda with one person, on the screen and with what it opens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry
from accounts.services.members import remove_member
from accounts.tests.factories import make_member
from scheduling.models import StaffPermission
from scheduling.permissions import may_change_agenda
from scheduling.tests.views.conftest import PARTIAL, Salon
from tests.locks import wait_for_a_lock


def test_ticked_persons_may_change_this_agenda_and_no_other(
    salon: Salon, login: Callable[..., Client]
) -> None:
    bia = make_member(salon.organization, Role.STAFF, name="Bia")
    owner = login(Role.OWNER)
    url = salon.url(f"staff/{salon.ana.pk}/sharing/")
    assert "Bia" in owner.get(url).content.decode()
    answer = owner.post(url, {"people": [str(bia.user.pk)]}, headers=PARTIAL)
    assert answer.status_code == 204
    assert may_change_agenda(bia, salon.ana)
    assert not may_change_agenda(bia, salon.bruno)
    assert "checked" in owner.get(url).content.decode()
    owner.post(url, {"people": [str(bia.user.pk)]})
    entries = AuditEntry.objects.filter(action="agenda.shared")
    assert [entry.details["with"] for entry in entries] == [[bia.user.email]]
    owner.post(url, {})
    assert not may_change_agenda(bia, salon.ana)


def test_only_members_who_need_it_can_be_chosen(
    salon: Salon, other_salon: Salon, login: Callable[..., Client]
) -> None:
    stranger = make_member(other_salon.organization, Role.STAFF, name="Estranho")
    agent = make_member(salon.organization, Role.AGENT, name="Caio")
    owner = login(Role.OWNER)
    url = salon.url(f"staff/{salon.ana.pk}/sharing/")
    page = owner.get(url).content.decode()
    assert "Estranho" not in page
    assert "Caio" not in page
    for member in (stranger, agent):
        answer = owner.post(url, {"people": [str(member.user.pk)]}, headers=PARTIAL)
        assert answer.status_code == 422
    assert not StaffPermission.objects.exists()


def test_only_who_runs_the_team_shares(salon: Salon, login: Callable[..., Client]) -> None:
    for role in (Role.STAFF, Role.AGENT, Role.VIEWER):
        client = login(role)
        assert client.get(salon.url(f"staff/{salon.ana.pk}/sharing/")).status_code == 403
    page = login(Role.AGENT).get(salon.url(f"staff/{salon.ana.pk}/hours/"))
    assert "sharing/" not in page.content.decode()


def test_who_leaves_takes_no_share_along(salon: Salon, login: Callable[..., Client]) -> None:
    bia = make_member(salon.organization, Role.STAFF, name="Bia")
    owner = login(Role.OWNER)
    owner.post(salon.url(f"staff/{salon.ana.pk}/sharing/"), {"people": [str(bia.user.pk)]})
    with scope(organization=salon.organization):
        remove_member(
            organization=salon.organization, member_id=bia.pk, actor=bia.user, now=timezone.now()
        )
    assert not StaffPermission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_agenda_is_not_shared_with_who_is_taken_out_meanwhile(
    salon: Salon, login: Callable[..., Client]
) -> None:
    bia = make_member(salon.organization, Role.STAFF, name="Bia")
    owner = login(Role.OWNER)
    anna = owner.member.user

    def share() -> int:
        try:
            to = salon.url(f"staff/{salon.ana.pk}/sharing/")
            return owner.post(to, {"people": [str(bia.user.pk)]}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as colleague:
        with transaction.atomic():
            remove_member(
                organization=salon.organization, member_id=bia.pk, actor=anna, now=timezone.now()
            )
            sharing = colleague.submit(share)
            wait_for_a_lock()
        assert sharing.result(20) < 400
    assert not StaffPermission.objects.exists()
