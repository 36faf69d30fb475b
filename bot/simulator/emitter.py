"""The webhook side: signed posts to the product, in order, with everything that goes wrong."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import random
import secrets
import time
from collections import defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from bot.simulator.poster import Poster, Unanswered
from bot.simulator.state import ChatMessage, Number, State


@dataclass(frozen=True, slots=True)
class Change:
    """One change on its way; `message` is the customer's message in it, to be ticked off."""

    number: Number
    body: dict[str, Any]
    message: ChatMessage | None = None


class Emitter:
    """Delivers webhooks one after the other per customer, many customers side by side.

    Before the first post the verification handshake must succeed. A post that is not
    answered 200 is repeated after growing pauses.
    """

    def __init__(self, state: State, webhook_url: str, verify_token: str) -> None:
        self._state = state
        self._poster, self._verify_token = Poster(webhook_url), verify_token
        self._queues: dict[str, asyncio.Queue[Change]] = {}
        self._retry = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._verified = asyncio.Lock()
        self.is_verified = False

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        self._poster.close()

    def retry_now(self) -> None:
        """End the pauses between attempts that are under way."""
        self._retry.set()
        self._retry.clear()

    def emit(
        self,
        number: Number,
        value: dict[str, Any],
        *,
        lane: str,
        field: str,
        message: ChatMessage | None = None,
    ) -> None:
        """Queue one change; those of one lane (a customer) keep their order."""
        queue = self._queues.get(lane)
        if queue is None:
            queue = self._queues[lane] = asyncio.Queue()
            self.start(self._run(queue))
        queue.put_nowait(Change(number, {"field": field, "value": value}, message))

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something in the background until the simulator stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def post_raw(self, number: Number, body: bytes, signature: str | None = None) -> int:
        """Post exactly these bytes once; the answer's status, 0 without an answer."""
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": signature or self._sign(number, body),
        }
        try:
            answer = await self._poster.post(body, headers)
        except Unanswered as error:
            self._state.note(event="webhook", error=str(error))
            return 0
        self._state.note(event="webhook", status=answer.status, size=len(body))
        return answer.status

    async def _run(self, queue: asyncio.Queue[Change]) -> None:
        while True:
            batch = [await queue.get()]
            settings = self._state.settings
            await self._sleep(settings.webhook_delay)
            while len(batch) < settings.batch_size and not queue.empty():
                batch.append(queue.get_nowait())
            if settings.reorders:
                # Wait a moment for others to change places with.
                await self._sleep(0.2)
                while not queue.empty():
                    batch.append(queue.get_nowait())
                random.shuffle(batch)
            for group in self._groups(batch):
                number, body = group[0].number, self._encode(group)
                is_delivered = await self._deliver(number, body)
                self._tick(group, "delivered" if is_delivered else "undelivered")
                if settings.duplicates:
                    await self._deliver(number, body)

    def _groups(self, batch: list[Change]) -> list[list[Change]]:
        """What goes into one POST: a change alone, or all changes of a number."""
        groups: dict[str, list[Change]] = defaultdict(list)
        for position, change in enumerate(batch):
            alone = str(position) if self._state.settings.batch_size <= 1 else ""
            groups[f"{change.number.number_id}:{alone}"].append(change)
        return list(groups.values())

    def _encode(self, group: list[Change]) -> bytes:
        changes = [change.body for change in group]
        envelope = {
            "object": "whatsapp_business_account",
            "entry": [{"id": group[0].number.waba_id, "changes": changes}],
        }
        is_ascii = self._state.settings.ascii_escaped
        text = json.dumps(envelope, ensure_ascii=is_ascii, separators=(",", ":"))
        # Meta escapes the slash too, so a body that is parsed and written again differs.
        return (text.replace("/", "\\/") if is_ascii else text).encode()

    def _tick(self, group: list[Change], status: str) -> None:
        """What the customer's phone shows of the messages in it; "read" is never taken back."""
        for change in group:
            if change.message is not None and change.message.status != "read":
                change.message.status = status
                self._state.touch("message", change.message.id)

    async def _deliver(self, number: Number, body: bytes) -> bool:
        if not await self._handshake():
            self._state.note(event="not_delivered", error="verification failed")
        for pause in self._state.settings.retry_delays:
            await self._pause(pause)
            if not self.is_verified and not await self._handshake():
                continue
            if await self.post_raw(number, body) == HTTPStatus.OK:
                return True
        self._state.note(event="given_up", error="no attempt left")
        return False

    async def _pause(self, seconds: float) -> None:
        scaled = seconds * self._state.settings.time_scale
        if scaled > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._retry.wait(), scaled)

    async def _handshake(self) -> bool:
        async with self._verified:
            if self.is_verified:
                return True
            challenge = str(secrets.randbelow(10**10))
            query = {
                "hub.mode": "subscribe",
                "hub.challenge": challenge,
                "hub.verify_token": self._verify_token,
            }
            try:
                answer = await self._poster.get(urlencode(query))
            except Unanswered as error:
                self._state.note(event="handshake", error=str(error))
                return False
            is_right = answer.body == challenge.encode()
            self.is_verified = answer.status == HTTPStatus.OK and is_right
            self._state.note(event="handshake", status=answer.status, verified=self.is_verified)
            return self.is_verified

    def _sign(self, number: Number, body: bytes) -> str:
        secret = number.app_secret
        if self._state.settings.wrong_signature:
            secret = f"not-{secret}"
        return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    async def _sleep(self, seconds: float) -> None:
        if (scaled := self._state.settings.pause(seconds)) > 0:
            await asyncio.sleep(scaled)


def metadata(number: Number) -> dict[str, Any]:
    display = "".join(character for character in number.display if character.isdigit())
    return {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": display, "phone_number_id": number.number_id},
    }


def now_text() -> str:
    return str(int(time.time()))
