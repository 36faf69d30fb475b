"""Live news of an organization as Server-Sent Events: GET /o/<slug>/live/, for the ASGI server.

A stream says which things to look at again ("conversation": ids), never what they are; the
page asks for the fragment and so is checked like any other request. It costs no thread and
no connection of its own. Words of the stream:

- `hello` {"all": true}: first of all; whether the page should look at everything once.
- `change` {"conversation": [ids], "agenda": [ids], "presence": [ids]} or {"everything": []}
- `beat`: every 15 s. Its id, like every id, is where to go on after a break.
- `bye` "login" | "retry" | "crowded" | "shutdown": the last one; the page polls for a while.
"""

import asyncio
import json
import re
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

import psycopg
from django.conf import settings

from accounts.selectors.live import Cursor
from bot.api.live_hub import Hub, look_up
from bot.api.live_listener import Listener
from bot.selectors.listening import Grant
from config.lib.logging import get_logger

log = get_logger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

LIVE_PATH = re.compile(r"/o/([-\w]{1,60})/live/")
_SECONDS = re.compile(r"\d{1,6}(\.\d{1,6})?", re.ASCII)
BEAT_S = 15.0
MOST_STREAMS = 2000  # of one process
MOST_AT_THE_DOOR = 3  # at once: a restart brings all of them back together
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class LiveStreams:
    """ASGI application for the streams of one event loop."""

    def __init__(self) -> None:
        self._hub: Hub | None = None
        self._door: asyncio.Semaphore | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hub, door = self._at_home()
        if len(hub) >= MOST_STREAMS:
            await _refuse(send, 503)
            return
        async with door:
            grant, status = await _admit(scope)
        if grant is None:
            await _refuse(send, status)
            return
        listener = Listener(grant)
        try:
            knows = await hub.join(listener, *_heard_by(scope))
            await _stream(hub, listener, receive, send, knows=knows)
        except psycopg.Error as error:
            log.warning("live_not_opened", error=type(error).__name__)
            await _refuse(send, 503)
        finally:
            hub.leave(listener)

    def end_at_signals(self) -> None:
        """End the streams as soon as the process is told to stop.

        The server waits for open answers before it tells the application, so this listens
        for itself and then passes the signal on. Call in the main thread, in the loop.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)
            if not callable(before):
                continue

            def handle(got: int, frame: Any, before: Any = before) -> None:
                loop.call_soon_threadsafe(self.close)
                before(got, frame)

            with suppress(ValueError):  # not in the main thread: somebody else's signals
                signal.signal(number, handle)

    def close(self) -> None:
        """End all streams."""
        if self._hub is not None:
            self._hub.close()

    async def stop(self) -> None:
        """Let go of the connections, at the very end."""
        if self._hub is not None:
            await self._hub.stop()

    def _at_home(self) -> tuple[Hub, asyncio.Semaphore]:
        if self._hub is None or self._door is None:
            self._hub, self._door = Hub(), asyncio.Semaphore(MOST_AT_THE_DOOR)
        return self._hub, self._door


async def _stream(
    hub: Hub, listener: Listener, receive: Receive, send: Send, *, knows: bool
) -> None:
    """Say what there is until the page or the listener ends. Raises nothing of the socket."""
    gone = asyncio.create_task(_wait_until_gone(listener, receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await _say(send, "hello", {"all": not knows}, hub.cursor, retry_ms=3000)
        while await _wait_for_news(listener):
            news, cursor = listener.take(), hub.cursor
            await _say(send, "change" if news else "beat", news, cursor)
        if listener.ends != _GONE:
            await _say(send, "bye", listener.ends, None)
            await send({"type": "http.response.body", "body": b""})
    except OSError:  # the page has left in the middle of a word
        return
    finally:
        gone.cancel()


_GONE = "gone"


async def _wait_for_news(listener: Listener) -> bool:
    """Until there is news or it is time for a beat; False when the stream is to end."""
    with suppress(TimeoutError):
        if not listener.ends:
            await asyncio.wait_for(listener.wake.wait(), BEAT_S)
    return not listener.ends


async def _wait_until_gone(listener: Listener, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end(_GONE)


async def _say(
    send: Send, event: str, data: Any, cursor: Cursor | None, *, retry_ms: int = 0
) -> None:
    lines = [f"retry: {retry_ms}"] if retry_ms else []
    if cursor is not None:
        lines.append(f"id: {cursor}")
    text = "\n".join([*lines, f"event: {event}", f"data: {json.dumps(data)}", "", ""])
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _admit(scope: Scope) -> tuple[Grant | None, int]:
    """What the session of the request may hear; else the status of the refusal."""
    path = LIVE_PATH.fullmatch(scope["path"])
    key = _session_key(scope)
    if path is None or not key:
        return None, 401
    asked = (key, path[1])
    try:
        return (await asyncio.to_thread(look_up, {asked}))[asked], 404
    except Exception as error:
        log.warning("live_not_admitted", error=type(error).__name__)
        return None, 503


def _session_key(scope: Scope) -> str:
    cookies: SimpleCookie = SimpleCookie()
    with suppress(CookieError):
        cookies.load(_header(scope, b"cookie"))
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _heard_by(scope: Scope) -> tuple[Cursor | None, float | None]:
    """Where the page has heard up to: the browser's own header, or `after` of a fresh start;
    and how old a page is (`age`, seconds) that has heard nothing yet."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    after, age = (asked.get(name, [""])[0] for name in ("after", "age"))
    age_s = float(age) if _SECONDS.fullmatch(age) else None
    return Cursor.read(_header(scope, b"last-event-id") or after), age_s


def _header(scope: Scope, name: bytes) -> str:
    return next((value for key, value in scope["headers"] if key == name), b"").decode("latin-1")


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
