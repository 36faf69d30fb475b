"""What one process knows about its open streams, and how they hear of news.

One query a second for all of them, at once when the bell rings (config.lib.bell); one
connection to PostgreSQL and one to Redis, however many listen.
"""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Collection
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg
import redis.asyncio
from django.conf import settings
from django.db import connection, connections
from redis.exceptions import RedisError

from accounts.selectors.live import (
    MOST_CHANGES,
    NEWS,
    NOW,
    Change,
    Cursor,
    news_parameters,
    read_news,
)
from bot.api.live_listener import Listener, next_check
from bot.selectors.listening import Grant, grant_of
from config.lib.bell import CHANNEL
from config.lib.logging import get_logger

log = get_logger(__name__)

LOOK_S = 1.0  # how often without a bell
PACE_S = 0.03  # the least between two looks: a burst of commits is one look
DEAF_S = 5.0  # without the database for so long, listeners are sent away
REDIS_PAUSE_S = 2.0
MOST_PER_PERSON = 12
REMEMBERED_S = 60.0  # for pages that were made just before they could listen
MOST_REMEMBERED = 5000
SLACK_S = 1.0
STAYS_AWAKE_S = 90.0  # after the last listener: who goes from page to page comes back at once


class Hub:
    """All listeners of one event loop; awake while there are some and a little longer."""

    def __init__(self) -> None:
        self.cursor: Cursor | None = None
        self._listeners: list[Listener] = []
        self._bell = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._heard_at = self._awake_since = self._left_at = time.monotonic()
        self._recent: deque[tuple[float, Change]] = deque(maxlen=MOST_REMEMBERED)
        self._is_closed = False

    def __len__(self) -> int:
        return len(self._listeners)

    async def join(
        self, listener: Listener, since: Cursor | None, age_s: float | None = None
    ) -> bool:
        """Take the listener in and give it what it has missed: since the cursor, or since its
        page was asked for, `age_s` seconds ago.

        False when that can't be told: it should look at everything once. Raises psycopg.Error
        while the database is away.
        """
        if self._is_closed:
            listener.end("shutdown")
            return True
        self._make_room(listener.grant.user_id)
        self._listeners.append(listener)
        if self.cursor is None:
            now = await self._now()
            self.cursor = self.cursor or now  # a neighbour's earlier one leaves no gap
        if not self._tasks:
            self._heard_at = self._awake_since = time.monotonic()
            work = (self._look(), self._listen(), self._check())
            self._tasks = [asyncio.create_task(one) for one in work]
        if since is None:
            return self._recall(listener, age_s)
        if not since.can_catch_up(self.cursor):
            return False
        _now, missed = await self._news(since, listener.grant.organization_id)
        for change in missed:
            listener.hear(change)
        return len(missed) < MOST_CHANGES

    def leave(self, listener: Listener) -> None:
        """Forget the listener."""
        if listener in self._listeners:
            self._listeners.remove(listener)
        self._left_at = time.monotonic()

    def close(self, reason: str = "shutdown") -> None:
        """End all streams, now and from now on. Safe inside a signal handler's callback."""
        self._is_closed = True
        for listener in self._listeners:
            listener.end(reason)

    def _make_room(self, user_id: UUID) -> None:
        """Of too many streams of one person the oldest ends: the newest is being looked at."""
        own = [one for one in self._listeners if one.grant.user_id == user_id and not one.ends]
        for one in own[: max(len(own) - MOST_PER_PERSON + 1, 0)]:
            one.end("crowded")

    def _recall(self, listener: Listener, age_s: float | None) -> bool:
        """Tell what was heard since a page was asked for; False when that is too long ago."""
        if age_s is None or not 0 <= age_s <= REMEMBERED_S:
            return False
        begins = time.monotonic() - age_s - SLACK_S
        is_full = len(self._recent) == MOST_REMEMBERED and self._recent[0][0] > begins
        if begins < self._awake_since or is_full:
            return False
        for heard_at, change in self._recent:
            if heard_at >= begins:
                listener.hear(change)
        return True

    async def stop(self) -> None:
        """Let go of everything; the next listener wakes it up again."""
        tasks, self._tasks, self.cursor = self._tasks, [], None
        gone, self._connection = self._connection, None
        if gone is not None:
            with suppress(psycopg.Error):
                await gone.close()
        for task in tasks:
            task.cancel()

    # --- News from the database ---------------------------------------------------------

    async def _look(self) -> None:
        while True:
            try:
                await self._look_once()
                self._heard_at = time.monotonic()
            except Exception as error:  # whatever it is, the next look may do
                log.warning("live_look_failed", error=type(error).__name__)
                if time.monotonic() - self._heard_at > DEAF_S:
                    self._end_all("retry")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), LOOK_S)
            self._bell.clear()
            await asyncio.sleep(PACE_S)

    async def _look_once(self) -> None:
        if self.cursor is None:
            return
        cursor, changes = await self._news(self.cursor, None)
        if len(changes) >= MOST_CHANGES:
            for listener in self._listeners:
                listener.hear_everything()
        self._tell(changes)
        self.cursor = cursor

    def _tell(self, changes: Collection[Change]) -> None:
        if not changes:
            return
        now = time.monotonic()
        while self._recent and self._recent[0][0] < now - 2 * REMEMBERED_S:
            self._recent.popleft()
        self._recent.extend((now, change) for change in changes)
        tenants: dict[UUID, list[Listener]] = defaultdict(list)
        for listener in self._listeners:
            tenants[listener.grant.organization_id].append(listener)
        for change in changes:
            for listener in tenants.get(change.organization_id, ()):
                listener.hear(change)

    async def _now(self) -> Cursor:
        answer = await (await self._open()).execute(NOW)
        row = await answer.fetchone()
        assert row is not None
        return Cursor(row[0], row[1])

    async def _news(
        self, since: Cursor, organization_id: UUID | None
    ) -> tuple[Cursor, list[Change]]:
        asked = news_parameters(since, organization_id=organization_id, limit=MOST_CHANGES)
        answer = await (await self._open()).execute(NEWS, asked)
        return read_news(await answer.fetchall())

    async def _open(self) -> "psycopg.AsyncConnection[Any]":
        if self._connection is None or self._connection.closed:
            parameters = connection.get_connection_params()
            parameters.pop("cursor_factory", None)
            parameters.pop("context", None)
            self._connection = await psycopg.AsyncConnection.connect(
                **parameters, autocommit=True, connect_timeout=3
            )
        return self._connection

    # --- The bell -------------------------------------------------------------------------

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except (RedisError, OSError) as error:
                log.warning("live_bell_away", error=type(error).__name__)
            await asyncio.sleep(REDIS_PAUSE_S)

    async def _listen_once(self) -> None:
        client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, health_check_interval=30
        )
        async with client, client.pubsub(ignore_subscribe_messages=True) as bell:
            await bell.subscribe(CHANNEL)
            async for message in bell.listen():
                word = bytes(message["data"]).decode(errors="replace")
                if word:
                    self._tell(_spoken(word))
                else:
                    self._bell.set()

    # --- May they still? ------------------------------------------------------------------

    async def _check(self) -> None:
        while True:
            await asyncio.sleep(1)
            if not self._listeners and time.monotonic() - self._left_at > STAYS_AWAKE_S:
                await self.stop()
                return
            due = [one for one in self._listeners if one.check_at <= time.monotonic()]
            if not due:
                continue
            asked = {(one.grant.session_key, one.grant.slug) for one in due}
            try:
                grants = await asyncio.to_thread(look_up, asked)
            except Exception as error:
                log.warning("live_check_failed", error=type(error).__name__)
                grants = None
            for one in due:
                one.check_at = next_check()
                if grants is None:
                    one.end("retry")  # nobody listens on an old permission
                elif (grant := grants[one.grant.session_key, one.grant.slug]) is None:
                    one.end("login")
                else:
                    one.grant = grant

    def _end_all(self, reason: str) -> None:
        for listener in self._listeners:
            listener.end(reason)


def look_up(asked: set[tuple[str, str]]) -> dict[tuple[str, str], Grant | None]:
    """The grants of these sessions and slugs; for a thread, whose connections are let go."""
    try:
        return {(key, slug): grant_of(key, slug) for key, slug in asked}
    finally:
        connections.close_all()


def _spoken(word: str) -> list[Change]:
    """The change that a word of the bell is about; nothing of what can't be read."""
    parts = word.split(" ")
    try:
        kind, organization_id, subject_id = parts
        return [Change(UUID(organization_id), kind, UUID(subject_id))]
    except ValueError:
        return []
