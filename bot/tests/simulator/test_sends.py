"""The Graph side: what is accepted, and what is refused in Meta's words."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.tests.simulator.conftest import MARINA, NUMBER, TOKEN, World

REPOSITORY = Path(__file__).resolve().parents[3]
FIXTURES = REPOSITORY.parent / "shared" / "fixtures" / "whatsapp"


def interactive(kind: str, action: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "interactive",
        "interactive": {"type": kind, "body": {"text": "Escolha"}, "action": action},
    }


def buttons(*titles: str) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": t, "title": t}} for t in titles]
    return interactive("button", {"buttons": replies})


def menu(*titles: str) -> dict[str, Any]:
    rows = [{"id": str(n), "title": title} for n, title in enumerate(titles)]
    return interactive("list", {"button": "Ver", "sections": [{"rows": rows}]})


def template(name: str, *values: str, language: str = "pt_BR", **extra: Any) -> dict[str, Any]:
    body = {"type": "body", "parameters": [{"type": "text", "text": value} for value in values]}
    named = {"name": name, "language": {"code": language}, "components": [body], **extra}
    return {"type": "template", "template": named}


REFUSED: dict[str, dict[str, Any]] = {
    "100_missing_to": {"to": ""},
    "100_text_too_long": {"text": {"body": "a" * 4097}},
    "131009_bad_param": buttons("a" * 21),
    "131009_buttons_count": buttons("a", "b", "c", "d"),
    "131009_list_rows": menu(*"abcdefghijk"),
    "131009_row_title": menu("a" * 25),
    "132000_param_count": template("dois", "Ana"),
    "132001_template_missing": template("order_confirmation", language="en_GB"),
    "132012_header_format": template("foto"),
    "132018_newline_in_param": template("dois", "Ana", "15h\n"),
    "131008_button_param_missing": template("link"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refusal_reads_like_metas(world: World, name: str) -> None:
    expected = fixture(f"constructed__error_send_{name}.json")
    text = {"type": "BODY", "text": "Oi"}
    world.add_template("dois")
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [world.sample()]}}
    world.add_template("foto", components=[header, text])
    link = {"type": "URL", "text": "Abrir", "url": "https://example.test/{{1}}"}
    world.add_template("link", components=[text, {"type": "BUTTONS", "buttons": [link]}])

    answer = world.send(**REFUSED[name])

    assert answer.status_code == expected["http_status"]
    assert without_trace(answer.json()) == without_trace(expected["body"])
    assert world.chat() == []


def test_token_missing_unknown_or_expired(world: World) -> None:
    def ask(**headers: str) -> httpx.Response:
        url = f"{world.server.url}/v24.0/{NUMBER}/messages"
        return httpx.post(url, json={}, headers=headers, trust_env=False)

    assert_same(ask(), "resp_phone__401_missing_token.json")
    assert_same(ask(Authorization="Bearer other"), "resp_phone__401_invalid_token.json")
    world.set(token_expired=True)
    expired = fixture("constructed__error_send_190_expired.json")
    answer = ask(Authorization=f"Bearer {TOKEN}")
    assert answer.status_code == expired["http_status"]
    assert without_trace(answer.json()) == without_trace(expired["body"])


def test_number_of_somebody_else_does_not_exist(world: World) -> None:
    error = world.graph.post("/999/messages", json={}).json()["error"]

    assert (error["code"], error["error_subcode"]) == (100, 33)
    assert error["type"] == "GraphMethodException"
    assert "Object with ID '999' does not exist" in error["message"]


@pytest.mark.parametrize("junk", [b"", b"[]", b"{", b"null", b"[" * 100_000, b'"a"'])
def test_junk_is_error_100_and_no_crash(world: World, junk: bytes) -> None:
    answer = world.graph.post(f"/{NUMBER}/messages", content=junk)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


@pytest.mark.parametrize(
    "body",
    [
        {"type": ["text"]},
        {"type": "interactive", "interactive": []},
        {"type": "interactive", "interactive": {"type": "list", "action": {"sections": [1]}}},
        {"type": "template", "template": {"name": [], "language": "x"}},
        {"text": {"body": 7}},
    ],
)
def test_wrong_shapes_are_refused_not_crashed(world: World, body: dict[str, Any]) -> None:
    assert world.send(**body).status_code in {400, 404}


def test_malformed_number_and_own_number(world: World) -> None:
    assert world.send("abc").json()["error"]["code"] == 131009
    assert world.send("+55 11 4000-0000").json()["error"]["code"] == 131021


def test_answer_names_the_recipient_as_asked(world: World) -> None:
    rafael = world.send("+55 (31) 98123-0142").json()
    assert rafael["contacts"] == [{"input": "+55 (31) 98123-0142", "wa_id": "553181230142"}]
    assert rafael["messages"][0]["id"].startswith("wamid.")
    beatriz = "BR.13491208655302741922"
    hidden = world.graph.post(
        f"/{NUMBER}/messages",
        json={"messaging_product": "whatsapp", "recipient": beatriz, "text": {"body": "Oi"}},
    ).json()
    assert hidden["contacts"] == [{"input": beatriz, "user_id": beatriz}]


def test_first_message_to_a_stranger_makes_a_phone(world: World) -> None:
    world.send("+55 21 99999-0000")

    people = world.control.get("/control/customers").json()["customers"]
    assert [p["phone"] for p in people][-1] == "5521999990000"


def test_mark_read_reads_all_before_and_shows_typing(world: World) -> None:
    world.open_window()
    last = world.write()
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": last}
    answer = world.graph.post(
        f"/{NUMBER}/messages", json={**body, "typing_indicator": {"type": "text"}}
    )

    assert answer.json() == {"success": True}
    assert [m["status"] for m in world.chat()] == ["read", "read"]
    assert world.control.get("/control/customers/marina/messages").json()["typing"] is True
    world.send()
    assert world.control.get("/control/customers/marina/messages").json()["typing"] is False
    unknown = world.graph.post(f"/{NUMBER}/messages", json={**body, "message_id": "wamid.X"})
    assert unknown.json()["error"]["code"] == 131009


def test_throttle_limits_a_number(world: World) -> None:
    world.set(throttle_per_second=2)
    answers = [world.send() for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 400]
    error = fixture("resp__doc_error_example_0.json")["error"]
    assert without_trace(answers[2].json()) == without_trace({"error": error})


def test_pair_rate_limits_a_conversation_only(world: World) -> None:
    world.set(pair_rate=True, time_scale=1)
    assert world.send().status_code == 200
    answer = world.send(f"+{MARINA}")

    expected = fixture("constructed__error_send_131056_pair_rate.json")
    assert answer.status_code == expected["http_status"]
    assert without_trace(answer.json()) == without_trace(expected["body"])
    assert world.send("5531981230142").status_code == 200


def fixture(name: str) -> dict[str, Any]:
    if not (FIXTURES / name).exists():
        pytest.skip(f"the captured answers of Meta are not beside this checkout: {name}")
    return dict(json.loads((FIXTURES / name).read_text()))


def without_trace(body: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in body["error"].items() if k != "fbtrace_id"}


def assert_same(answer: httpx.Response, name: str) -> None:
    assert answer.status_code == 401
    assert without_trace(answer.json()) == without_trace(fixture(name))
