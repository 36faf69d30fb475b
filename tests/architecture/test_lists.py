"""A list costs the same number of queries at one row and at thirty, wherever there is one.

A page that shows rows and stands neither in `LISTS` nor in `FIXED` fails: tell how a row of it is
made.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.tests.factories import PASSWORD, make_user
from tests.architecture import list_rows as rows
from tests.architecture import talk_rows as talks
from tests.architecture.houses import ADDRESSES, PARTIAL, House, client_of, make_house

ROW = re.compile(r"data-list-item|<tbody")
# Whatever the clock of the house shows, its today is one of these days.
FIRST, LAST = (timezone.now() + timedelta(days=days) for days in (-1, 1))
DAYS = f"start={FIRST:%Y-%m-%d}T00:00:00&end={LAST:%Y-%m-%d}T23:59:00"

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class List:
    """How one more row comes about, what each row shows, and the query string to ask with."""

    grow: Callable[[House, int], Any]
    shows: str = "data-list-item"
    query: str = ""
    more: int = 5  # rows that thirty show and one does not, at least
    is_fragment: bool = False


LISTS = {
    "add_on_list": List(rows.add_on),
    "agenda": List(rows.visit, "data-list-item", "view=list"),
    "agenda_events": List(rows.visit, "Vem ", DAYS),
    "agenda_print": List(rows.visit, "Vem "),
    "attribute_list": List(rows.attribute),
    "audit_list": List(rows.audit, "<tr"),
    "canned_reply_list": List(talks.canned),
    "category_list": List(rows.service),
    "channel_list": List(talks.channel, 'class="card channel'),
    "channel_templates": List(talks.template),
    "conflict_set": List(rows.conflict),
    "conflict_set_list": List(rows.conflicts),
    "conversation_canned": List(talks.canned, "canned-option", is_fragment=True),
    "conversation_detail": List(talks.said, "@Bia "),
    "conversation_list": List(talks.talk),
    "customer_detail": List(rows.visit_of_one, "visit-words"),
    "customer_facts": List(talks.fact, "Lembrança ", is_fragment=True),
    "customer_import": List(rows.batch),
    "customer_list": List(rows.customer),
    "customer_merge": List(rows.alike, "merge/"),
    "customer_timeline": List(rows.visit_of_one, "timeline-item"),
    "customers_lookup": List(rows.customer, "Cliente ", "q=Cliente"),
    "duplicate_list": List(rows.double, "merge/"),
    "failure_list": List(talks.failure, "<tr"),
    "flow_files": List(talks.flow_file),
    "flow_list": List(talks.flow),
    "flow_secrets": List(talks.flow_secret),
    "flow_versions": List(talks.flow_version, 'class="flow-version"'),
    "house_hours": List(rows.house_date, "/removal/"),
    "knowledge_list": List(talks.knowledge),
    "location_list": List(rows.location),
    "member_list": List(rows.member),
    "organization_home": List(rows.visit, "Vem ", more=0),
    "palette": List(rows.customer, "Cliente ", "q=Cliente"),
    "resource_type_list": List(rows.room),
    "service_list": List(rows.service),
    "staff_hours": List(rows.absence, "/removal/"),
    "staff_list": List(rows.person),
    "staff_sharing": List(rows.member, "Gente "),
    "staff_skills": List(rows.service, 'name="pair"'),
    "tag_list": List(rows.tag),
    "vaccinations": List(rows.dose, "vaccine-line"),
    "visit_list": List(rows.visit, "<tr"),
    "waitlist": List(rows.waiting, "Espera "),
}
# Rows that are the same in every organization, or bounded by what one thing is.
FIXED = {
    "flow_funnel": "the steps of one flow",
    "settings_home": "the sections of the settings",
    "customer_import_columns": "the columns of one file",
    "customer_import_detail": "a sample of one file, and how many there are of each outcome",
}


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def owner(house: House) -> Client:
    return client_of(house, Role.OWNER)


def look(client: Client, house: House, name: str, known: List) -> str:
    route = next(route for route, part in ADDRESSES.items() if part.name == name)
    headers = PARTIAL if known.is_fragment else None
    answer = client.get(f"{house.url(route)}?{known.query}", headers=headers)
    assert answer.status_code == 200, name
    return answer.content.decode()


def cost(client: Client, house: House, name: str, known: List) -> tuple[int, int]:
    """Queries, and rows shown."""
    look(client, house, name, known)  # what is kept per process
    with CaptureQueriesContext(connection) as queries:
        text = look(client, house, name, known)
    return len(queries), text.count(known.shows)


def grown(house: House, known: List, first: int, end: int) -> None:
    with scope(organization=house.organization):
        for number in range(first, end):
            known.grow(house, number)


def test_lists_ask_as_often_for_thirty_as_for_one(house: House, owner: Client) -> None:
    offences = {}
    for name, known in LISTS.items():
        with transaction.atomic():
            grown(house, known, 0, 1)
            asked, shown = cost(owner, house, name, known)
            grown(house, known, 1, 30)
            asked_then, shown_then = cost(owner, house, name, known)
            transaction.set_rollback(True)
        if asked_then > asked:
            offences[name] = f"{asked} queries, then {asked_then}"
        if shown_then < shown + known.more:
            offences[name] = f"{shown} rows, then {shown_then}"
    assert offences == {}


def test_every_page_with_rows_is_known(house: House, owner: Client) -> None:
    unknown = set()
    for route, part in ADDRESSES.items():
        if part.name in {*LISTS, *FIXED}:
            continue
        with transaction.atomic():
            answer = owner.get(house.url(route))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        if ROW.search(main) or (answer.context and "page_obj" in answer.context):
            unknown.add(part.name)
    assert unknown == set()


def test_sessions_are_read_at_once() -> None:
    user, counts = make_user(), []
    for number in range(30):
        client = Client()
        client.post(reverse("login"), {"username": user.email, "password": PASSWORD})
        if number in {1, 29}:
            with CaptureQueriesContext(connection) as queries:
                shown = client.get(reverse("security")).context["sessions"]
            counts.append((len(shown), len(queries)))
    assert counts[0][0] == 2
    assert counts[1] == (30, counts[0][1])
