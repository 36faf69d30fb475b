"""The team's access: roles, removal, and invitations by link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Invitation, Membership, Organization, OutgoingMail, User
from accounts.tasks import send_mails
from accounts.tests.factories import make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def house() -> Organization:
    cache.clear()
    return make_organization(owner=make_user(email="dona@studio.test", name="Dona"))


@pytest.fixture
def owner(house: Organization) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="dona@studio.test"))
    return client


def owner_of(house: Organization) -> Membership:
    with scope(organization=house):
        return Membership.objects.get(user__email="dona@studio.test")


def send(client: Client, house: Organization, name: str, pk: Any, **given: str) -> Any:
    return client.post(reverse(name, args=[house.slug, pk]), given, headers=PARTIAL)


def role_of(member: Membership) -> str | None:
    with scope(organization=member.organization):
        found = Membership.objects.filter(pk=member.pk).first()
    return found.role if found else None


def invite(client: Client, house: Organization, role: Role = Role.AGENT) -> str:
    url = reverse("invitation_create", args=[house.slug])
    page = client.post(url, {"label": "Bia", "role": role})
    link = re.search(r"http://testserver(/invitations/[\w-]+/)", page.content.decode())
    assert link
    return link[1]


def person(email: str = "bia@studio.test") -> dict[str, str]:
    return {"name": "Bia", "email": email, "password": "girassol-lua-8812"}


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_only_owners_come_near(house: Organization, role: Role) -> None:
    member = make_member(house, role)
    client = Client()
    client.force_login(member.user)
    assert client.get(reverse("member_list", args=[house.slug])).status_code == 403
    given = send(client, house, "member_role", member.pk, role=Role.OWNER)
    assert given.status_code == 403
    assert role_of(member) == role


def test_role_changes_and_access_ends(house: Organization, owner: Client) -> None:
    member = make_member(house, Role.VIEWER)
    assert send(owner, house, "member_role", member.pk, role="AGENT").status_code == 204
    assert role_of(member) == Role.AGENT
    assert send(owner, house, "member_role", member.pk, role="KING").status_code == 422
    assert send(owner, house, "member_removal", member.pk).status_code == 204
    assert role_of(member) is None
    client = Client()
    client.force_login(member.user)
    assert client.get(f"/o/{house.slug}/agenda/").status_code == 404


def test_last_owner_stays(house: Organization, owner: Client) -> None:
    mine = owner_of(house)
    assert send(owner, house, "member_role", mine.pk, role="STAFF").status_code == 409
    assert send(owner, house, "member_removal", mine.pk).status_code == 409
    assert role_of(mine) == Role.OWNER
    make_member(house, Role.OWNER)
    assert send(owner, house, "member_removal", mine.pk).status_code == 204


def test_list_asks_the_same_at_1_and_30_members(
    house: Organization, owner: Client, django_assert_num_queries: Any
) -> None:
    url = reverse("member_list", args=[house.slug])
    invite(owner, house)
    for more in (0, 30):
        for _number in range(more):
            make_member(house, Role.STAFF)
            invite(owner, house)
        with django_assert_num_queries(7):
            assert owner.get(url, headers=PARTIAL).status_code == 200


def test_search_finds_by_name_or_e_mail(house: Organization, owner: Client) -> None:
    make_member(house, Role.STAFF, name="Carla", email="cc@studio.test")
    url = reverse("member_list", args=[house.slug])
    for words in ("carl", "CC@"):
        found = owner.get(url, {"q": words}).context["page_obj"].object_list
        assert [member.user.name for member in found] == ["Carla"]


def test_new_person_joins_by_the_link_once(house: Organization, owner: Client) -> None:
    path = invite(owner, house)
    guest = Client()
    assert guest.post(path, person())["Location"] == f"/o/{house.slug}/"
    with scope(organization=house):
        assert Membership.objects.get(user__email="bia@studio.test").role == Role.AGENT
        assert not Invitation.objects.filter(secret_hash__in=path.split("/")).exists()
    assert guest.get("/")["Location"] == f"/o/{house.slug}/"
    assert Client().post(path, person("ze@studio.test")).status_code == 404
    assert not User.objects.filter(email="ze@studio.test").exists()


def test_known_person_joins_with_one_click(house: Organization, owner: Client) -> None:
    path = invite(owner, house)
    user = make_user()
    client = Client()
    assert client.post(path, person(user.email)).status_code == 422
    client.force_login(user)
    assert user.email in client.get(path).content.decode()
    client.post(path)
    with scope(organization=house):
        assert Membership.objects.get(user=user).role == Role.AGENT


def test_member_neither_rises_nor_falls_by_a_link(house: Organization, owner: Client) -> None:
    path = invite(owner, house, Role.VIEWER)
    owner.post(path)
    assert role_of(owner_of(house)) == Role.OWNER
    assert Client().get(path).status_code == 200


def test_revoked_and_expired_links_open_nothing(house: Organization, owner: Client) -> None:
    revoked, expired = invite(owner, house), invite(owner, house)
    with scope(organization=house):
        first, second = Invitation.objects.order_by("id")
        second.expires_at -= timedelta(days=8)
        second.save()
    assert send(owner, house, "invitation_revocation", first.pk).status_code == 204
    assert send(owner, house, "invitation_revocation", first.pk).status_code == 409
    for path in (revoked, expired, "/invitations/unknown/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, person()).status_code == 404
    assert not User.objects.filter(email="bia@studio.test").exists()


def test_other_tenants_member_and_invitation_are_not_found(house: Organization, owner) -> None:
    other = make_organization()
    stranger = make_member(other, Role.STAFF)
    assert send(owner, house, "member_role", stranger.pk, role="OWNER").status_code == 404
    assert send(owner, house, "member_removal", stranger.pk).status_code == 404
    assert role_of(stranger) == Role.STAFF


@pytest.fixture
def mailing(settings: Any) -> None:
    settings.SENDS_EMAIL = True


def invite_by_mail(client: Client, house: Organization) -> str:
    url = reverse("invitation_create", args=[house.slug])
    given = {"label": "Bia", "role": Role.AGENT, "email": "bia@studio.test"}
    page = client.post(url, given, headers=PARTIAL)
    link = re.search(r"http://testserver(/invitations/[\w-]+/)", page.content.decode())
    assert link
    return link[1]


def list_of(client: Client, house: Organization) -> str:
    return client.get(reverse("member_list", args=[house.slug])).content.decode()


def test_invitation_goes_out_by_mail_and_by_link(
    house: Organization, owner: Client, mailing: None, mailoutbox: list[Any]
) -> None:
    link = invite_by_mail(owner, house)
    assert "E-mail a caminho" in list_of(owner, house)
    send_mails()
    send_mails()
    assert [mail.to for mail in mailoutbox] == [["bia@studio.test"]]
    assert link in mailoutbox[0].body
    assert house.name in mailoutbox[0].subject
    assert "E-mail enviado" in list_of(owner, house)


def test_mail_that_failed_is_told_and_sent_again_with_a_new_link(
    house: Organization, owner: Client, mailing: None, mailoutbox: list[Any]
) -> None:
    old = invite_by_mail(owner, house)
    OutgoingMail.objects.update(status="FAILED", body="")
    assert "E-mail não saiu" in list_of(owner, house)
    with scope(organization=house):
        pk = Invitation.objects.get().pk
    panel = owner.get(reverse("invitation_renewal", args=[house.slug, pk]), headers=PARTIAL)
    assert "bia@studio.test" in panel.content.decode()
    page = send(owner, house, "invitation_renewal", pk).content.decode()
    link = re.search(r"http://testserver(/invitations/[\w-]+/)", page)
    assert link
    assert link[1] != old
    send_mails()
    assert link[1] in mailoutbox[0].body
    assert Client().get(old).status_code == 404
    assert Client().get(link[1]).status_code == 200
    with scope(organization=house):
        assert AuditEntry.objects.filter(action="invitation.renewed").count() == 1


def test_resending_twice_sends_only_the_link_that_opens(
    house: Organization, owner: Client, mailing: None, mailoutbox: list[Any]
) -> None:
    invite_by_mail(owner, house)
    with scope(organization=house):
        pk = Invitation.objects.get().pk
    for _click in range(2):
        page = send(owner, house, "invitation_renewal", pk).content.decode()
    send_mails()
    assert len(mailoutbox) == 1
    assert re.search(r"http://testserver(/invitations/[\w-]+/)", page)[1] in mailoutbox[0].body
    OutgoingMail.objects.update(status="SENDING")
    assert send(owner, house, "invitation_renewal", pk).status_code == 409


def test_revoked_invitation_sends_nothing(
    house: Organization, owner: Client, mailing: None, mailoutbox: list[Any]
) -> None:
    invite_by_mail(owner, house)
    with scope(organization=house):
        pk = Invitation.objects.get().pk
    assert send(owner, house, "invitation_revocation", pk).status_code == 204
    send_mails()
    assert mailoutbox == []
    assert send(owner, house, "invitation_renewal", pk).status_code == 409


def test_wrong_address_is_told_in_place(house: Organization, owner: Client, mailing: None) -> None:
    given = {"label": "Bia", "role": "AGENT", "email": "bia"}
    answer = owner.post(reverse("invitation_create", args=[house.slug]), given, headers=PARTIAL)
    assert answer.status_code == 422
    assert "não parece certo" in answer.content.decode()


def test_without_mail_only_the_link_is_offered(house: Organization, owner: Client) -> None:
    form = owner.get(reverse("invitation_create", args=[house.slug])).content.decode()
    assert 'name="email"' not in form
    invite(owner, house)
    assert "Novo link" in list_of(owner, house)


def test_members_stand_among_the_settings(house: Organization, owner: Client) -> None:
    page = owner.get(f"/o/{house.slug}/members/").content.decode()
    assert 'class="settings-list"' in page
    assert re.search(r'href="/o/[\w-]+/members/" aria-current="page"', page)
