"""Every captured webhook ends as what it is: on the page of its conversation, or as news."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_member
from bot.gateways import AccountUpdate, InboundMessage, MessageKind, Unreadable
from bot.gateways.meta import parse
from bot.models import ChannelEvent, Conversation, QuarantinedUpdate
from bot.selectors.thread import thread_page
from bot.services.account_updates import KNOWN_FIELDS
from bot.tests.gateways.bodies import SHARED, needs_captured
from bot.tests.services.test_replay import connect, deliver, webhooks
from bot.tests.views.test_inbox import PARTIAL
from bot.views.placeholders import UNREADABLE

pytestmark = [pytest.mark.django_db, needs_captured]

# What the reference does not name: made up by us to stand for the future.
FUTURE = {"some_future_field"}
# Kinds that must show more than a name for themselves, and what says so.
SIGNS: dict[str, str] = {
    "LOCATION": "https://www.google.com/maps/search/",
    "CONTACTS": "bubble-card",
    "ORDER": "bubble-order",
    "CALL": "thread-note",
    "SYSTEM": "thread-note",
    "CALL_PERMISSION": "thread-note",
    "UNSUPPORTED": "bubble-why",
}


def test_nothing_that_the_reference_names_is_unknown() -> None:
    for name, body in webhooks(SHARED).items():
        for update in parse(body):
            if isinstance(update, InboundMessage):
                assert update.kind != MessageKind.UNKNOWN, name
            elif isinstance(update, AccountUpdate):
                assert update.field in KNOWN_FIELDS | FUTURE, name
            elif isinstance(update, Unreadable):
                assert name.startswith("wh_neg__"), name


def test_every_message_is_shown_for_what_it_is(organization: Organization) -> None:
    bodies = {name: with_own_ids(name, body) for name, body in webhooks(SHARED).items()}
    connect(organization, bodies)
    deliver(list(bodies.values()))
    client = Client()
    client.force_login(make_member(organization, Role.OWNER).user)
    with scope(organization=organization):
        pages = [(talk, page) for talk in Conversation.objects.all() for page in pages_of(talk)]
    assert len(pages) >= 5
    for talk, page in pages:
        url = f"/o/{organization.slug}/conversations/{talk.pk}/?before={page.before}"
        shown = client.get(url, headers=PARTIAL).content.decode()
        assert str(UNREADABLE.label) not in shown
        for kind in page.kinds:
            assert SIGNS.get(kind, "") in shown, kind
    assert set(SIGNS) <= {kind for _talk, page in pages for kind in page.kinds}


def with_own_ids(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """The captured ones share ids: as they come, most would count as known."""
    body = deepcopy(body)
    for entry in body["entry"]:
        for change in entry["changes"]:
            for message in change["value"].get("messages", []):
                message["id"] = f"{message['id']}.{name}"
    return body


@dataclass(frozen=True)
class Seen:
    before: UUID | str
    kinds: set[str]


def pages_of(talk: Conversation) -> list[Seen]:
    """Every page of a thread, from its end."""
    page = thread_page(talk)
    found = [Seen("", {message.kind for message in page.messages})]
    while page.has_older:
        before = page.messages[0].pk
        page = thread_page(talk, before=before)
        found.append(Seen(before, {message.kind for message in page.messages}))
    return found


def test_every_news_is_kept_where_its_number_can_see_it(organization: Organization) -> None:
    bodies: dict[str, Any] = webhooks(SHARED)
    connect(organization, bodies)
    deliver(list(bodies.values()))
    told = {u.field for b in bodies.values() for u in parse(b) if isinstance(u, AccountUpdate)}
    with scope(organization=organization):
        kept = set(ChannelEvent.objects.values_list("field", flat=True))
    lost = {
        str(one.payload.get("field", ""))
        for one in QuarantinedUpdate.objects.all()
        if isinstance(one.payload, dict)
    }
    assert told - kept <= FUTURE | {"messages"}
    assert not lost & KNOWN_FIELDS
