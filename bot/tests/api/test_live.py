"""Live news from the real server: who hears what, for how long, and at which cost."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import httpx
import psutil
import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Membership, Organization
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import Conversation, Delivery, Message
from bot.services.care import assign_conversation, resolve_conversation
from bot.services.replies import send_reply
from bot.tests.factories import make_channel, make_conversation, wamid
from catalog.tests.factories import make_service
from config.lib.bell import ring
from config.run.testing.stack import LiveStack, StartStack, wait_until_gone
from scheduling.tests.factories import make_appointment, make_staff
from tests.phones import eventually
from tests.streams import Stream, session_of

pytestmark = pytest.mark.django_db(transaction=True)

Listen = Callable[..., Stream]


class Salon:
    """A business with one conversation and one agenda."""

    def __init__(self) -> None:
        self.organization: Organization = make_organization()
        with scope(organization=self.organization):
            self.owner = Membership.objects.get(role=Role.OWNER).user
            self.customer = make_customer(self.organization)
            self.talk: Conversation = make_conversation(
                make_channel(self.organization),
                self.customer,
                last_message_at=timezone.now(),
                last_customer_message_at=timezone.now(),
            )
            self.service = make_service(self.organization)
            self.staff = make_staff(self.organization, [self.service])

    def hear(self) -> None:
        with scope(organization=self.organization):
            Message.objects.create(
                organization=self.organization,
                channel_id=self.talk.channel_id,
                conversation=self.talk,
                direction="IN",
                author="CUSTOMER",
                kind="TEXT",
                text="Oi",
                external_id=wamid(),
                occurred_at=timezone.now(),
            )

    def book(self, **fields: Any) -> None:
        with scope(organization=self.organization):
            make_appointment(
                self.organization,
                **(
                    {"customer": self.customer, "staff": self.staff, "service": self.service}
                    | fields
                ),
            )


@pytest.fixture
def salon() -> Salon:
    return Salon()


@pytest.fixture
def web(live_stack: StartStack) -> LiveStack:
    return live_stack("web")


@pytest.fixture
def listen(salon: Salon) -> Iterator[Listen]:
    opened: list[Stream] = []

    def start(web: LiveStack, user: Any = None, *, slug: str = "", **since: Any) -> Stream:
        url = f"{web.web_url}/o/{slug or salon.organization.slug}/live/"
        stream = Stream(url, session_of(user or salon.owner), **since)
        opened.append(stream)
        return stream.__enter__()

    yield start
    for stream in opened:
        stream.close()


def test_messages_ticks_and_care_are_heard(salon: Salon, web: LiveStack, listen: Listen):
    stream = listen(web)
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert stream.headers["x-accel-buffering"] == "no"
    assert stream.wait_for("hello").data == {"all": True}
    news = {"conversation": [str(salon.talk.pk)]}
    now, bia = timezone.now(), make_member(salon.organization, Role.AGENT).user

    def reply() -> None:
        send_reply(conversation=salon.talk, text="Olá", user=salon.owner, now=now)

    def tick() -> None:
        Delivery.objects.update(status="READ")

    def assign() -> None:
        assign_conversation(conversation=salon.talk, to=bia, user=salon.owner, now=now)

    def resolve() -> None:
        resolve_conversation(conversation=salon.talk, user=salon.owner, now=now)

    for step in (salon.hear, reply, tick, assign, resolve):
        stream.heard.clear()
        with scope(organization=salon.organization):
            step()
        stream.wait_for("change", **news)
        if step is reply:
            assert stream.changes() == [news]  # message, delivery and conversation: one word


def test_bell_makes_it_quick(salon: Salon, web: LiveStack, listen: Listen):
    stream = listen(web)
    stream.wait_for("hello")
    time.sleep(0.5)  # until the process has subscribed
    rung, unrung = [], []
    for _ in range(5):
        stream.heard.clear()
        salon.book(starts_at=timezone.now())
        began = time.monotonic()
        ring()
        rung.append(stream.wait_for("change").at - began)
        stream.heard.clear()
        with scope(organization=salon.organization), connection.cursor() as cursor:
            cursor.execute("DELETE FROM scheduling_appointment")
        began = time.monotonic()
        unrung.append(stream.wait_for("change").at - began)
    assert median(rung) < median(unrung) / 2, (rung, unrung)


def test_staff_hear_of_their_own_agenda_and_of_no_conversation(
    salon: Salon, web: LiveStack, listen: Listen
):
    member = make_member(salon.organization, Role.STAFF)
    with scope(organization=salon.organization):
        own = make_staff(salon.organization, [salon.service], user=member.user)
    stream, owner = listen(web, member.user), listen(web)
    stream.wait_for("hello")
    owner.wait_for("hello")

    salon.hear()
    salon.book()
    owner.wait_for("change", agenda=[str(salon.staff.pk)])
    salon.book(staff=own)

    assert stream.wait_for("change").data == {"agenda": [str(own.pk)]}


def test_tenants_do_not_hear_each_other(salon: Salon, web: LiveStack, listen: Listen):
    other = Salon()
    stream = listen(web)
    stream.wait_for("hello")
    other.hear()
    other.book()
    salon.hear()
    assert stream.wait_for("change").data == {"conversation": [str(salon.talk.pk)]}
    assert stream.changes() == [{"conversation": [str(salon.talk.pk)]}]


def test_stranger_visitor_and_odd_cookie_are_refused(salon: Salon, web: LiveStack, listen: Listen):
    assert listen(web, Salon().owner).status == 404
    assert listen(web, slug="nobody").status == 404
    url = f"{web.web_url}/o/{salon.organization.slug}/live/"
    for cookies in ({}, {"sessionid": "unknown"}, {"sessionid": "\u00e9'\";,"}):
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        answer = httpx.get(url, headers={"Cookie": header.encode("latin-1")}, trust_env=False)
        assert answer.status_code in {401, 404}
        assert answer.content == b""


def test_break_is_caught_up_with_from_the_database(salon: Salon, web: LiveStack, listen: Listen):
    first = listen(web)
    cursor = first.wait_for("hello").id
    first.close()
    salon.hear()
    web.kill("web")
    salon.book()
    web.start("web")
    web.wait_until_up()

    again = listen(web, after=cursor)

    assert again.wait_for("hello").data == {"all": False}
    expected = {"agenda": [str(salon.staff.pk)], "conversation": [str(salon.talk.pk)]}
    assert again.wait_for("change").data == expected
    fresh = listen(web, after=again.wait_for("change").id)
    fresh.wait_for("hello")
    time.sleep(1.5)
    assert fresh.changes() == []
    assert listen(web, after="1~1:1:").wait_for("hello").data == {"all": True}


def test_young_page_hears_only_what_happened_since_it_was_made(
    salon: Salon, web: LiveStack, listen: Listen
):
    first = listen(web, age_s=0.2)
    assert first.wait_for("hello").data == {"all": True}  # nobody had listened before
    salon.book()
    first.wait_for("change")
    time.sleep(2)
    salon.hear()
    first.wait_for("change", conversation=[str(salon.talk.pk)])

    young = listen(web, age_s=0.3)
    assert young.wait_for("hello").data == {"all": False}
    assert young.wait_for("change").data == {"conversation": [str(salon.talk.pk)]}
    assert listen(web, age_s=600).wait_for("hello").data == {"all": True}


def test_removed_member_and_ended_session_are_shown_out(
    salon: Salon, live_stack: StartStack, listen: Listen
):
    web = live_stack("web", LIVE_CHECK_S="1")
    member = make_member(salon.organization, Role.AGENT)
    removed, left = listen(web, member.user), listen(web, salon.owner)
    removed.wait_for("hello")
    with scope(organization=salon.organization):
        member.delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session WHERE session_key = %s", [_key(left)])
    assert removed.wait_for("bye", within=60).data == "login"
    assert left.wait_for("bye", within=60).data == "login"
    assert left.has_ended.wait(5)


def test_oldest_of_too_many_streams_ends(salon: Salon, web: LiveStack, listen: Listen):
    streams = [listen(web) for _ in range(13)]
    assert streams[0].wait_for("bye").data == "crowded"
    streams[-1].wait_for("hello")
    salon.hear()
    streams[-1].wait_for("change")
    assert not streams[1].has_ended.is_set()


def test_streams_hold_no_connection_and_no_thread(salon: Salon, web: LiveStack, listen: Listen):
    people = [make_member(salon.organization, Role.AGENT).user for _ in range(30)]
    listen(web, people[0]).wait_for("hello")
    process = psutil.Process(web.running["web"].pid)
    children = [process, *process.children(recursive=True)]
    threads = sum(one.num_threads() for one in children)
    connections = _connections()
    for user in people[1:]:
        listen(web, user).wait_for("hello")
    assert _connections() <= connections + 3  # the door's three, and they are let go
    assert sum(one.num_threads() for one in children) <= threads + 6


def test_without_redis_news_comes_a_little_later(
    salon: Salon, live_stack: StartStack, listen: Listen
):
    web = live_stack("web", REDIS_URL="unix:///nowhere/valkey.sock")
    stream = listen(web)
    stream.wait_for("hello")
    salon.hear()
    stream.wait_for("change", conversation=[str(salon.talk.pk)])
    assert not stream.has_ended.is_set()


@pytest.mark.parametrize("web_processes", [1, 2])
def test_stop_ends_streams_within_a_second(
    salon: Salon, live_stack: StartStack, listen: Listen, web_processes: int
):
    web = live_stack("web", web_processes=web_processes)
    streams = [listen(web) for _ in range(6)]
    for stream in streams:
        stream.wait_for("hello")
    main = psutil.Process(web.running["web"].pid)
    processes = [main, *main.children(recursive=True)]
    began = time.monotonic()
    main.terminate()
    for stream in streams:
        assert stream.wait_for("bye", within=1).data == "shutdown"
    wait_until_gone(processes, within=3)
    assert time.monotonic() - began < 3


def test_both_processes_tell_everybody(salon: Salon, live_stack: StartStack, listen: Listen):
    web = live_stack("web", web_processes=2)
    streams = [listen(web) for _ in range(8)]
    for stream in streams:
        stream.wait_for("hello")
    salon.hear()
    for stream in streams:
        stream.wait_for("change", conversation=[str(salon.talk.pk)])


def _key(stream: Stream) -> str:
    return str(stream._asked["headers"]["Cookie"].partition("=")[2])


def _connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(eventually(cursor.fetchone)[0])
