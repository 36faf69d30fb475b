"""A simulator and the server that it talks to, both over real HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.simulator.app import Config
from bot.simulator.graph_uploads import APP_ID
from bot.simulator.server import SimulatorServer
from bot.tests.simulator.receiver import Receiver, wait_for

NUMBER, WABA, TOKEN, SECRET = "100000000000001", "100000000000002", "token", "app-secret"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
MARINA = "5511981230137"
BODY = "Oi, {{1}}! Seu horário é {{2}}."


class World:
    """One simulator, its receiver, and clients for both of its sides."""

    def __init__(self, data: str, receiver: Receiver) -> None:
        self.receiver = receiver
        config = Config(
            webhook_url=receiver.url,
            number_id=NUMBER,
            waba_id=WABA,
            access_token=TOKEN,
            app_secret=SECRET,
            verify_token="verify",
            data=data,
            app_url="http://127.0.0.1/agenda",
        )
        self.server = SimulatorServer(config).start()
        self.control = httpx.Client(base_url=self.server.url, timeout=10, trust_env=False)
        graph = f"{self.server.url}/v24.0"
        self.graph = httpx.Client(base_url=graph, headers=HEADERS, timeout=10, trust_env=False)
        self.set(time_scale=0.05)

    def set(self, **switches: Any) -> None:
        self.control.put("/control/settings", json=switches).raise_for_status()

    def write(self, customer: str = "marina", **body: Any) -> str:
        body = {"type": "text", "text": "Oi", **body}
        answer = self.control.post(f"/control/customers/{customer}/messages", json=body)
        return str(answer.raise_for_status().json()["id"])

    def send(self, to: str = MARINA, **body: Any) -> httpx.Response:
        content = {"messaging_product": "whatsapp", "to": to, "type": "text"}
        return self.graph.post(
            f"/{NUMBER}/messages", json={**content, "text": {"body": "Olá"}, **body}
        )

    def chat(self, customer: str = "marina") -> list[dict[str, Any]]:
        answer = self.control.get(f"/control/customers/{customer}/messages")
        return list(answer.json()["messages"])

    def open_window(self, customer: str = "marina") -> None:
        """The customer writes, and the webhook has come."""
        before = len(self.receiver.messages)
        self.write(customer)
        wait_for(lambda: len(self.receiver.messages) > before, "the customer's message")

    def add_template(self, name: str = "lembrete", *, wait: bool = True, **values: Any) -> str:
        components = [{"type": "BODY", "text": BODY}]
        body = {"name": name, "language": "pt_BR", "category": "UTILITY", "components": components}
        answer = self.graph.post(f"/{WABA}/message_templates", json={**body, **values})
        if wait:
            wait_for(lambda: self.template(name)["status"] == "APPROVED", "the review")
        return str(answer.json()["id"])

    def sample(self) -> str:
        """The handle of an uploaded picture."""
        about = {"file_length": 4, "file_type": "image/png"}
        begun = self.graph.post(f"/{APP_ID}/uploads", params=about)
        oauth = self.graph.headers["Authorization"].replace("Bearer", "OAuth")
        path, headers = f"/{begun.json()['id']}", {"Authorization": oauth}
        return str(self.graph.post(path, content=b"\x89PNG", headers=headers).json()["h"])

    def template(self, name: str) -> dict[str, Any]:
        answer = self.graph.get(f"/{WABA}/message_templates", params={"name": name})
        return dict(answer.json()["data"][0])

    def close(self) -> None:
        self.control.close()
        self.graph.close()
        self.server.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver("verify")
    yield receiver
    receiver.close()


@pytest.fixture
def start_world(tmp_path: Path, receiver: Receiver) -> Iterator[Callable[[], World]]:
    """Each call starts a simulator on the same file."""
    worlds: list[World] = []

    def start() -> World:
        worlds.append(World(str(tmp_path / "chats.sqlite3"), receiver))
        return worlds[-1]

    yield start
    for world in worlds:
        world.close()


@pytest.fixture
def world(start_world: Callable[[], World]) -> World:
    return start_world()
