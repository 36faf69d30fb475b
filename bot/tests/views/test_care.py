"""Whose a conversation is, done or later, and two people who answer at once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import User
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.enums import Owner
from bot.models import Delivery, Message
from bot.services.care import snooze_conversation
from bot.services.care_events import reopen_for_customer
from bot.services.replies import AnsweredMeanwhile, send_reply
from bot.tests.factories import make_channel, make_conversation
from bot.tests.views.test_inbox import PARTIAL, Inbox
from config.lib.ids import new_id


def make_inbox() -> Inbox:
    organization = make_organization()
    with scope(organization=organization):
        channel, now = make_channel(organization), timezone.now()
        talk = make_conversation(
            channel,
            make_customer(organization, name="Marina Costa"),
            last_message_at=now,
            last_customer_message_at=now,
        )
        return Inbox(organization, channel, talk)


@pytest.fixture
def inbox(db: None) -> Iterator[Inbox]:
    made = make_inbox()
    with scope(organization=made.organization):
        yield made


def colleague(inbox: Inbox, role: Role = Role.AGENT) -> User:
    return make_member(inbox.organization, role, name="Bia Lima").user


def act(client: Client, inbox: Inbox, rest: str, **fields: str) -> str:
    answer = client.post(inbox.talk_url(rest), fields, headers=PARTIAL)
    assert answer.status_code == 200
    return answer.content.decode()


def test_passing_to_a_colleague_twice_says_it_once(inbox: Inbox) -> None:
    client, bia = inbox.client(), colleague(inbox)
    for _ in range(2):
        page = act(client, inbox, "owner/", to=str(bia.pk))
    assert "Ana passou a conversa para Bia" in page
    assert inbox.fresh().assigned_to == bia
    assert inbox.fresh().owner == Owner.HUMAN
    assert Message.objects.count() == 1
    assert not Delivery.objects.exists()  # a line of the thread is never sent


def test_only_people_who_answer_can_be_given_a_conversation(inbox: Inbox) -> None:
    outsider = make_member(make_organization(), Role.OWNER).user
    for person in (colleague(inbox, Role.VIEWER), outsider):
        url, given = inbox.talk_url("owner/"), {"to": str(person.pk)}
        assert inbox.client().post(url, given).status_code == 404
    assert inbox.fresh().assigned_to is None


def test_resolving_and_reopening(inbox: Inbox) -> None:
    client = inbox.client(Role.AGENT)
    act(client, inbox, "owner/")
    for _ in range(2):
        page = act(client, inbox, "resolution/")
    assert "Ana resolveu a conversa" in page
    assert inbox.fresh().resolved_at is not None
    assert inbox.fresh().assigned_to is None
    page = act(client, inbox, "resolution/", reopen="1")
    assert "Ana reabriu a conversa" in page
    assert inbox.fresh().resolved_at is None
    assert Message.objects.count() == 3


def test_customer_reopens(inbox: Inbox) -> None:
    client = inbox.client()
    act(client, inbox, "resolution/")
    talk = inbox.fresh()
    reopen_for_customer(talk, timezone.now())
    talk.save()
    page = client.get(inbox.talk_url()).content.decode()
    assert "O cliente escreveu e reabriu a conversa" in page
    assert inbox.fresh().resolved_at is None


def test_snoozing_until_a_local_time(inbox: Inbox) -> None:
    client = inbox.client()
    with timezone.override(inbox.organization.time_zone):
        until = timezone.localtime() + timedelta(days=2)
    page = act(client, inbox, "snooze/", until=f"{until:%Y-%m-%dT%H:%M}")
    assert "Ana adiou a conversa até" in page
    assert inbox.fresh().snoozed_until == until.replace(second=0, microsecond=0)
    assert inbox.fresh().bot_resumes_at is not None


def test_snoozing_by_a_short_cut(inbox: Inbox) -> None:
    client = inbox.client()
    page = client.get(inbox.talk_url()).content.decode()
    shown = re.findall(r'name="until" value="(\d{4}-\d\d-\d\dT\d\d:\d\d)">Amanhã de manhã', page)
    assert len(shown) == 1
    act(client, inbox, "snooze/", until=shown[0])
    with timezone.override(inbox.organization.time_zone):
        wall = timezone.localtime(inbox.fresh().snoozed_until)
        assert (wall.hour, wall.date()) == (9, timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize("until", ["", "x", "2020-01-01T10:00", "2099-01-01T10:00"])
def test_snoozing_refuses_bad_times(inbox: Inbox, until: str) -> None:
    answer = inbox.client().post(inbox.talk_url("snooze/"), {"until": until}, headers=PARTIAL)
    assert answer.status_code == 422
    assert inbox.fresh().snoozed_until is None


@pytest.mark.parametrize("rest", ["owner/", "bot/", "resolution/", "snooze/"])
def test_reader_changes_nothing(inbox: Inbox, rest: str) -> None:
    client = inbox.client(Role.VIEWER)
    assert client.post(inbox.talk_url(rest)).status_code == 403
    assert "care-panel" not in client.get(inbox.talk_url()).content.decode()
    assert not Message.objects.exists()


def test_badge_counts_who_waits(inbox: Inbox) -> None:
    client = inbox.client(Role.VIEWER)
    assert "count" not in client.get(inbox.url("waiting/")).content.decode()
    inbox.talk.waits_for_person = True
    inbox.talk.save()
    assert ">1<" in client.get(inbox.url("waiting/")).content.decode()
    later = timezone.now() + timedelta(hours=1)
    snooze_conversation(
        conversation=inbox.talk, until=later, user=colleague(inbox), now=timezone.now()
    )
    assert "count" not in client.get(inbox.url("waiting/")).content.decode()


def test_second_answer_is_stopped_and_may_go_anyway(inbox: Inbox) -> None:
    asked = inbox.hear("Tem horário?")
    send_reply(
        conversation=inbox.talk, text="Tem às 15h", user=colleague(inbox), now=timezone.now()
    )
    given = {"text": "Não tem", "token": str(new_id()), "seen": str(asked.pk)}
    client, url = inbox.client(), inbox.talk_url("messages/")
    answer = client.post(url, given, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#composer"
    for words in ("Bia respondeu enquanto", "Tem às 15h", "Não tem", "Enviar assim mesmo"):
        assert words in page
    assert Delivery.objects.count() == 1
    assert client.post(url, given).status_code == 409  # the plain page says it too
    said = Message.objects.get(text="Tem às 15h").pk
    assert client.post(url, given | {"anyway": str(said)}, headers=PARTIAL).status_code == 200
    assert Delivery.objects.count() == 2


def test_own_answers_and_the_bots_are_no_hindrance(inbox: Inbox) -> None:
    asked, me = inbox.hear(), colleague(inbox)
    for text in ("Oi", "Tudo bem?"):
        send_reply(
            conversation=inbox.talk, text=text, user=me, now=timezone.now(), seen_id=asked.pk
        )
    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_sent() -> None:
    made = make_inbox()
    with scope(organization=made.organization):
        asked = made.hear()
        people = [colleague(made), make_member(made.organization, Role.AGENT, name="Caio").user]
    start, stopped = Barrier(2), []

    def answer(user: User) -> None:
        start.wait()
        try:
            with scope(organization=made.organization):
                send_reply(
                    conversation=made.talk,
                    text="Oi",
                    user=user,
                    now=timezone.now(),
                    seen_id=asked.pk,
                )
        except AnsweredMeanwhile:
            stopped.append(user)
        finally:
            connection.close()

    threads = [Thread(target=answer, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(organization=made.organization):
        assert Delivery.objects.count() == len(stopped) == 1
