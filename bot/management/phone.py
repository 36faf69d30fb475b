"""A customer's phone at the simulator, for the `chat` command."""

import time
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap; `kind` is the simulator's message type."""

    kind: str
    id: str
    title: str
    description: str = ""


@dataclass(slots=True)
class Phone:
    """One customer's phone at the simulator, talking to one number. Raises httpx.HTTPError."""

    http: httpx.Client
    customer_id: str
    number_id: str
    position: int = 0

    def send(self, **message: str) -> None:
        body = {**message, "number_id": self.number_id}
        self.http.post(self._path, json=body).raise_for_status()

    def receive(self, wait: float) -> list[dict[str, Any]]:
        """New messages of the business; waits up to `wait` seconds for the first."""
        ends = time.monotonic() + wait
        while True:
            left = max(ends - time.monotonic(), 0)
            found = self._since(left)
            answers = [message for message in found if self._is_answer(message)]
            if answers or left <= 0:
                return answers

    def _since(self, wait: float) -> list[dict[str, Any]]:
        answer = self.http.get(
            self._path,
            params={"after": self.position, "wait": min(wait, 5.0)},
        ).raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        self.position = max([self.position, *(message["position"] for message in messages)])
        return messages

    def _is_answer(self, message: dict[str, Any]) -> bool:
        return message["direction"] == "out" and message["number_id"] == self.number_id

    @property
    def _path(self) -> str:
        return f"/control/customers/{self.customer_id}/messages"


def text_of(message: dict[str, Any]) -> str:
    """The words of a message; its type in brackets where there are none."""
    content = message["content"]
    source = content.get("rendered") or content
    header, footer = source.get("header") or "", source.get("footer") or ""
    parts = (_words(header), _words(source.get("body") or source), _words(footer))
    return "\n".join(part for part in parts if part) or f"[{message['type']}]"


def choices_of(message: dict[str, Any]) -> list[Choice]:
    """What can be tapped in a message, in the order shown."""
    content = message["content"]
    action = content.get("action") or {}
    buttons = [
        Choice("button_reply", button["reply"]["id"], button["reply"]["title"])
        for button in action.get("buttons") or []
    ]
    rows = [
        Choice("list_reply", row["id"], row["title"], row.get("description") or "")
        for section in action.get("sections") or []
        for row in section["rows"]
    ]
    quick = [
        Choice("button", button["id"], button["title"])
        for button in (content.get("rendered") or {}).get("buttons") or []
        if button["type"] == "QUICK_REPLY"
    ]
    return buttons + rows + quick


def _words(part: Any) -> str:
    """The text of a header, body or footer: a string, or an object that holds one."""
    if isinstance(part, str):
        return part
    inner = part.get("text") or part.get("body") or ""
    return inner if isinstance(inner, str) else ""
