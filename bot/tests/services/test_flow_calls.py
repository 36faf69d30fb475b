"""Requests of flows: made once, outside the turn, and told to the run that waits."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from bot.enums import Author, Owner, WorkStatus
from bot.models import Conversation, FlowCall, FlowRun, Message
from bot.services.flow_call_work import LEASE, MOST_CLAIMS, make_call_due
from bot.services.ownership import take_over
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.conftest import after
from bot.tests.services.flow_chats import END, PERSON, keyword, publish

pytestmark = pytest.mark.django_db


class Stock(BaseHTTPRequestHandler):
    status = 200
    says = b'{"left": 3, "name": "Xampu\\u0000"}'
    asked: list[str] = []

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.says)

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def shop(settings: Settings) -> Iterator[str]:
    Stock.status, Stock.asked = 200, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stock)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.FLOW_HTTP_HOSTS, settings.FLOW_HTTP_PRIVATE = frozenset({"127.0.0.1"}), True
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def stock(url: str, method: str = "GET") -> dict[str, Any]:
    save = [{"path": "left", "variable": "resta"}, {"path": "name", "variable": "nome"}]
    return flow(
        node(
            "a",
            "http",
            {"method": method, "url": f"{url}/{{{{said}}}}", "save": save},
            done="b",
            error="c",
        ),
        node("b", "message", text("{{nome}}: {{resta}}"), done="e"),
        node("c", "message", text("Agora não consigo ver."), done="e"),
        PERSON,
        END,
        triggers=keyword("estoque"),
    )


def said() -> list[str]:
    found = Message.objects.filter(author=Author.BOT).order_by("id")
    return list(found.values_list("text", flat=True))


def make_all() -> int:
    done = 0
    while make_call_due(now=after(10)):
        done += 1
    return done


def test_the_answer_goes_on_with_the_flow(organization, shop, says) -> None:
    publish(organization, stock(shop))
    assert says("estoque") == []
    assert make_all() == 1
    assert Stock.asked == ["GET /estoque"]
    assert said() == ["Xampu: 3", "Até logo!"]
    call = FlowCall.objects.get()
    assert (call.status, call.outcome, call.request) == (WorkStatus.DONE, "200", {})


@pytest.mark.parametrize("name", [rb'"Xampu\ud83d"', rb'"Xampu"', rb'"Xa\u0000mpu"'])
def test_what_the_database_cannot_keep_is_left_out(organization, shop, says, monkeypatch, name):
    monkeypatch.setattr(Stock, "says", b'{"left": 3, "name": ' + name + b', "x": 1e999}')
    publish(organization, stock(shop))
    says("estoque")
    assert make_all() == 1
    assert said() == ["Xampu: 3", "Até logo!"]


def test_what_the_server_refuses_takes_the_branch_for_errors(
    organization,
    shop,
    says,
) -> None:
    Stock.status = 500
    publish(organization, stock(shop))
    says("estoque")
    make_all()
    assert said() == ["Agora não consigo ver.", "Até logo!"]


def test_a_host_that_is_not_allowed_is_never_asked(
    organization,
    shop,
    says,
    settings,
) -> None:
    settings.FLOW_HTTP_HOSTS = frozenset({"example.com"})
    publish(organization, stock(shop))
    says("estoque")
    make_all()
    assert Stock.asked == []
    assert FlowCall.objects.get().outcome == "host"
    assert said() == ["Agora não consigo ver.", "Até logo!"]


def test_a_post_that_may_have_arrived_is_not_repeated(
    organization,
    shop,
    says,
) -> None:
    """A worker claimed it and died before it wrote down what happened."""
    publish(organization, stock(shop, "POST"))
    says("estoque")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bot_flowcall SET attempts = 1")
    assert make_call_due(now=timezone.now() + LEASE)
    assert Stock.asked == []
    assert FlowCall.objects.get().outcome == "lost"
    assert said() == ["Agora não consigo ver.", "Até logo!"]


def test_an_outcome_that_breaks_its_flow_again_and_again_ends_with_a_person(
    organization, shop, says
) -> None:
    publish(organization, stock(shop))
    says("estoque")
    FlowCall.objects.update(attempts=MOST_CLAIMS)

    assert make_all() == 1
    assert make_call_due(now=after(10) + 2 * LEASE) is False
    assert Stock.asked == []
    assert FlowCall.objects.get().status == WorkStatus.FAILED
    talk = Conversation.objects.get()
    assert (talk.owner, talk.waits_for_person) == (Owner.HUMAN, True)
    (words,) = said()
    assert "Já chamei alguém" in words


def test_a_person_who_answers_is_not_interrupted(organization, shop, says) -> None:
    publish(organization, stock(shop))
    says("estoque")
    conversation = Conversation.objects.select_related("channel").get()
    take_over(conversation=conversation, user=None, now=timezone.now())
    conversation.save()
    make_all()
    assert said() == []
    assert Conversation.objects.get().owner == Owner.HUMAN


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_call(organization, shop, says) -> None:
    publish(organization, stock(shop))
    says("estoque")

    def work(_: int) -> bool:
        try:
            return make_call_due(now=after(10))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [False, False, False, True]
    assert Stock.asked == ["GET /estoque"]
    assert FlowRun.objects.get().ended_at is not None
