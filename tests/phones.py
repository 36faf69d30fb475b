"""The customers' side of journeys: phones at the simulator, over its control API."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

PATIENCE_S = 60.0
T = TypeVar("T")


def eventually(look: Callable[[], T], *, within: float = PATIENCE_S, what: str = "") -> T:
    """The first true answer of `look`; fails after `within` seconds."""
    ends = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < ends, f"not within {within} s: {what or look}"
        time.sleep(0.1)
    return found


class Phones:
    """All phones of one simulator, and the switches of its Graph API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def add(self, name: str, **fields: Any) -> "Phone":
        """A new customer with a phone."""
        made = self._post("/control/customers", {"name": name, **fields})
        return Phone(self, made["id"], made["phone"])

    def switch(self, **settings: Any) -> None:
        """Set switches of the simulator (bot.simulator.state.Settings)."""
        self._client.put("/control/settings", json=settings).raise_for_status()

    def sent(self) -> list[dict[str, Any]]:
        """Every message that the Graph API has accepted, in its order."""
        return self._get("/control/sent")["sent"]

    def _get(self, path: str, **query: Any) -> Any:
        return self._client.get(path, params=query).raise_for_status().json()

    def _post(self, path: str, data: dict[str, Any]) -> Any:
        return self._client.post(path, json=data).raise_for_status().json()

    def patch(self, path: str, data: dict[str, Any]) -> None:
        self._client.patch(path, json=data).raise_for_status()


@dataclass
class Phone:
    """One customer, who writes, taps what the last message offers, and reads.

    `screen` is the last message read, `waited` how many seconds its answer took.
    """

    phones: Phones
    id: str
    number: str
    position: int = 0
    screen: dict[str, Any] = field(default_factory=dict)
    waited: float = 0.0

    def write(self, text: str) -> str:
        """Send a text; the words of the answer."""
        return self._send({"type": "text", "text": text})

    def tap(self, title: str) -> str:
        """Tap the button or row whose title begins so; the words of the answer."""
        kind, id_, label = next(
            (option for option in self.options() if option[2].startswith(title)), ("", "", "")
        )
        assert kind, f"no {title!r} among {[option[2] for option in self.options()]}"
        return self._send({"type": kind, "id": id_, "title": label})

    def tap_verb(self, verb: str) -> str:
        """Tap the first option whose id begins with this verb, whatever its language."""
        found = next(option for option in self.options() if option[1].split(":")[0] == verb)
        return self._send({"type": found[0], "id": found[1], "title": found[2]})

    def options(self) -> list[tuple[str, str, str]]:
        """What the last message offers: type of the reply, id and title."""
        return list(_options(self.screen))

    def age(self, hours: float) -> None:
        """Pretend that the customer wrote last so many hours ago."""
        self.phones.patch(f"/control/customers/{self.id}", {"last_wrote_hours_ago": hours})

    def read(self, *, within: float = PATIENCE_S) -> dict[str, Any]:
        """Wait for the next message from the business; it becomes the screen."""
        found = eventually(self._news, within=within, what="an answer on the phone")
        self.position, self.screen = found[-1]["position"], found[-1]
        return self.screen

    def read_all(self) -> None:
        """What has come meanwhile; waits for nothing."""
        if found := self._news():
            self.position, self.screen = found[-1]["position"], found[-1]

    def text(self) -> str:
        """The words of the last message."""
        content = self.screen["content"]
        words = content.get("body", content)
        return str(words["text"] if isinstance(words, dict) else words) or str(content)

    def _send(self, data: dict[str, Any]) -> str:
        began = time.monotonic()
        self.phones._post(f"/control/customers/{self.id}/messages", data)
        self.read()
        self.waited = time.monotonic() - began
        return self.text()

    def _news(self) -> list[dict[str, Any]]:
        path = f"/control/customers/{self.id}/messages"
        messages = self.phones._get(path, after=self.position)["messages"]
        return [m for m in messages if m["direction"] == "out" and m["position"] > self.position]


def _options(message: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    content = message.get("content") or {}
    if message.get("type") == "template":
        for button in content["rendered"]["buttons"]:
            yield "button", button["id"], button["title"]
    action = content.get("action") or {}
    for button in action.get("buttons") or []:
        yield "button_reply", button["reply"]["id"], button["reply"]["title"]
    for section in action.get("sections") or []:
        for row in section["rows"]:
            yield "list_reply", row["id"], row["title"]
