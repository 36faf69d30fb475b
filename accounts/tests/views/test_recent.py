"""What a person has looked at last, in the palette: bounded, one's own, and still allowed."""

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Membership, Organization
from accounts.services.organizations import add_member
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from scheduling.tests.factories import NOW, make_appointment, make_staff

pytestmark = pytest.mark.django_db
BEFORE = "palette/recent/"


@pytest.fixture
def house() -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def enter(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def recent(client: Client, house: Organization) -> str:
    answer = client.get(f"/o/{house.slug}/{BEFORE}")
    assert answer.status_code == 200
    return answer.content.decode()


def look(client: Client, house: Organization, rest: str) -> None:
    assert client.get(f"/o/{house.slug}/{rest}/").status_code == 200


def make_things(house: Organization) -> dict[str, Any]:
    service = make_service(house, name="Corte")
    staff = make_staff(house, [service], name="Rita", hours=(time(9), time(18)))
    customer = make_customer(house, name="Marina Costa")
    visit = make_appointment(house, customer=customer, staff=staff, service=service)
    talk = make_conversation(make_channel(house), customer, last_message_at=NOW)
    return {"customers": customer, "appointments": visit, "conversations": talk}


def test_last_looked_at_comes_first(house: Organization) -> None:
    desk = enter(make_member(house, Role.AGENT))
    assert recent(desk, house).strip() == ""
    things = make_things(house)
    for kind, thing in things.items():
        look(desk, house, f"{kind}/{thing.pk}")
    shown = recent(desk, house)
    places = [shown.index(f"/{kind}/{thing.pk}/") for kind, thing in things.items()]
    assert places == sorted(places, reverse=True)
    look(desk, house, f"customers/{things['customers'].pk}")
    shown = recent(desk, house)
    assert shown.count("palette-item") == 3
    assert shown.index("/customers/") < shown.index("/conversations/")


def test_eight_are_kept(house: Organization) -> None:
    desk = enter(make_member(house, Role.AGENT))
    customers = [make_customer(house, name=f"Cliente {number:02d}") for number in range(10)]
    for customer in customers:
        look(desk, house, f"customers/{customer.pk}")
    shown = recent(desk, house)
    assert shown.count("palette-item") == 8
    assert "Cliente 09" in shown
    assert "Cliente 01" not in shown


def test_what_may_not_be_seen_any_more_is_left_out(house: Organization) -> None:
    member = make_member(house, Role.AGENT)
    desk, things = enter(member), make_things(house)
    for kind, thing in things.items():
        look(desk, house, f"{kind}/{thing.pk}")
    add_member(organization=house, user=member.user, role=Role.STAFF)
    assert "Marina" not in recent(desk, house)


def test_what_is_gone_is_left_out(house: Organization) -> None:
    desk = enter(make_member(house, Role.AGENT))
    customer = make_customer(house)
    look(desk, house, f"customers/{customer.pk}")
    customer.delete()
    assert recent(desk, house).strip() == ""


def test_houses_and_people_are_kept_apart(house: Organization) -> None:
    member = make_member(house, Role.AGENT)
    desk, customer = enter(member), make_customer(house, name="Marina Costa")
    look(desk, house, f"customers/{customer.pk}")
    other = make_organization()
    add_member(organization=other, user=member.user, role=Role.OWNER)
    assert "Marina" not in recent(desk, other)
    assert "Marina" not in recent(enter(make_member(house, Role.AGENT)), house)
    assert "Marina" in recent(desk, house)


def test_one_query_for_each_kind(house: Organization) -> None:
    desk, things = enter(make_member(house, Role.AGENT)), make_things(house)
    look(desk, house, f"customers/{things['customers'].pk}")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as taken:
            recent(desk, house)
        counts.append(len(taken))
        for number in range(7):
            customer = make_customer(house, name=f"Cliente {number}")
            look(desk, house, f"customers/{customer.pk}")
    assert counts[0] == counts[1]


def test_looking_again_writes_nothing(house: Organization) -> None:
    desk, customer = enter(make_member(house, Role.AGENT)), make_customer(house)
    look(desk, house, f"customers/{customer.pk}")
    with CaptureQueriesContext(connection) as taken:
        look(desk, house, f"customers/{customer.pk}")
    assert not [query for query in taken if "UPDATE" in query["sql"]]
