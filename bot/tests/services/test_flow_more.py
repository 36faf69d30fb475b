"""Templates, notices, secrets and flows that come back, in real conversations."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.enums import Role
from accounts.models import AuditEntry, User
from accounts.tests.factories import make_member, make_organization
from bot.enums import Author, FlowRunStatus, Owner, WorkStatus
from bot.flows.graph import Severity
from bot.models import Conversation, FlowCall, FlowRun, FlowSecret, Message
from bot.services.flow_call_work import make_call_due
from bot.services.flow_notices import MOST_NOTICES
from bot.services.flow_secrets import (
    SecretInvalid,
    SecretNameTaken,
    add_secret,
    remove_secret,
    renew_signing_secret,
    replace_secret,
    signing_secret,
)
from bot.services.flows import problems_of
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.conftest import after
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from bot.tests.templates import agree, make_template

pytestmark = pytest.mark.django_db

BUTTONS = {
    "type": "BUTTONS",
    "buttons": [{"type": "QUICK_REPLY", "text": "Quero"}, {"type": "QUICK_REPLY", "text": "Não"}],
}
BODY = {"type": "BODY", "text": "Oi, {{1}}! Sentimos sua falta. Até já"}


class Ear(BaseHTTPRequestHandler):
    """Answers with the statuses it was given, the last one for ever; keeps what it heard."""

    statuses: list[int] = [200]
    heard: list[tuple[dict[str, str], bytes]] = []

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0])
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def ear(settings: Settings) -> Iterator[str]:
    Ear.statuses, Ear.heard = [200], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.FLOW_HTTP_HOSTS, settings.FLOW_HTTP_PRIVATE = frozenset({"127.0.0.1"}), True
    yield f"http://127.0.0.1:{server.server_port}/aviso"
    server.shutdown()


@pytest.fixture
def owner(organization) -> User:
    return make_member(organization, Role.OWNER, name="Ana").user


def errors_of(graph: dict[str, Any]) -> list[str]:
    return [one.code for one in problems_of(graph) if one.severity == Severity.ERROR]


def templated(**data: Any) -> dict[str, Any]:
    values = [{"slot": "1", "value": "{{said}}"}]
    data = {"template": "volte_logo", "values": values} | data
    ways = {"s": "m", "no_match": "h", "idle": "e"} if data.get("buttons") else {"done": "m"}
    return flow(
        node("a", "template", data, error="h", **ways),
        node("m", "message", text("Depois"), done="e"),
        PERSON,
        END,
        triggers=keyword("volta"),
    )


def test_a_template_is_filled_and_the_flow_goes_on(organization, channel, says) -> None:
    make_template(channel)
    publish(organization, templated())
    assert says("volta") == ["Oi, volta! Sentimos sua falta. Até já", "Depois", "Até logo!"]
    sent = Message.objects.get(kind="TEMPLATE")
    assert sent.content["body"] == [["volta", ""]]


def test_a_button_of_a_template_is_a_way(organization, channel, says) -> None:
    make_template(channel, "volte_logo", BODY, BUTTONS)
    publish(organization, templated(buttons=[{"id": "s", "title": "quero"}]))
    assert says("volta") == ["Oi, volta! Sentimos sua falta. Até já"]
    sent = Message.objects.get(kind="TEMPLATE")
    assert sent.content["buttons"] == [[0, "quick_reply", "flow:a:s"]]
    assert says(tap="flow:a:s") == ["Depois", "Até logo!"]


@pytest.mark.parametrize("agrees", [None, False])
def test_a_promotion_without_consent_takes_the_branch_for_errors(
    organization, channel, says, agrees
) -> None:
    make_template(channel, category="MARKETING")
    publish(organization, templated())
    says("oi")
    if agrees is not None:
        agree(Conversation.objects.get().customer, agrees=agrees)
    assert says("volta") == ["Já chamo alguém."]
    assert Conversation.objects.get().owner != Owner.BOT


def test_a_promotion_with_consent_is_sent(organization, channel, says) -> None:
    make_template(channel, category="MARKETING")
    publish(organization, templated())
    says("oi")
    agree(Conversation.objects.get().customer)
    assert says("volta")[0] == "Oi, volta! Sentimos sua falta. Até já"


def test_what_a_flow_names_and_there_is_not_is_told(organization, channel) -> None:
    (problem,) = problems_of(templated())
    assert (problem.code, problem.severity) == ("unknown_template", Severity.WARNING)
    make_template(channel, "volte_logo", BODY, BUTTONS)
    assert problems_of(templated()) == []
    wrong = templated(buttons=[{"id": "s", "title": "Talvez"}])
    assert [one.code for one in problems_of(wrong)] == ["unknown_button"]


def rating(**more: Any) -> dict[str, Any]:
    question = {"text": "Que nota?", "answer": "number", "variable": "nota"}
    return flow(
        node("a", "question", question, done="e", failed="h", idle="e"),
        node("h", "hand_over"),
        node("e", "end"),
        triggers=[],
        **more,
    )


def calling(slug: str = "nota") -> dict[str, Any]:
    back = {"flow": slug, "returns": True, "gets": [{"variable": "nota"}]}
    return flow(
        node("a", "go_to", back, done="m", error="x"),
        node("m", "message", text("Nota {{nota}}, obrigado!"), done="e"),
        node("x", "message", text("Agora não dá."), done="e"),
        PERSON,
        END,
        triggers=keyword("avaliar"),
    )


def test_a_flow_calls_another_and_comes_back_with_its_values(organization, says) -> None:
    publish(organization, rating(), "Nota")
    publish(organization, calling())
    assert says("avaliar") == ["Que nota?"]
    statuses = set(FlowRun.objects.values_list("status", flat=True))
    assert statuses == {FlowRunStatus.CALLING, FlowRunStatus.WAITING_ANSWER}
    assert says("9") == ["Nota 9, obrigado!", "Até logo!"]
    assert not FlowRun.objects.filter(ended_at__isnull=True).exists()
    assert Conversation.objects.get().flow_run is None


def test_who_leaves_the_called_flow_leaves_both(organization, says) -> None:
    publish(organization, rating(), "Nota")
    publish(organization, calling())
    says("avaliar")
    says("quero falar com um atendente")
    assert set(FlowRun.objects.values_list("status", flat=True)) == {FlowRunStatus.LEFT}


def test_a_called_flow_that_hands_over_ends_both(organization, says) -> None:
    publish(organization, rating(), "Nota")
    publish(organization, calling())
    says("avaliar")
    for _ in range(3):
        says("não sei")
    assert not FlowRun.objects.filter(ended_at__isnull=True).exists()
    assert Conversation.objects.get().owner != Owner.BOT


def test_a_flow_that_is_not_there_is_the_branch_for_errors(organization, says) -> None:
    publish(organization, calling())
    assert says("avaliar") == ["Agora não dá.", "Até logo!"]


def test_flows_that_call_each_other_are_refused_and_end_by_themselves(organization, says) -> None:
    made = publish(organization, calling("b") | {"triggers": []}, "a")
    publish(organization, calling("a"), "b")
    assert errors_of(made.draft) == ["flows_too_deep"]
    assert says("avaliar")[:2] == ["Agora não dá.", "Até logo!"]
    assert not FlowRun.objects.filter(ended_at__isnull=True).exists()


def notifying(url: str) -> dict[str, Any]:
    data = {"url": url, "send": [{"name": "disse", "value": "{{said}}"}]}
    return flow(
        node("a", "webhook", data, done="m"),
        node("m", "message", text("Avisado."), done="e"),
        PERSON,
        END,
        triggers=keyword("avisa"),
    )


def test_a_notice_is_signed_and_the_customer_does_not_wait(organization, ear, says) -> None:
    publish(organization, notifying(ear))
    assert says("avisa") == ["Avisado.", "Até logo!"]
    assert make_call_due(now=after(10))
    ((headers, body),) = Ear.heard
    expected = hmac.new(signing_secret(organization).encode(), body, hashlib.sha256).hexdigest()
    assert headers["x-zapenda-signature"] == f"sha256={expected}"
    told = json.loads(body)
    assert (told["flow"], told["values"]) == ("pesquisa", {"disse": "avisa"})
    assert headers["x-zapenda-id"] == told["id"]
    call = FlowCall.objects.get()
    assert (call.status, call.outcome, call.request) == (WorkStatus.DONE, "200", {})


def test_a_notice_is_repeated_with_the_same_id_until_it_arrives(organization, ear, says) -> None:
    Ear.statuses = [503, 500, 200]
    publish(organization, notifying(ear))
    says("avisa")
    now, made = after(10), 0
    while FlowCall.objects.filter(status=WorkStatus.NEW).exists():
        made += make_call_due(now=now)
        now += timedelta(minutes=10)
    assert made == 3
    assert len({headers["x-zapenda-id"] for headers, _ in Ear.heard}) == 1


def test_a_notice_nobody_takes_is_given_up(organization, ear, says) -> None:
    Ear.statuses = [503]
    publish(organization, notifying(ear))
    says("avisa")
    now = after(10)
    for _ in range(MOST_NOTICES + 2):
        make_call_due(now=now)
        now += timedelta(hours=1)
    assert len(Ear.heard) == MOST_NOTICES
    assert FlowCall.objects.get().status == WorkStatus.FAILED


def test_a_notice_that_is_refused_is_not_repeated(organization, ear, says) -> None:
    Ear.statuses = [404]
    publish(organization, notifying(ear))
    says("avisa")
    assert make_call_due(now=after(10))
    assert FlowCall.objects.get().status == WorkStatus.FAILED


def asking(url: str) -> dict[str, Any]:
    headers = [{"name": "Authorization", "value": "Bearer {{secret.estoque}}"}]
    data = {"url": url, "headers": headers}
    return flow(
        node("a", "http", data, done="m", error="x"),
        node("m", "message", text("Tem."), done="e"),
        node("x", "message", text("Agora não dá."), done="e"),
        PERSON,
        END,
        triggers=keyword("tem"),
    )


def test_a_secret_is_put_in_when_the_request_is_made(organization, ear, says, owner) -> None:
    add_secret(organization=organization, name="estoque", value="k-123", actor=owner)
    publish(organization, asking(ear))
    says("tem")
    kept = json.dumps(FlowCall.objects.get().request)
    assert "k-123" not in kept
    assert "estoque" in kept
    make_call_due(now=after(10))
    assert Ear.heard[0][0]["authorization"] == "Bearer k-123"
    assert "k-123" not in json.dumps(list(FlowRun.objects.values("state")))


def test_a_secret_that_was_removed_takes_the_branch_for_errors(
    organization, ear, says, owner
) -> None:
    secret = add_secret(organization=organization, name="estoque", value="k-123", actor=owner)
    publish(organization, asking(ear))
    remove_secret(secret=secret, actor=owner)
    remove_secret(secret=secret, actor=owner)
    says("tem")
    make_call_due(now=after(10))
    assert Ear.heard == []
    said = Message.objects.filter(author=Author.BOT).order_by("-id").values_list("text", flat=True)
    assert "Agora não dá." in said
    assert errors_of(asking(ear)) == ["unknown_secret"]


def test_another_house_s_secret_is_none_of_ours(organization, ear, says) -> None:
    other = make_organization(name="Outra")
    FlowSecret.objects.create(organization=other, name="estoque", value="k-999")
    assert errors_of(asking(ear)) == ["unknown_secret"]


def test_secrets_are_written_down_by_name_alone(organization, owner) -> None:
    secret = add_secret(organization=organization, name="loja", value="k-1", actor=owner)
    with pytest.raises(SecretNameTaken):
        add_secret(organization=organization, name="loja", value="k-2", actor=owner)
    replace_secret(secret=secret, value="k-3", actor=owner)
    secret.refresh_from_db()
    assert secret.value == "k-3"
    told = AuditEntry.objects.filter(action__startswith="flow_secret.")
    assert all(entry.details == {"name": "loja"} for entry in told)
    assert told.count() == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("Loja", "x"), ("1a", "x"), ("assinatura", "x"), ("a", ""), ("a", "x\ny"), ("a", "ç")],
)
def test_a_secret_that_no_header_can_hold_is_refused(organization, owner, name, value) -> None:
    with pytest.raises(SecretInvalid):
        add_secret(organization=organization, name=name, value=value, actor=owner)


def test_the_key_of_the_signatures_can_be_renewed(organization, owner) -> None:
    first = signing_secret(organization)
    assert signing_secret(organization) == first
    second = renew_signing_secret(organization=organization, actor=owner)
    assert signing_secret(organization) == second != first


def test_an_answer_that_comes_before_the_wait_is_over_changes_nothing(organization, says) -> None:
    """Until nine the next morning."""
    publish(
        organization,
        flow(
            node("a", "wait_until", {"until": "time", "time": "09:00"}, done="m", none="h"),
            node("m", "message", text("Bom dia!"), done="e"),
            PERSON,
            END,
            triggers=keyword("amanhã"),
        ),
    )
    assert says("amanhã") == []
    run = FlowRun.objects.get()
    assert run.wake_at is not None
    assert timezone.now() < run.wake_at <= timezone.now() + timedelta(days=1)
    assert says("e aí?") == []
    assert says("e aí?", at=run.wake_at) == ["Bom dia!", "Até logo!"]
