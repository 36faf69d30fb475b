"""Templates: review, edit, pause, and what a send of one must bring."""

from typing import Any

import pytest

from bot.tests.simulator.conftest import BODY, WABA, World
from bot.tests.simulator.receiver import wait_for
from bot.tests.simulator.test_sends import template


def parameter(text: str, **extra: Any) -> dict[str, Any]:
    return {"type": "text", "text": text, **extra}


def named(name: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    content = {"name": name, "language": {"code": "pt_BR"}}
    parts = [{"type": "body", "parameters": list(parameters)}]
    return {"type": "template", "template": {**content, "components": parts}}


def test_template_is_reviewed_announced_and_rendered(world: World) -> None:
    components = [
        {"type": "BODY", "text": "Oi, {{1}}! Às {{2}}."},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Confirmo"}]},
    ]
    world.set(template_review_delay=6)
    template_id = world.add_template("vem", wait=False, components=components)
    assert world.template("vem")["status"] == "PENDING"
    early = world.send(**template("vem", "Ana", "15h"))
    assert early.json()["error"]["code"] == 132001
    change = wait_for(lambda: world.receiver.changes, "the review")[0]
    assert change["field"] == "message_template_status_update"
    assert change["value"]["event"] == "APPROVED"
    assert change["value"]["message_template_id"] == int(template_id)
    payload = {
        "type": "button",
        "sub_type": "quick_reply",
        "index": "0",
        "parameters": [{"type": "payload", "payload": "ok:1"}],
    }
    body = template("vem", "Ana", "15h")
    body["template"]["components"].append(payload)

    answer = world.send(**body).json()

    assert answer["messages"][0]["message_status"] == "accepted"
    assert world.chat()[-1]["content"]["rendered"] == {
        "header": "",
        "text": "Oi, Ana! Às 15h.",
        "footer": "",
        "buttons": [{"title": "Confirmo", "id": "ok:1", "type": "QUICK_REPLY", "url": ""}],
        "category": "UTILITY",
    }


def test_template_twice_is_refused_and_deleted_is_gone(world: World) -> None:
    world.add_template()
    body = {"name": "lembrete", "language": "pt_BR", "category": "UTILITY"}
    parts = [{"type": "BODY", "text": "Oi"}]
    again = world.graph.post(f"/{WABA}/message_templates", json={**body, "components": parts})
    assert again.json()["error"]["error_subcode"] == 2388024
    gone = world.graph.delete(f"/{WABA}/message_templates", params={"name": "lembrete"})
    assert gone.json() == {"success": True}
    assert world.send(**template("lembrete", "Ana", "15h")).json()["error"]["code"] == 132001


def test_template_list_comes_in_pages(world: World) -> None:
    for number in range(5):
        world.add_template(f"t{number}", wait=False)

    url, names = f"/{WABA}/message_templates?limit=2", []
    while url:
        page = world.graph.get(url).json()
        names += [item["name"] for item in page["data"]]
        url = page["paging"].get("next")

    assert names == ["t0", "t1", "t2", "t3", "t4"]
    assert world.graph.get(f"/{WABA}/message_templates?limit=x").json()["error"]["code"] == 100


@pytest.mark.parametrize(
    ("status", "code"), [("PAUSED", 132015), ("DISABLED", 132016), ("REJECTED", 132001)]
)
def test_template_that_meta_stops_can_not_be_sent(world: World, status: str, code: int) -> None:
    template_id = world.add_template()
    change = {"status": status, "reason": "INCORRECT_CATEGORY"}
    world.control.patch(f"/control/templates/{template_id}", json=change).raise_for_status()

    assert world.send(**template("lembrete", "Ana", "15h")).json()["error"]["code"] == code
    told = wait_for(lambda: world.receiver.changes[1:], "the change")[0]["value"]
    assert (told["event"], told["reason"]) == (status, "INCORRECT_CATEGORY")


def test_paused_template_is_unpaused_and_sent(world: World) -> None:
    template_id = world.add_template()
    early = world.graph.post(f"/{template_id}/unpause")
    assert early.json()["error"]["code"] == 100
    world.control.patch(f"/control/templates/{template_id}", json={"status": "PAUSED"})

    world.graph.post(f"/{template_id}/unpause").raise_for_status()

    assert world.send(**template("lembrete", "Ana", "15h")).status_code == 200


def test_edited_template_goes_to_review_with_its_new_text(world: World) -> None:
    template_id = world.add_template()
    world.set(template_review_delay=6)
    parts = [{"type": "BODY", "text": "Olá, {{1}}!"}]
    answer = world.graph.post(f"/{template_id}", json={"components": parts})

    assert answer.json() == {"success": True}
    assert world.graph.get(f"/{template_id}").json()["status"] == "PENDING"
    wait_for(lambda: world.template("lembrete")["status"] == "APPROVED", "the review")
    assert world.send(**template("lembrete", "Ana", "15h")).json()["error"]["code"] == 132000
    assert world.send(**template("lembrete", "Ana")).status_code == 200
    assert world.chat()[-1]["content"]["rendered"]["text"] == "Olá, Ana!"


def test_template_of_another_account_does_not_exist(world: World) -> None:
    template_id = world.add_template()
    other = {"number_id": "7", "waba_id": "8", "token": "theirs", "app_secret": "s"}
    world.control.post("/control/numbers", json=other).raise_for_status()
    headers = {"Authorization": "Bearer theirs"}

    answer = world.graph.get(f"/{template_id}", headers=headers)
    assert answer.json()["error"]["error_subcode"] == 33
    listed = world.graph.get("/8/message_templates", headers=headers)
    assert listed.json() == {"data": []}


def test_named_parameters_are_matched_by_name(world: World) -> None:
    body = [{"type": "BODY", "text": "Oi, {{name}}, às {{hour}} te esperamos."}]
    world.add_template("vem", components=body, parameter_format="NAMED")
    by_place = world.send(**named("vem", parameter("Ana"), parameter("15h")))
    assert by_place.json()["error"]["code"] == 132012

    hour, name = parameter("15h", parameter_name="hour"), parameter("Ana", parameter_name="name")
    assert world.send(**named("vem", hour, name)).status_code == 200
    assert world.chat()[-1]["content"]["rendered"]["text"] == "Oi, Ana, às 15h te esperamos."


def test_sum_and_date_count_as_values_and_show_their_fallback(world: World) -> None:
    world.add_template("vem", components=[{"type": "BODY", "text": BODY}])
    date = {"type": "date_time", "date_time": {"fallback_value": "15 de maio"}}

    assert world.send(**named("vem", parameter("Ana"), date)).status_code == 200
    shown = world.chat()[-1]["content"]["rendered"]["text"]
    assert shown == "Oi, Ana! Seu horário é 15 de maio."


def test_text_too_long_with_its_values_is_132005(world: World) -> None:
    world.add_template()

    answer = world.send(**template("lembrete", "Ana", "x" * 1020))
    assert answer.json()["error"]["code"] == 132005


def test_value_of_a_link_button_is_shown_in_the_link(world: World) -> None:
    link = {"type": "URL", "text": "Abrir", "url": "https://example.test/{{1}}"}
    parts = [{"type": "BODY", "text": "Oi"}, {"type": "BUTTONS", "buttons": [link]}]
    world.add_template("link", components=parts)
    body = named("link")
    value = {"type": "button", "sub_type": "url", "index": 0, "parameters": [parameter("a7")]}
    body["template"]["components"] = [value]

    assert world.send(**body).status_code == 200
    (button,) = world.chat()[-1]["content"]["rendered"]["buttons"]
    assert (button["type"], button["url"]) == ("URL", "https://example.test/a7")


@pytest.mark.parametrize(
    ("parts", "subcode"),
    [
        ([{"type": "BODY", "text": "{{1}}, oi"}], 2388299),
        ([{"type": "BODY", "text": "Oi, {{1}}"}], 2388299),
        ([{"type": "BODY", "text": "Oi, {{1}}, {{2}}!"}], 2388293),
        ([{"type": "BODY", "text": "x" * 1025}], 2388040),
        ([{"type": "HEADER", "format": "TEXT", "text": "{{1}} {{2}}"}], 2388047),
        ([{"type": "HEADER", "format": "IMAGE"}], 2388047),
        ([{"type": "FOOTER", "text": "Oi {{1}}"}], 2388073),
        ([{"type": "BUTTONS", "buttons": [{"type": "URL", "text": "a", "url": "u"}] * 3}], 2388060),
    ],
)
def test_template_that_breaks_a_rule_is_not_created(
    world: World, parts: list[dict[str, Any]], subcode: int
) -> None:
    if parts[0]["type"] != "BODY":
        parts = [{"type": "BODY", "text": "Oi"}, *parts]
    body = {"name": "x", "language": "pt_BR", "category": "UTILITY", "components": parts}
    answer = world.graph.post(f"/{WABA}/message_templates", json=body)
    assert answer.json()["error"]["error_subcode"] == subcode


def test_template_in_review_is_not_edited(world: World) -> None:
    world.set(template_review_delay=60)
    template_id = world.add_template(wait=False)
    parts = [{"type": "BODY", "text": "Olá"}]
    answer = world.graph.post(f"/{template_id}", json={"components": parts})
    assert answer.status_code == 400


def test_changed_category_is_told(world: World) -> None:
    template_id = world.add_template()
    change = {"category": "MARKETING"}
    world.control.patch(f"/control/templates/{template_id}", json=change).raise_for_status()
    told = wait_for(lambda: world.receiver.changes[1:], "the change")[0]
    assert told["field"] == "template_category_update"
    assert told["value"]["previous_category"] == "UTILITY"
    assert told["value"]["new_category"] == "MARKETING"
