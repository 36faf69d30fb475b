"""Every address under /o/<slug>/, as found in the URL configuration: who may come in.

New addresses are covered by being there. One with a new kind of id fails until `houses.OBJECTS`
knows how to make such a thing; one whose view does not go through
`accounts.access.in_organization` fails at once.
"""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from accounts.enums import Role
from accounts.permissions import role_allows
from accounts.services.organizations import add_member
from accounts.tests.factories import make_user
from bot.models import (
    Message,
)
from catalog.tests.factories import make_service
from tests.architecture.houses import (
    ADDRESSES,
    KNOCKS,
    METHODS,
    OBJECTS,
    PARTIAL,
    REFUSED,
    SECRET,
    House,
    client_of,
    ids_in,
    knock,
    make_house,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> House:
    return make_house()


@pytest.fixture
def theirs() -> House:
    return make_house()


def test_walk_finds_the_product() -> None:
    names = {part.name for part in ADDRESSES.values()}
    assert {"agenda", "service_list", "staff_list", "conversation_list", "palette"} <= names


def test_addresses_are_known_to_this_test() -> None:
    unknown = {name for route in ADDRESSES for name in ids_in(route)} - OBJECTS
    assert not unknown, "teach make_house to make one"


def test_addresses_go_through_the_tenants_door() -> None:
    assert [r for r, part in ADDRESSES.items() if not hasattr(part.callback, "action")] == []


def test_stranger_finds_nothing(ours: House, theirs: House) -> None:
    client = client_of(theirs, Role.OWNER)
    offences = []
    for route, method in KNOCKS:
        answer = knock(client, ours.url(route), method, headers=PARTIAL)
        if answer.status_code not in {404, 405} or SECRET in answer.content.decode():
            offences.append((route, method, answer.status_code))
    assert offences == []


def test_visitor_is_sent_to_the_door(ours: House) -> None:
    offences = []
    for route, method in KNOCKS:
        answer = knock(Client(), ours.url(route), method)
        is_sent = answer.status_code == 302 and answer["Location"].startswith(reverse("login"))
        if not is_sent and answer.status_code != 405:
            offences.append((route, method, answer.status_code))
    assert offences == []


def test_other_tenants_id_is_not_found(ours: House, theirs: House) -> None:
    ours.organization.name = "Nossa casa"
    ours.organization.save()
    client = client_of(ours, Role.OWNER)
    offences = []
    for route, method in KNOCKS:
        for name in ids_in(route):
            ids = ours.ids | {name: theirs.ids[name]}
            answer = knock(client, ours.url(route, ids), method, headers=PARTIAL)
            if answer.status_code not in {404, 405} or SECRET in answer.content.decode():
                offences.append((route, method, name, answer.status_code))
    assert offences == []


@pytest.mark.parametrize("role", Role.values)
def test_role_opens_what_it_may_and_nothing_breaks(role: str, ours: House) -> None:
    client = client_of(ours, Role(role))
    offences = []
    for route, part in ADDRESSES.items():
        statuses = {
            knock(client, ours.url(route), method, headers=headers).status_code
            for method in METHODS
            for headers in (None, PARTIAL)
        }
        if role_allows(role, part.callback.action):  # type: ignore[union-attr]
            # A view may ask for more than its door: an agenda of one's own, answering.
            is_right = role != Role.OWNER or not statuses & {403, 404}
        else:
            is_right = 403 in statuses and statuses <= REFUSED
        if not is_right or max(statuses) >= 500:
            offences.append((route, sorted(statuses)))
    assert offences == []


def test_member_of_two_houses_sees_each_alone(ours: House, theirs: House) -> None:
    user = make_user()
    for house, name in ((ours, "Casa Um"), (theirs, "Casa Dois")):
        with scope(organization=house.organization):
            make_service(house.organization, name=f"Só na {name}")
        add_member(organization=house.organization, user=user, role=Role.OWNER)
    client = Client()
    client.force_login(user)
    page = client.get(ours.url("o/<slug:slug>/services/")).content.decode()
    assert "Só na Casa Um" in page
    assert "Só na Casa Dois" not in page


def test_message_of_another_conversation_is_no_cursor(ours: House, theirs: House) -> None:
    with scope(organization=theirs.organization):
        foreign = Message.objects.order_by("id").values_list("pk", flat=True)[0]
    url = reverse(
        "conversation_messages", args=[ours.organization.slug, ours.ids["conversation_id"]]
    )
    client = client_of(ours, Role.OWNER)
    older = client.get(url, {"before": foreign}, headers=PARTIAL)
    assert "bubble" not in older.content.decode()
