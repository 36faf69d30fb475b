"""A listener to live news, as a browser's EventSource is one."""

import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

import httpx
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.phones import eventually


@dataclass(frozen=True)
class Heard:
    """One word of a stream; `at` on the monotonic clock."""

    event: str
    data: Any
    id: str
    at: float


class Stream:
    """Reads in a thread until the server ends the stream or `close` is called."""

    def __init__(
        self, url: str, session_key: str, *, after: str = "", age_s: float | None = None
    ) -> None:
        self.heard: list[Heard] = []
        self.status = 0
        self.headers: httpx.Headers = httpx.Headers()
        self.has_ended = threading.Event()
        self._response: httpx.Response | None = None
        self._asked = {
            "url": url if age_s is None else f"{url}?age={age_s}",
            "headers": {
                "Cookie": f"{settings.SESSION_COOKIE_NAME}={session_key}",
                **({"Last-Event-ID": after} if after else {}),
            },
        }
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        eventually(lambda: self.status or self.has_ended.is_set(), within=30, what="an answer")
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave, as a closed tab does."""
        if self._response is not None and not self.has_ended.is_set():
            line = self._response.extensions["network_stream"].get_extra_info("socket")
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=5)

    def wait_for(self, event: str, *, within: float = 20, **data: Any) -> Heard:
        """The first word of this kind whose data has these keys and values."""

        def look() -> Heard | None:
            fits = [h for h in list(self.heard) if h.event == event]
            if data:
                fits = [
                    h for h in fits if isinstance(h.data, dict) and data.items() <= h.data.items()
                ]
            return fits[0] if fits else None

        found = eventually(look, within=within, what=f"{event} {data} among {self.heard}")
        assert found is not None
        return found

    def changes(self) -> list[dict[str, Any]]:
        return [heard.data for heard in self.heard if heard.event == "change"]

    def _read(self) -> None:
        try:
            with (
                httpx.Client(timeout=60, trust_env=False) as client,
                client.stream("GET", **self._asked) as response,
            ):
                self._response, self.headers = response, response.headers
                self.status = response.status_code
                self._parse(response)
        except (httpx.HTTPError, httpx.StreamError, RuntimeError, AttributeError):
            pass  # the server was killed, or `close` was called in the middle of a read
        finally:
            self.has_ended.set()

    def _parse(self, response: httpx.Response) -> None:
        fields: dict[str, str] = {}
        for line in response.iter_lines():
            if line:
                name, _separator, value = line.partition(": ")
                fields[name] = value
            elif fields:
                data = json.loads(fields.get("data", "null"))
                word = Heard(fields.get("event", ""), data, fields.get("id", ""), time.monotonic())
                self.heard.append(word)
                fields = {}


def session_of(user: User) -> str:
    """The key of a new session of this person."""
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)
