import socket
import threading
import time

import httpx
import pytest

from bot.gateways import ErrorScope, GatewayError, Recipient, Text
from bot.gateways.meta import MetaCloudGateway
from bot.tests.gateways.graph_server import Answer

TO = Recipient(wa_id="5511987654321")
HTML = "<html><body><h1>Bad Gateway</h1></body></html>"


def failure(gateway):
    with pytest.raises(GatewayError) as caught:
        gateway.send(TO, Text("oi"))
    return caught.value


def made(client, base_url, **parts):
    given = {"phone_number_id": "1", "waba_id": "2", "access_token": "t"} | parts
    return MetaCloudGateway(base_url=base_url, client=client, **given)


def graph_error(code, status=400, **parts):
    return Answer({"error": {"message": f"(#{code}) x", "code": code, **parts}}, status)


def test_an_answer_that_never_comes_leaves_the_outcome_unknown(graph, client):
    release = threading.Event()
    graph.will_answer(Answer({}, hang=release))
    gateway = made(client, graph.url, timeout=httpx.Timeout(0.3))
    started = time.monotonic()
    error = failure(gateway)
    release.set()
    assert time.monotonic() - started < 3
    assert len(graph.asked) == 1
    assert (error.outcome_unknown, error.permanent, error.http_status) == (True, False, None)
    assert error.scope == ErrorScope.MESSAGE


def test_a_connection_cut_after_the_request_leaves_the_outcome_unknown(graph, gateway):
    graph.will_answer(Answer(cut=True))
    error = failure(gateway)
    assert (error.outcome_unknown, error.permanent) == (True, False)


def test_a_refused_connection_surely_sent_nothing(client):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and never listening
        error = failure(made(client, f"http://127.0.0.1:{unused.getsockname()[1]}"))
    assert (error.outcome_unknown, error.permanent) == (False, False)
    assert error.retry_after


def test_a_full_backlog_is_a_connect_time_out_and_surely_sent_nothing(client):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for connection in waiting:
            connection.setblocking(False)
            connection.connect_ex(deaf.getsockname())
        time.sleep(0.05)
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        error = failure(made(client, url, timeout=httpx.Timeout(0.3)))
        for connection in waiting:
            connection.close()
    assert error.detail == "ConnectTimeout"
    assert (error.outcome_unknown, error.permanent) == (False, False)


def test_an_unknown_host_surely_sent_nothing(client):
    error = failure(made(client, "http://graph.invalid/v24.0"))
    assert (error.outcome_unknown, error.permanent) == (False, False)


@pytest.mark.parametrize(
    ("base_url", "token"),
    [
        ("graph.example/v24.0", "t"),
        ("ftp://graph.example", "t"),
        ("http://127.0.0.1:port", "t"),
        ("", "café"),
        ("", "a\nb"),
    ],
)
def test_a_broken_address_or_token_stops_the_number(graph, client, base_url, token):
    error = failure(made(client, base_url or graph.url, access_token=token))
    assert graph.asked == []
    assert (error.permanent, error.scope) == (True, ErrorScope.NUMBER)
    assert not error.outcome_unknown
    assert len(token) == 1 or repr(token)[1:-1] not in error.detail


@pytest.mark.parametrize("status", [500, 502, 503, 403, 404, 302])
def test_html_says_nothing_of_the_message_which_is_sent_later(graph, gateway, status):
    graph.will_answer(Answer(HTML, status, {"Location": "https://login.example/"}))
    error = failure(gateway)
    assert len(graph.asked) == 1
    assert (error.permanent, error.outcome_unknown) == (False, False)
    assert (error.code, error.http_status, error.detail) == (None, status, f"HTTP {status}")
    assert error.retry_after


def test_a_gateway_that_gave_up_leaves_the_outcome_unknown(graph, gateway):
    graph.will_answer(Answer(HTML, 504))
    assert failure(gateway).outcome_unknown


@pytest.mark.parametrize("answer", [HTML, {"messages": []}, {}, [], "", {"messages": [{"id": []}]}])
def test_success_without_an_id_leaves_the_outcome_unknown(graph, gateway, answer):
    graph.will_answer(Answer(answer))
    error = failure(gateway)
    assert (error.permanent, error.outcome_unknown) == (False, True)


def test_too_many_requests_slow_the_number_down(graph, gateway):
    graph.will_answer(
        Answer(HTML, 429), Answer(HTML, 429, {"Retry-After": "17"}), graph_error(4242, 429)
    )
    errors = [failure(gateway) for _ in range(3)]
    assert {(e.permanent, e.scope, e.outcome_unknown) for e in errors} == {
        (False, ErrorScope.NUMBER, False)
    }
    assert errors[1].retry_after == 17
    assert errors[0].retry_after < 17


def usage(text):
    return {"x-business-use-case-usage": text}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ('{"1":[{"estimated_time_to_regain_access":3},{"call_count":9}]}', 180),
        (
            '{"1":[{"estimated_time_to_regain_access":1}],"2":[{"estimated_time_to_regain_access":"9"}]}',
            540,
        ),
        ('{"1":[{"estimated_time_to_regain_access":99999999}]}', 86_400),
        ('{"1":[{"estimated_time_to_regain_access":0}]}', 30),
        ('{"1":[{"estimated_time_to_regain_access":NaN}]}', 30),
        ('{"1":{"a":1},"2":[7,null]}', 30),
        ("[]", 30),
        ("not json", 30),
        ("", 30),
    ],
)
def test_the_usage_header_says_how_long_to_pause(graph, gateway, header, seconds):
    graph.will_answer(Answer(graph_error(80007).body, 400, usage(header)))
    error = failure(gateway)
    assert (error.retry_after, error.scope) == (seconds, ErrorScope.NUMBER)


def test_a_pause_does_not_make_a_final_error_passing(graph, gateway):
    answer = graph_error(131047)
    answer.headers = usage('{"1":[{"estimated_time_to_regain_access":3}]}')
    graph.will_answer(answer)
    error = failure(gateway)
    assert (error.permanent, error.retry_after) == (True, None)


def test_a_failed_mark_as_read_is_a_gateway_error_too(graph, gateway):
    graph.will_answer(graph_error(131009))
    with pytest.raises(GatewayError) as caught:
        gateway.mark_read("wamid.OLD", typing=True)
    assert caught.value.code == 131009
