"""What is left after the simulator stops and starts again."""

from collections.abc import Callable

from bot.tests.simulator.conftest import HEADERS, World
from bot.tests.simulator.receiver import wait_for

StartWorld = Callable[[], World]


def test_chats_survive_a_restart_in_their_order(start_world: StartWorld) -> None:
    world = start_world()
    world.open_window()
    world.add_template()
    for number in range(30):
        world.write(text=str(number))
    made = world.control.post("/control/customers", json={"name": "Lia", "phone": "5511900000000"})
    before = world.chat()
    world.server.stop()

    again = start_world()

    assert [m["id"] for m in again.chat()] == [m["id"] for m in before]
    assert again.template("lembrete")["status"] == "APPROVED"
    people = again.control.get("/control/customers").json()["customers"]
    assert [p["id"] for p in people] == ["marina", "rafael", "bia", made.json()["id"]]
    again.send()
    wait_for(lambda: len(again.receiver.statuses) == 3, "the window is still open")
    assert {s["status"] for s in again.receiver.statuses} == {"sent", "delivered", "read"}


def test_reset_brings_back_the_first_three(start_world: StartWorld) -> None:
    world = start_world()
    world.open_window()
    world.control.post("/control/customers", json={"name": "Lia"})
    world.control.post("/control/reset").raise_for_status()
    world.server.stop()

    again = start_world()

    people = again.control.get("/control/customers").json()["customers"]
    assert {p["id"] for p in people} == {"marina", "rafael", "bia"}
    assert again.chat() == []


def test_message_that_was_never_confirmed_is_delivered_after_a_restart(
    start_world: StartWorld,
) -> None:
    world = start_world()
    world.open_window()
    world.receiver.answers = [503]
    world.set(retry_delays=[0, 600], time_scale=1)
    waiting = world.write(text="ainda aqui?")
    wait_for(lambda: len(world.receiver.posts) == 2, "the refused attempt")
    world.server.stop()

    again = start_world()

    wait_for(lambda: again.chat()[-1]["status"] == "delivered", "the tick")
    assert [m["id"] for m in again.receiver.messages][1:] == [waiting, waiting]
    texts = [message["text"]["body"] for message in again.receiver.messages]
    assert texts == ["Oi", "ainda aqui?", "ainda aqui?"]


def test_statuses_go_on_after_a_restart(start_world: StartWorld) -> None:
    world = start_world()
    world.open_window()
    world.set(delivered_delay=600, time_scale=1)
    world.send(biz_opaque_callback_data="mine")
    wait_for(lambda: world.receiver.statuses, "the first status")
    world.server.stop()

    again = start_world()

    wait_for(lambda: len(again.receiver.statuses) == 3, "the rest")
    assert [s["status"] for s in again.receiver.statuses] == ["sent", "delivered", "read"]
    assert {s["biz_opaque_callback_data"] for s in again.receiver.statuses} == {"mine"}


def test_added_number_is_kept_and_works_beside_the_first(start_world: StartWorld) -> None:
    world = start_world()
    other = {"number_id": "7", "waba_id": "8", "token": "theirs", "app_secret": "s"}
    world.control.post("/control/numbers", json=other).raise_for_status()
    world.server.stop()

    again = start_world()

    numbers = again.control.get("/control/numbers").json()["numbers"]
    assert [number["number_id"] for number in numbers] == ["100000000000001", "7"]
    again.write(number_id="7")
    wait_for(lambda: again.receiver.messages, "the message")
    assert again.receiver.changes[0]["value"]["metadata"]["phone_number_id"] == "7"
    body = {"messaging_product": "whatsapp", "to": "5511981230137", "text": {"body": "Olá"}}
    url = f"{again.server.url}/v24.0/7/messages"
    assert again.graph.post(url, json=body, headers=HEADERS).json()["error"]["code"] == 100
    theirs = again.graph.post(url, json=body, headers={"Authorization": "Bearer theirs"})
    assert theirs.status_code == 200
