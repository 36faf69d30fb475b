"""The pieces that live pages ask for: changed lines, who is here, the composer's state."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import LiveChange, Membership, Organization
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import Channel, Conversation
from bot.selectors.listening import AGENDA, CONVERSATION, PRESENCE, grant_of
from bot.selectors.presence import others_present
from bot.services.presence import VIEW_S, WRITE_S, end_presence, note_presence
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from config.lib.redis import redis_client
from scheduling.models import Appointment, TimeOff
from scheduling.tests.factories import NOW, make_appointment, make_staff
from tests.streams import session_of

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}

pytestmark = pytest.mark.django_db


class Inbox:
    def __init__(self) -> None:
        self.organization: Organization = make_organization()
        with scope(organization=self.organization):
            self.channel: Channel = make_channel(self.organization)
        self.talks: list[Conversation] = []

    def talk(self, name: str, **fields: Any) -> Conversation:
        fields = {"last_message_at": timezone.now(), "last_message_text": "Oi"} | fields
        made = make_conversation(
            self.channel, make_customer(self.organization, name=name), **fields
        )
        self.talks.append(made)
        return made

    def client(self, role: Role = Role.OWNER, name: str = "Ana Souza") -> Client:
        client = Client()
        client.force_login(make_member(self.organization, role, name=name).user)
        return client

    def rows(self, client: Client, *ids: object, **query: str) -> Any:
        url = f"/o/{self.organization.slug}/conversations/rows/"
        return client.get(url, {"id": [str(one) for one in ids], **query}, headers=PARTIAL)

    def presence(self, client: Client, talk: Conversation, **said: str) -> Any:
        url = f"/o/{self.organization.slug}/conversations/{talk.pk}/presence/"
        return client.post(url, said, headers=PARTIAL)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    made = Inbox()
    with scope(organization=made.organization):
        yield made


def test_only_the_lines_asked_for_come_and_those_that_left_are_named(inbox: Inbox):
    marina, igor = inbox.talk("Marina Costa"), inbox.talk("Igor Matos", waits_for_person=True)
    client = inbox.client()
    page = inbox.rows(client, marina.pk).content.decode()
    assert "Marina Costa" in page
    assert "Igor Matos" not in page
    waiting = inbox.rows(client, marina.pk, igor.pk, show="waiting").content.decode()
    assert "Igor Matos" in waiting
    assert f'<li id="conversation-{marina.pk}" data-gone>' in waiting
    assert "show=waiting" in waiting


def test_lines_of_another_tenant_do_not_come(inbox: Inbox):
    other = Inbox()
    with scope(organization=other.organization):
        theirs = other.talk("Segredo Alheio")
    page = inbox.rows(inbox.client(), theirs.pk).content.decode()
    assert "Segredo" not in page
    assert "data-gone" in page


@pytest.mark.parametrize("ids", [(), ("x",), ("0" * 36,)])
def test_nonsense_brings_nothing(inbox: Inbox, ids: tuple[str, ...]):
    assert inbox.rows(inbox.client(), *ids).status_code == 204


def test_lines_take_the_same_queries_for_one_and_for_thirty(inbox: Inbox):
    client = inbox.client()
    counts = []
    for number in (1, 29):
        for one in range(number):
            inbox.talk(f"Cliente {one}", assigned_to=Membership.objects.first().user)
        with CaptureQueriesContext(connection) as taken:
            page = inbox.rows(client, *[talk.pk for talk in inbox.talks]).content.decode()
        assert page.count("data-at=") == len(inbox.talks)
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 6


def test_colleagues_see_each_other_and_who_writes(inbox: Inbox):
    talk = inbox.talk("Marina Costa")
    ana, bia = inbox.client(), inbox.client(Role.AGENT, "Bia Lima")
    assert "Bia" not in inbox.presence(ana, talk).content.decode()
    page = inbox.presence(bia, talk, writing="1").content.decode()
    assert "Ana está vendo esta conversa" in page
    assert "Bia" not in page
    assert "Bia está escrevendo…" in inbox.presence(ana, talk).content.decode()
    assert inbox.presence(bia, talk, leave="1").status_code == 204
    assert "Bia" not in inbox.presence(ana, talk).content.decode()


def test_presence_asks_for_the_inbox_and_for_ones_own_tenant(inbox: Inbox):
    talk = inbox.talk("Marina Costa")
    assert inbox.presence(inbox.client(Role.STAFF), talk).status_code == 403
    assert inbox.presence(inbox.client(Role.VIEWER), talk).status_code == 200
    other = Inbox()
    with scope(organization=other.organization):
        theirs = other.talk("Segredo Alheio")
    assert inbox.presence(inbox.client(), theirs).status_code == 404


def test_what_nobody_repeats_runs_out(inbox: Inbox):
    talk, now = inbox.talk("Marina Costa"), timezone.now()
    ana, bia = (make_member(inbox.organization, Role.AGENT).user for _ in range(2))

    def seen(after: float) -> list[bool]:
        later = now + timedelta(seconds=after)
        return [one.is_writing for one in others_present(talk, user=ana, now=later)]

    assert note_presence(conversation=talk, user=bia, is_writing=True, now=now)
    assert not note_presence(conversation=talk, user=bia, is_writing=True, now=now)
    assert seen(0) == [True]
    assert seen(WRITE_S + 1) == [False]
    assert seen(VIEW_S + 1) == []
    assert note_presence(conversation=talk, user=bia, is_writing=False, now=now)
    assert end_presence(conversation=talk, user=bia)
    assert not end_presence(conversation=talk, user=bia)


def test_who_left_the_team_is_not_here(inbox: Inbox):
    talk, now = inbox.talk("Marina Costa"), timezone.now()
    bia = make_member(inbox.organization, Role.AGENT)
    note_presence(conversation=talk, user=bia.user, is_writing=False, now=now)
    ana = Membership.objects.first().user
    assert len(others_present(talk, user=ana, now=now)) == 1
    bia.delete()
    assert others_present(talk, user=ana, now=now) == []


def test_without_redis_nobody_is_here_and_nothing_breaks(inbox: Inbox, monkeypatch):
    talk, client = inbox.talk("Marina Costa"), inbox.client()
    monkeypatch.setattr(
        redis_client().connection_pool, "connection_kwargs", {"path": "/nowhere/valkey.sock"}
    )
    redis_client().connection_pool.disconnect()
    answer = inbox.presence(client, talk)
    assert answer.status_code == 200
    assert "presence-one" not in answer.content.decode()


def test_whoever_saw_the_answer_at_once_keeps_their_composer(inbox: Inbox):
    talk = inbox.talk("Marina Costa", last_customer_message_at=timezone.now())
    url = f"/o/{inbox.organization.slug}/conversations/{talk.pk}/messages/"
    client = inbox.client()
    for extra, composers in (({}, 1), ({"quick": "1"}, 0)):
        given = {"text": "Olá", "token": str(new_id()), **extra}
        page = client.post(url, given, headers=PARTIAL).content.decode()
        assert page.count("<textarea") == composers


def test_heading_says_how_many_seconds_are_left(inbox: Inbox):
    now = timezone.now()
    talk = inbox.talk("Marina Costa", last_customer_message_at=now - timedelta(hours=23))
    closed = inbox.talk("Igor Matos", last_customer_message_at=now - timedelta(hours=25))
    client, base = inbox.client(), f"/o/{inbox.organization.slug}/conversations/"
    page = client.get(f"{base}{talk.pk}/").content.decode()
    left = int(page.split('data-window-left="')[1].split('"')[0])
    assert 3590 <= left <= 3600
    page = client.get(f"{base}{closed.pk}/").content.decode()
    assert "data-window-left" not in page
    assert "Passaram mais de 24 horas" in page


def test_server_without_streams_says_so(inbox: Inbox):
    answer = inbox.client(Role.STAFF).get(f"/o/{inbox.organization.slug}/live/")
    assert answer.status_code == 204


@pytest.mark.parametrize(
    ("role", "hears_talks", "hears_others"),
    [
        (Role.OWNER, True, True),
        (Role.AGENT, True, True),
        (Role.VIEWER, True, True),
        (Role.STAFF, False, False),
    ],
)
def test_role_decides_what_is_heard(
    inbox: Inbox, role: Role, hears_talks: bool, hears_others: bool
):
    member = make_member(inbox.organization, role)
    service = make_service(inbox.organization)
    own = make_staff(inbox.organization, [service], user=member.user)
    grant = grant_of(session_of(member.user), inbox.organization.slug)
    assert grant is not None

    def hears(kind: str, subject_id: UUID, organization: Organization = inbox.organization) -> bool:
        return grant.covers(organization.pk, kind, subject_id)

    assert hears(CONVERSATION, new_id()) == hears(PRESENCE, new_id()) == hears_talks
    assert hears(AGENDA, own.pk)
    assert hears(AGENDA, new_id()) == hears_others
    assert not hears(AGENDA, own.pk, make_organization())
    assert not hears("secrets", own.pk)


def test_no_session_no_member_no_grant(inbox: Inbox):
    assert grant_of("unknown", inbox.organization.slug) is None
    member = make_member(inbox.organization, Role.AGENT)
    key = session_of(member.user)
    assert grant_of(key, make_organization().slug) is None
    assert grant_of(key, inbox.organization.slug) is not None
    member.user.is_active = False
    member.user.save()
    assert grant_of(key, inbox.organization.slug) is None


def test_changed_password_ends_the_grant(inbox: Inbox):
    member = make_member(inbox.organization, Role.AGENT)
    key = session_of(member.user)
    member.user.set_password("another-horse-8")
    member.user.save()
    assert grant_of(key, inbox.organization.slug) is None


def noted() -> list[tuple[str, UUID]]:
    found = list(LiveChange.objects.order_by("id").values_list("kind", "subject_id"))
    LiveChange.objects.all().delete()
    return found


def test_agendas_are_noted_whoever_writes(inbox: Inbox):
    service = make_service(inbox.organization)
    ana, bruno = (make_staff(inbox.organization, [service], hours=None) for _ in range(2))
    noted()
    visit = make_appointment(
        inbox.organization,
        customer=make_customer(inbox.organization),
        staff=ana,
        service=service,
    )
    assert noted() == [("agenda", ana.pk)]
    Appointment.objects.filter(pk=visit.pk).update(staff=bruno)
    assert sorted(noted()) == sorted([("agenda", ana.pk), ("agenda", bruno.pk)])
    block = TimeOff.objects.create(
        organization=inbox.organization, staff=ana, starts_at=NOW, ends_at=NOW + timedelta(hours=1)
    )
    assert noted() == [("agenda", ana.pk)]
    block.delete()
    assert noted() == [("agenda", ana.pk)]


def test_what_no_page_shows_is_not_noted(inbox: Inbox):
    talk = inbox.talk("Marina Costa")
    assert noted() == [("conversation", talk.pk)]
    Conversation.objects.update(flow_state={"step": "x"}, turn_due_at=timezone.now())
    assert noted() == []
    Conversation.objects.update(unread_count=3)
    assert noted() == [("conversation", talk.pk)]
