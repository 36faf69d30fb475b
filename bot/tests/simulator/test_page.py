"""What the phone page shows of things that only the simulator knows."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.tests.simulator.conftest import World
from bot.tests.simulator.receiver import wait_for

NewPage = Callable[..., Page]


@pytest.fixture
def open_chat(world: World, new_page: NewPage) -> Callable[[str], Page]:
    def opened(customer: str) -> Page:
        page = new_page(base_url=world.server.url)
        page.goto(f"/?customer={customer}")
        return page

    return opened


OpenChat = Callable[[str], Page]


def test_refused_verification_is_told_on_the_page(world: World, open_chat: OpenChat) -> None:
    world.receiver.accepts_handshake = False
    page = open_chat("rafael")
    page.get_by_label("Mensagem", exact=True).fill("Oi")
    page.keyboard.press("Enter")

    expect(page.locator("#notice")).to_contain_text("não confirmou o endereço")
    expect(page.locator(".mine .state")).to_contain_text("enviada")
    assert world.receiver.posts == []


def test_template_shows_all_its_parts_and_its_button_answers(
    world: World, open_chat: OpenChat
) -> None:
    link = {"type": "URL", "text": "Ver mapa", "url": "https://example.test/mapa"}
    quick = {"type": "QUICK_REPLY", "text": "Confirmo"}
    components: list[dict[str, Any]] = [
        {"type": "HEADER", "format": "TEXT", "text": "Lembrete"},
        {"type": "BODY", "text": "Te esperamos amanhã."},
        {"type": "FOOTER", "text": "Studio Bela"},
        {"type": "BUTTONS", "buttons": [quick, link]},
    ]
    world.add_template("vem", components=components)
    world.send(type="template", template={"name": "vem", "language": {"code": "pt_BR"}})
    page = open_chat("marina")

    bubble = page.locator(".theirs")
    for words in ("Lembrete", "Te esperamos amanhã.", "Studio Bela"):
        expect(bubble).to_contain_text(words)
    expect(bubble.get_by_role("link")).to_have_attribute("href", link["url"])
    bubble.get_by_role("button", name="Confirmo").click()
    expect(page.locator(".mine")).to_contain_text("Confirmo")
    answer = wait_for(lambda: world.receiver.messages, "the tap")[0]
    assert answer["button"] == {"payload": "Confirmo", "text": "Confirmo"}
    assert answer["context"]["id"] == world.chat()[0]["id"]


def test_template_is_paused_on_the_page(world: World, open_chat: OpenChat) -> None:
    world.add_template()
    page = open_chat("marina")
    page.get_by_role("button", name="Ajustes do simulador").click()
    page.get_by_label("lembrete").select_option("PAUSED")

    expect(page.locator("#saved")).to_have_text("Salvo")
    assert world.template("lembrete")["status"] == "PAUSED"


def test_reaction_lies_on_its_message_and_can_be_taken_back(
    world: World, open_chat: OpenChat
) -> None:
    world.open_window()
    page = open_chat("marina")
    target = world.chat()[0]["id"]
    world.send(type="reaction", reaction={"message_id": target, "emoji": "👍"})

    expect(page.locator(".mine .reactions")).to_contain_text("👍")
    expect(page.locator(".theirs")).to_have_count(0)
    world.send(type="reaction", reaction={"message_id": target, "emoji": ""})
    expect(page.locator(".reactions")).to_have_count(0)


def test_photo_from_the_attach_menu_is_a_real_picture(world: World, open_chat: OpenChat) -> None:
    page = open_chat("bia")
    page.get_by_role("button", name="Anexar").click()
    page.get_by_role("button", name="Foto").click()

    photo = page.get_by_role("img", name="Foto")
    expect(photo).to_be_visible()
    wait_for(lambda: photo.evaluate("image => image.naturalWidth") == 240, "the picture")
    assert world.receiver.messages[0]["type"] == "image"
