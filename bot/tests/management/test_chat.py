"""The terminal customer against a real simulator, with a shop that answers by the Graph API."""

import io
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bot.management.phone import choices_of, text_of
from bot.tests.factories import make_channel
from bot.tests.simulator.conftest import MARINA, NUMBER, World
from bot.tests.simulator.receiver import Receiver

BUTTONS = {
    "type": "button",
    "body": {"text": "Como posso ajudar?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "book", "title": "Agendar"}},
            {"type": "reply", "reply": {"id": "talk", "title": "Atendente"}},
        ]
    },
}
LIST = {
    "type": "list",
    "body": {"text": "Qual serviço?"},
    "action": {
        "button": "Ver",
        "sections": [
            {
                "title": "Cabelo",
                "rows": [
                    {"id": "cut", "title": "Corte", "description": "R$ 80"},
                    {"id": "color", "title": "Cor"},
                ],
            }
        ],
    },
}


class Shop:
    """Answers every message of Marina's: a text with buttons, a button with a list."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        answered: set[str] = set()
        while not self.stop.wait(0.05):
            for message in self.world.chat():
                if message["direction"] == "in" and message["id"] not in answered:
                    answered.add(message["id"])
                    self.world.send(**self._answer(message["content"]))

    def _answer(self, content: dict[str, Any]) -> dict[str, Any]:
        if "body" in content:
            return {"type": "interactive", "interactive": BUTTONS}
        if content["type"] == "button_reply":
            return {"type": "interactive", "interactive": LIST}
        tapped = content["list_reply"]
        return {"type": "text", "text": {"body": f"Anotado: {tapped['id']} {tapped['title']}"}}


@pytest.fixture
def world() -> Iterator[World]:
    receiver = Receiver("verify")
    made = World(":memory:", receiver)
    yield made
    made.close()
    receiver.close()


@pytest.fixture
def shop(world: World) -> Iterator[Shop]:
    made = Shop(world)
    yield made
    made.stop.set()
    made.thread.join(timeout=5)


def chat(monkeypatch: Any, typed: str, **options: Any) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    call_command("chat", stdout=out, no_color=True, **options)
    return out.getvalue()


def test_text_then_taps_by_number(monkeypatch, shop):
    said = chat(monkeypatch, "oi\n1\n2\n", customer="marina", simulator=shop.world.server.url)

    assert "Como posso ajudar?\n  1. Agendar\n  2. Atendente\n» Agendar\n" in said
    assert "Qual serviço?\n  1. Corte — R$ 80\n  2. Cor\n» Cor\n" in said
    assert said.endswith("Anotado: color Cor\n")
    kinds = [m["type"] for m in shop.world.chat() if m["direction"] == "in"]
    assert kinds == ["text", "interactive", "interactive"]


def test_a_number_without_such_a_choice_is_text_and_sair_ends(monkeypatch, shop):
    said = chat(monkeypatch, "7\n/sair\nnunca\n", customer=MARINA, simulator=shop.world.server.url)
    assert "» 7\n" in said
    bodies = [m["content"]["body"] for m in shop.world.chat() if m["direction"] == "in"]
    assert bodies == ["7"]


def test_what_was_said_before_is_not_told_again(monkeypatch, shop):
    url = shop.world.server.url
    chat(monkeypatch, "oi\n", customer="marina", simulator=url)
    assert "Como posso" not in chat(monkeypatch, "", customer="marina", simulator=url)


@pytest.mark.parametrize("wanted", ["Zuleica Nova", "+55 11 97777-6666"])
def test_an_unknown_customer_is_made(monkeypatch, world, wanted):
    for _again in range(2):
        chat(monkeypatch, "", customer=wanted, simulator=world.server.url)
    known = world.control.get("/control/customers").json()["customers"]
    found = [c for c in known if c["name"] == wanted or c["phone"] == "5511977776666"]
    assert len(found) == 1


def test_silence_is_said(monkeypatch, world):
    said = chat(monkeypatch, "oi\n", customer="marina", simulator=world.server.url, wait=0.3)
    assert said.endswith("(sem resposta)\n")


def test_a_script_is_said_line_by_line(monkeypatch, shop, tmp_path):
    script = tmp_path / "visit.txt"
    script.write_text("# a visit\n\noi\n2\n/sair\nnever\n")
    url = shop.world.server.url
    said = chat(monkeypatch, "", customer="marina", script=str(script), simulator=url)
    assert [line for line in said.splitlines() if "»" in line] == ["» oi", "» Atendente"]
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        chat(monkeypatch, "", script="/nowhere.txt", simulator=shop.world.server.url)


def test_an_organization_is_reached_by_its_own_number(monkeypatch, world, organization):
    url, other = world.server.url, "100000000000009"
    number = {"number_id": other, "waba_id": "1", "token": "t", "app_secret": "s"}
    world.control.post("/control/numbers", json=number).raise_for_status()
    make_channel(organization, number_id=other)
    options = {"customer": "marina", "simulator": url, "wait": 0.3}

    chat(monkeypatch, "oi\n", organization=organization.slug, **options)
    chat(monkeypatch, "oi\n", **options)

    assert [message["number_id"] for message in world.chat()] == [other, NUMBER]
    with pytest.raises(CommandError, match="não tem número no simulador"):
        chat(monkeypatch, "oi\n", organization="nobody", **options)


def test_no_simulator(monkeypatch):
    with pytest.raises(CommandError, match="Não consegui falar com o simulador"):
        chat(monkeypatch, "oi\n", simulator="http://127.0.0.1:9")
    with pytest.raises(CommandError, match="SIMULATOR_URL"):
        chat(monkeypatch, "oi\n", simulator="")


def test_a_template_shows_its_words_and_quick_replies():
    buttons = [
        {"title": "Confirmar", "id": "yes", "type": "QUICK_REPLY", "url": ""},
        {"title": "Mapa", "id": "Mapa", "type": "URL", "url": "https://example.test"},
    ]
    rendered = {"header": "", "text": "Olá, Marina!", "footer": "", "buttons": buttons}
    message = {"type": "template", "content": {"name": "x", "rendered": rendered}}

    assert text_of(message) == "Olá, Marina!"
    assert [(c.kind, c.id, c.title) for c in choices_of(message)] == [
        ("button", "yes", "Confirmar")
    ]
    assert text_of({"type": "image", "content": {}}) == "[image]"
