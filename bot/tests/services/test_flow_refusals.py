"""Late refusals of what flows have sent, by real statuses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bot.enums import Author, DeliveryStatus
from bot.models import Channel, Conversation, Delivery, FlowRun, FlowSending, FlowStep, Message
from bot.selectors.flow_calls import has_due_refusals
from bot.services.flow_refusals import LEASE, MAX_ATTEMPTS, heed_refusal_due
from bot.services.ownership import take_over
from bot.tests.factories import status_body
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.assistants import assistant, server, work_all
from bot.tests.services.conftest import Receive, after
from bot.tests.services.conftest import Says as Talk
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from bot.tests.services.model_server import ModelServer, Says
from bot.tests.services.test_statuses import failure
from bot.tests.templates import body, make_template

__all__ = ["assistant", "server"]

pytestmark = pytest.mark.django_db
Status = Callable[..., None]
ASK = node(
    "q", "question", {"text": "Quer vir?", "variable": "quer"}, done="e", failed="h", idle="e"
)
SORRY = node("x", "end", {"text": "Tentamos avisar por aqui."})


def templated(channel: Channel, done: str = "q") -> dict[str, Any]:
    make_template(channel, "volte_logo", body("Oi, {{1}}! Até já", "Marina"))
    data = {"template": "volte_logo", "values": [{"slot": "1", "value": "Bia"}]}
    ways = {"done": done, "error": "x"}
    return flow(
        node("a", "template", data, **ways), ASK, SORRY, PERSON, END, triggers=keyword("volta")
    )


@pytest.fixture
def status(channel: Channel, receive: Receive) -> Status:
    """What the provider tells of a message of ours."""

    def tell(message: Message, name: str, **fields: Any) -> None:
        given = {
            "id": message.external_id or f"wamid.{message.pk}",
            "status": name,
            "timestamp": str(int(timezone.now().timestamp())),
            "biz_opaque_callback_data": str(message.delivery.pk),
        }
        receive(status_body(channel, **(given | fields)))

    return tell


REFUSED = failure(131026, "Not on WhatsApp")


def template() -> Message:
    found: Message = Message.objects.select_related("delivery").get(kind="TEMPLATE")
    return found


def heeded(seconds: float = 10) -> list[str]:
    """Do the workers' work; what the customer was then told."""
    seen = set(Message.objects.values_list("pk", flat=True))
    while heed_refusal_due(now=after(seconds)):
        pass
    found = Message.objects.filter(author=Author.BOT).exclude(pk__in=seen).order_by("id")
    return list(found.values_list("text", flat=True))


def test_the_way_for_errors_is_gone_once(organization, channel, says: Talk, status: Status) -> None:
    publish(organization, templated(channel))
    assert says("volta") == ["Oi, Bia! Até já", "Quer vir?"]
    assert not has_due_refusals(after(10))
    status(template(), "sent")
    status(template(), "failed", **REFUSED)
    assert has_due_refusals(after(10))
    assert heeded() == ["Tentamos avisar por aqui."]
    assert template().delivery.status == DeliveryStatus.FAILED
    assert FlowRun.objects.get().ended_at is not None
    ways = FlowStep.objects.order_by("pk").values_list("node_id", "port")
    assert list(ways) == [("a", "done"), ("q", ""), ("a", "error"), ("x", "")]
    assert not FlowStep.objects.filter(left_at__isnull=True).exists()
    status(template(), "failed", **REFUSED)
    assert heeded() == []
    assert not has_due_refusals(after(1000))


def test_it_counts_also_when_it_comes_before_anything_else(
    organization, channel, says: Talk, status: Status
) -> None:
    publish(organization, templated(channel))
    says("volta")
    status(template(), "failed", **REFUSED)
    status(template(), "sent")
    assert heeded() == ["Tentamos avisar por aqui."]


def test_who_has_answered_is_not_disturbed(
    organization, channel, says: Talk, status: Status
) -> None:
    publish(organization, templated(channel))
    says("volta")
    assert says("quero") == ["Até logo!"]
    status(template(), "failed", **REFUSED)
    assert heeded() == []
    assert template().delivery.status == DeliveryStatus.FAILED, "the conversation shows it"


def test_what_has_arrived_after_all_is_no_refusal(
    organization, channel, says: Talk, status: Status
) -> None:
    publish(organization, templated(channel))
    says("volta")
    status(template(), "failed", **REFUSED)
    status(template(), "delivered")
    assert heeded() == []


def test_a_person_who_answers_is_not_interrupted(
    organization, channel, says: Talk, status: Status
) -> None:
    publish(organization, templated(channel))
    says("volta")
    talk = Conversation.objects.select_related("channel").get()
    take_over(conversation=talk, user=None, now=timezone.now())
    talk.save()
    status(template(), "failed", **REFUSED)
    assert heeded() == []


def test_a_run_that_is_over_stays_over(organization, channel, says: Talk, status: Status) -> None:
    publish(organization, templated(channel, done="e"))
    assert says("volta") == ["Oi, Bia! Até já", "Até logo!"]
    status(template(), "failed", **REFUSED)
    assert heeded() == []


def test_words_without_such_a_way_leave_no_row(organization, channel, says: Talk) -> None:
    publish(
        organization,
        flow(node("a", "message", text(), done="q"), ASK, PERSON, END, triggers=keyword("oi2")),
    )
    assert says("oi2") == ["Oi", "Quer vir?"]
    assert not FlowSending.objects.exists()


def test_an_answer_of_the_assistant_that_is_refused_is_its_error(
    organization, channel, assistant, server: ModelServer, says: Talk, status: Status
) -> None:
    ways = {"done": "e", "handed_over": "h", "error": "x", "idle": "e"}
    made = flow(node("a", "assistant", {}, **ways), SORRY, PERSON, END, triggers=keyword("ajuda"))
    publish(organization, made)
    server.script = [Says("Pois não?")]
    says("ajuda")
    work_all()
    answer = Message.objects.select_related("delivery").get(text="Pois não?")
    status(answer, "failed", **REFUSED)
    assert heeded() == ["Tentamos avisar por aqui."]


def test_a_worker_that_died_leaves_it_to_the_next_and_not_for_ever(
    organization, channel, says: Talk, status: Status
) -> None:
    publish(organization, templated(channel))
    says("volta")
    status(template(), "failed", **REFUSED)
    soon = after(10)
    FlowSending.objects.update(attempts=1, due_at=soon + LEASE)
    assert not heed_refusal_due(now=soon)
    assert heed_refusal_due(now=soon + LEASE)
    assert FlowRun.objects.get().ended_at is not None
    FlowSending.objects.update(attempts=MAX_ATTEMPTS - 1, due_at=soon)
    assert heed_refusal_due(now=soon)
    assert FlowSending.objects.get().due_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_heed_it_once(organization, channel, says: Talk, status: Status) -> None:
    publish(organization, templated(channel))
    says("volta")
    status(template(), "failed", **REFUSED)

    def work(_: int) -> bool:
        try:
            return heed_refusal_due(now=after(10))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [False, False, False, True]
    assert Delivery.objects.filter(message__text="Tentamos avisar por aqui.").count() == 1
