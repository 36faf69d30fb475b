"""Templates, moments, prices, notices, secrets, and flows that come back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.engine import (
    Answered,
    CallFlow,
    CallHttp,
    EffectDone,
    EffectFailed,
    Notify,
    Secret,
    SendTemplate,
    Status,
    TimePassed,
)
from bot.tests.flows.engine.test_run import END, FACTS, NOW, PERSON, Chat
from bot.tests.flows.graph.graphs import errors, graph, node, text

BUTTONS = [{"id": "sim", "title": "Quero"}, {"id": "nao", "title": "Agora não"}]


def templated(**data: object) -> Chat:
    """A flow that begins with a template."""
    ways = {"sim": "s", "nao": "e", "no_match": "h", "idle": "e"} if data.get("buttons") else {}
    data = {"template": "volte", "retry_text": "Sim ou não?", "retries": 1} | data
    return Chat(
        graph(
            node("a", "template", data, **(ways or {"done": "s"}), error="h"),
            node("s", "message", text("{{resposta}} Vamos lá"), done="e"),
            PERSON,
            END,
            variables=[{"name": "resposta", "initial": ""}],
        )
    )


def test_a_template_is_asked_for_with_its_values() -> None:
    chat = templated(values=[{"slot": "1", "value": "{{customer.first_name}}"}])
    assert chat.outcome.effects == (SendTemplate("1", "volte", (("1", "Ana"),)),)
    assert chat.event(EffectDone("1")).heard == ["Vamos lá"]


def test_a_template_that_is_refused_takes_the_branch_for_errors() -> None:
    chat = templated().event(EffectFailed("1", "no_consent"))
    assert chat.state.status == Status.HANDED_OVER


def test_a_template_with_buttons_waits_for_them() -> None:
    chat = templated(buttons=BUTTONS, variable="resposta")
    (sent,) = chat.outcome.effects
    assert isinstance(sent, SendTemplate)
    assert sent.taps == (("Quero", "flow:a:sim"), ("Agora não", "flow:a:nao"))
    chat.event(EffectDone("1"))
    assert chat.state.status == Status.WAITING_ANSWER
    assert chat.says("talvez").heard == ["Sim ou não?"]
    assert chat.event(Answered(reply_id="flow:a:sim")).heard == ["Quero Vamos lá"]


def test_a_template_nobody_answers_takes_the_branch_for_silence() -> None:
    chat = templated(buttons=BUTTONS, idle_minutes=30).event(EffectDone("1"))
    chat.now += timedelta(minutes=30)
    assert chat.event(TimePassed()).state.status == Status.ENDED


def until(data: dict[str, object], **facts: object) -> Chat:
    read = graph(
        node("a", "wait_until", data, done="m", none="h"),
        node("m", "message", text("Bom dia"), done="e"),
        PERSON,
        END,
        variables=[{"name": "dia", "initial": "2026-11-25"}],
    )
    return Chat(read, replace(FACTS, **facts))


def test_a_wait_for_the_opening_is_over_when_the_house_is_open() -> None:
    assert until({"until": "opening"}).heard == ["Bom dia"]


def test_a_wait_for_the_opening_ends_at_the_opening() -> None:
    opens = datetime(2026, 11, 23, 12, tzinfo=UTC)
    chat = until({"until": "opening"}, is_open=False, opens_at=opens)
    assert (chat.state.status, chat.state.wake_at) == (Status.WAITING_TIME, opens)
    chat.now = opens
    assert chat.event(TimePassed()).heard == ["Bom dia"]


def test_a_house_that_never_opens_is_another_way() -> None:
    chat = until({"until": "opening"}, is_open=False)
    assert chat.state.status == Status.HANDED_OVER


@pytest.mark.parametrize(
    ("data", "wakes"),
    [
        ({"until": "time", "time": "18:00"}, "2026-11-21T21:00+00:00"),
        ({"until": "time", "time": "09:00"}, "2026-11-22T12:00+00:00"),
        ({"until": "date", "date": "{{dia}}"}, "2026-11-25T12:00+00:00"),
        ({"until": "date", "date": "{{dia}}", "days": -1}, "2026-11-24T12:00+00:00"),
        ({"until": "date", "date": "{{dia}}", "time": "20:00"}, "2026-11-25T23:00+00:00"),
        ({"until": "date", "date": "2026-11-25T18:30+00:00"}, "2026-11-25T18:30+00:00"),
    ],
)
def test_a_wait_ends_on_the_clock_of_the_house(data, wakes) -> None:
    assert until(data).state.wake_at == datetime.fromisoformat(wakes)


@pytest.mark.parametrize("date", ["2026-11-20", "amanhã", "2029-01-01", "9999-12-31"])
def test_a_moment_that_has_passed_or_is_none_is_another_way(date) -> None:
    assert until({"until": "date", "date": date}).state.status == Status.HANDED_OVER


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"until": "date"}, "missing"),
        ({"until": "time"}, "missing"),
        ({"until": "time", "time": "25:00"}, "bad_time"),
    ],
)
def test_a_moment_that_can_never_come_is_not_published(data, code) -> None:
    read = graph(node("a", "wait_until", data, done="e", none="e"), END)
    assert errors(read) == [code]


def test_prices_come_in_as_many_messages_as_they_need() -> None:
    read = graph(node("a", "prices", {"text": "Preços"}, done="e", none="h"), PERSON, END)
    chat = Chat(read).event(EffectDone("1", {"text": "Corte: R$ 40\nBarba: R$ 30"}))
    assert chat.heard == ["Preços\n\nCorte: R$ 40\nBarba: R$ 30"]
    many = Chat(read).event(EffectDone("1", {"text": "\n".join(["x" * 99] * 60)}))
    assert [len(one) for one in many.heard] == [4007, 1999]
    assert Chat(read).event(EffectDone("1", {"text": ""})).state.status == Status.HANDED_OVER


def test_the_price_of_what_was_not_chosen_is_not_published() -> None:
    read = graph(node("a", "prices", {"only_chosen": True}, done="e", none="e"), END)
    assert errors(read) == ["booking_order"]


def test_a_notice_is_sent_and_nobody_waits() -> None:
    data = {
        "url": "https://example.com/{{said}}",
        "send": [{"name": "cliente", "value": "{{customer.name}}"}],
    }
    chat = Chat(graph(node("a", "webhook", data, done="e"), END))
    notice = Notify("1", "https://example.com/oi", (("cliente", "Ana Souza"),))
    assert chat.outcome.effects == (notice,)
    assert chat.state.status == Status.ENDED


def calling(value: str) -> Chat:
    headers = [{"name": "Authorization", "value": value}]
    data = {"url": "https://example.com/", "headers": headers}
    read = graph(
        node("q", "question", {"text": "?", "variable": "nome"}, done="a", failed="e", idle="e"),
        node("a", "http", data, done="e", error="e"),
        END,
        start="q",
    )
    return Chat(read)


def test_a_secret_is_named_and_never_filled_in() -> None:
    (call,) = calling("Bearer {{secret.loja}} {{nome}}").says("Ana").outcome.effects
    assert isinstance(call, CallHttp)
    assert call.headers == (("Authorization", ("Bearer ", Secret("loja"), " Ana")),)


def test_a_customer_cannot_name_a_secret() -> None:
    (call,) = calling("{{{nome}}").says("{secret.loja}}").outcome.effects
    assert isinstance(call, CallHttp)
    assert call.headers == (("Authorization", ("{{secret.loja}}",)),)


def test_a_secret_stands_in_headers_alone() -> None:
    headers = [{"name": "Key", "value": "{{secret.loja}}"}]
    data = {"url": "https://example.com/", "headers": headers}
    assert errors(graph(node("a", "http", data, done="e", error="e"), END)) == []
    data["body"] = "{{secret.loja}}"
    assert errors(graph(node("a", "http", data, done="e", error="e"), END)) == ["unbound_variable"]
    said = node("a", "message", text("{{secret.loja}}"), done="e")
    assert errors(graph(said, END)) == ["unbound_variable"]


def coming_back() -> Chat:
    data = {"flow": "nota", "returns": True, "gets": [{"variable": "nota"}]}
    read = graph(
        node("a", "go_to", data, done="m", error="h"),
        node("m", "message", text("Nota {{nota}}."), done="e"),
        PERSON,
        END,
    )
    assert errors(read) == []
    return Chat(read)


def test_a_flow_waits_for_another_as_long_as_that_takes() -> None:
    chat = coming_back()
    assert chat.outcome.effects == (CallFlow("1", "nota"),)
    chat.now = NOW + timedelta(days=3)
    assert chat.event(TimePassed()).state.wake_at is None
    assert chat.event(EffectDone("1", {"values": {"nota": 9}})).heard == ["Nota 9."]


def test_what_the_other_flow_did_not_set_is_empty() -> None:
    assert coming_back().event(EffectDone("1", {})).heard == ["Nota ."]


def test_a_flow_that_cannot_be_called_is_an_error() -> None:
    assert coming_back().event(EffectFailed("1")).state.status == Status.HANDED_OVER
