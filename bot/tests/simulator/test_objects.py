"""Media, phone numbers, profiles, blocked users."""

import base64
import hashlib

import httpx
import pytest

from bot.tests.simulator.conftest import MARINA, NUMBER, WABA, World
from bot.tests.simulator.receiver import wait_for

JPEG = b"\xff\xd8\xff\r\n--not-a-boundary\r\n\x00\xd9"


def upload(world: World) -> str:
    answer = world.graph.post(
        f"/{NUMBER}/media",
        data={"messaging_product": "whatsapp", "type": "image/jpeg"},
        files={"file": ("foto.jpg", JPEG, "image/jpeg")},
    )
    return str(answer.raise_for_status().json()["id"])


def test_media_comes_back_byte_for_byte(world: World) -> None:
    found = world.graph.get(f"/{upload(world)}").json()

    assert found["mime_type"] == "image/jpeg"
    assert found["sha256"] == hashlib.sha256(JPEG).hexdigest()
    assert found["file_size"] == str(len(JPEG))
    assert world.graph.get(found["url"]).content == JPEG
    assert httpx.get(found["url"], trust_env=False).status_code == 401


def test_deleted_media_is_gone(world: World) -> None:
    media_id = upload(world)
    url = world.graph.get(f"/{media_id}").json()["url"]

    assert world.graph.delete(f"/{media_id}").json() == {"success": True}
    assert world.graph.get(url).status_code == 404
    assert world.graph.get(f"/{media_id}").json()["error"]["error_subcode"] == 33


def test_photo_that_a_customer_sends_can_be_fetched(world: World) -> None:
    world.write(type="image", text="Assim?")
    image = world.chat()[0]["content"]
    found = world.graph.get(f"/{image['id']}").json()
    body = world.graph.get(found["url"]).content

    assert body.startswith(b"\x89PNG")
    assert base64.b64encode(hashlib.sha256(body).digest()).decode() == image["sha256"]


def test_page_shows_kept_pictures_and_no_other_file(world: World) -> None:
    photo = upload(world)
    shown = world.control.get(f"/control/media/{photo}")
    assert (shown.content, shown.headers["content-type"]) == (JPEG, "image/jpeg")

    answer = world.graph.post(
        f"/{NUMBER}/media",
        data={"messaging_product": "whatsapp", "type": "text/html"},
        files={"file": ("x.html", b"<script>", "text/html")},
    )
    page = world.control.get(f"/control/media/{answer.json()['id']}")
    assert (page.status_code, page.content) == (404, b"")


def test_upload_without_a_file_is_refused(world: World) -> None:
    answer = world.graph.post(f"/{NUMBER}/media", json={"messaging_product": "whatsapp"})

    assert answer.json()["error"]["code"] == 100


def test_number_tells_the_fields_that_are_asked_for(world: World) -> None:
    assert set(world.graph.get(f"/{NUMBER}").json()) == {
        "id",
        "verified_name",
        "display_phone_number",
        "quality_rating",
    }
    asked = world.graph.get(f"/{NUMBER}?fields=status,throughput").json()
    assert asked == {"id": NUMBER, "status": "CONNECTED", "throughput": {"level": "STANDARD"}}
    listed = world.graph.get(f"/{WABA}/phone_numbers").json()["data"]
    assert [item["id"] for item in listed] == [NUMBER]


def test_number_that_is_not_registered_sends_nothing(world: World) -> None:
    world.graph.post(f"/{NUMBER}/deregister").raise_for_status()
    assert world.send().json()["error"]["code"] == 133010
    bad = world.graph.post(f"/{NUMBER}/register", json={"pin": "12"})
    assert bad.json()["error"]["code"] == 100
    world.graph.post(f"/{NUMBER}/register", json={"pin": "123456"}).raise_for_status()
    assert world.send().status_code == 200


def test_profile_keeps_what_is_written(world: World) -> None:
    path = f"/{NUMBER}/whatsapp_business_profile"
    world.graph.post(path, json={"messaging_product": "whatsapp", "about": "Salão", "x": 1})

    assert world.graph.get(path).json() == {
        "data": [{"messaging_product": "whatsapp", "about": "Salão"}]
    }


def test_only_who_wrote_lately_can_be_blocked(world: World) -> None:
    world.open_window()
    users = [{"user": f"+{MARINA}"}, {"user": "5531981230142"}]
    body = {"messaging_product": "whatsapp", "block_users": users}
    outcome = world.graph.post(f"/{NUMBER}/block_users", json=body).json()["block_users"]

    assert outcome["added_users"] == [{"input": f"+{MARINA}", "wa_id": MARINA}]
    assert [failed["input"] for failed in outcome["failed_users"]] == ["5531981230142"]
    kept = world.graph.get(f"/{NUMBER}/block_users").json()["data"]
    assert [user["wa_id"] for user in kept] == [MARINA]


def test_blocked_customer_is_not_heard_and_not_reached(world: World) -> None:
    world.open_window()
    users = {"messaging_product": "whatsapp", "block_users": [{"user": MARINA}]}
    world.graph.post(f"/{NUMBER}/block_users", json=users).raise_for_status()
    world.write(text="alguém?")
    world.send()
    wait_for(lambda: world.receiver.statuses, "the failure")

    assert [e["code"] for e in world.receiver.statuses[0]["errors"]] == [131026]
    assert [m["text"]["body"] for m in world.receiver.messages] == ["Oi"]
    world.graph.request("DELETE", f"/{NUMBER}/block_users", json=users).raise_for_status()
    world.write(text="e agora?")
    wait_for(lambda: len(world.receiver.messages) == 2, "the message")


@pytest.mark.parametrize("path", ["/999", "/999/messages/1", f"/{NUMBER}/no_such_edge", "/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_does_not_exist_is_refused_as_graph_does(world: World, method: str, path: str) -> None:
    answer = world.graph.request(method, path, json={})

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)
    assert error["type"] == "GraphMethodException"
    assert error["message"].startswith(f"Unsupported {method.lower()} request.")


def test_path_outside_the_graph_is_an_error_in_its_form(world: World) -> None:
    answer = world.control.post("/nowhere/at/all")

    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Unknown path components: /nowhere/at/all"
