"""Every provider fails in one way: a GatewayError whose flags say what to do."""

import logging
import threading
import time
from typing import Any

import httpx
import pytest

from bot.gateways import ErrorScope, GatewayError, Recipient, Text
from bot.tests.gateways.contract.server import Answer
from bot.tests.gateways.contract.stage import CUSTOMER, Stage

HTML = "<html><body><h1>Bad Gateway</h1></body></html>"
TO = Recipient(wa_id=CUSTOMER)


def failure(stage: Stage, *answers: Answer) -> GatewayError:
    stage.server.failures[:] = answers
    with pytest.raises(GatewayError) as caught:
        stage.gateway.send(TO, Text("oi"))
    return caught.value


def test_too_fast_is_tried_later_and_slows_the_number(stage: Stage) -> None:
    error = failure(stage, stage.refusal("rate"))
    assert (error.permanent, error.scope, error.http_status) == (False, ErrorScope.NUMBER, 429)
    assert error.retry_after
    assert not error.outcome_unknown


def test_a_pause_that_is_asked_for_is_kept(stage: Stage) -> None:
    answer = stage.refusal("rate")
    answer.headers["Retry-After"] = "77"
    assert failure(stage, answer).retry_after == 77


def test_an_expired_token_stops_the_number(stage: Stage) -> None:
    error = failure(stage, stage.refusal("token"))
    assert (error.permanent, error.scope) == (True, ErrorScope.NUMBER)


def test_a_person_without_whatsapp_is_final_for_them(stage: Stage) -> None:
    error = failure(stage, stage.refusal("person"))
    assert (error.permanent, error.scope) == (True, ErrorScope.RECIPIENT)


def test_a_closed_window_is_final_for_the_message(stage: Stage) -> None:
    error = failure(stage, stage.refusal("outside"))
    assert (error.permanent, error.scope) == (True, ErrorScope.MESSAGE)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_broken_server_is_tried_later(stage: Stage, status: int) -> None:
    error = failure(stage, Answer(HTML, status))
    assert (error.permanent, error.http_status, error.outcome_unknown) == (False, status, False)
    assert error.retry_after


def test_a_gateway_time_out_leaves_the_outcome_unknown(stage: Stage) -> None:
    assert failure(stage, Answer(HTML, 504)).outcome_unknown


@pytest.mark.parametrize("body", [HTML, "", "[1]", '{"sid": null, "messages": []}'])
def test_an_unreadable_success_leaves_the_outcome_unknown(stage: Stage, body: str) -> None:
    error = failure(stage, Answer(body, 200))
    assert (error.permanent, error.outcome_unknown) == (False, True)


def test_a_cut_connection_leaves_the_outcome_unknown(stage: Stage) -> None:
    error = failure(stage, Answer(cut=True))
    assert (error.permanent, error.outcome_unknown) == (False, True)


def test_an_answer_that_never_comes_leaves_the_outcome_unknown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    with httpx.Client(timeout=httpx.Timeout(0.3), trust_env=False) as impatient:
        for client in ("_client", "_guarded_client"):
            monkeypatch.setattr(f"bot.services.gateways.{client}", lambda *_allows: impatient)
        started = time.monotonic()
        error = failure(stage, Answer({}, hang=release))
        release.set()
    assert time.monotonic() - started < 5
    assert (error.permanent, error.outcome_unknown) == (False, True)


@pytest.mark.parametrize("what", ["rate", "token", "html", "cut"])
def test_no_secret_is_logged_or_told(stage: Stage, what: str, caplog: Any, capfd: Any) -> None:
    caplog.set_level(logging.DEBUG)
    told = {"html": Answer(HTML, 500), "cut": Answer(cut=True)}
    error = failure(stage, told.get(what) or stage.refusal(what))
    stage.post(stage.forged(stage.message("text", "in-1", text="oi")))
    said = [caplog.text, *capfd.readouterr(), str(error), repr(error), error.detail]
    assert not [secret for secret in stage.secrets if secret in " ".join(said)]
