"""The webhook view with as little as possible around it, for the ASGI server.

Django's full stack costs ten times more than the view. Here the body is read from ASGI,
the same DRF view decides, and receipts that arrive while a commit is under way share the
next one (group commit): an answer leaves only after its own receipt is on disk.
"""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import connection, connections
from django.http import HttpResponse

from bot.api.webhooks import FRESH_S, RETRY_S, MetaWebhookView, ReceiptAccepted
from bot.selectors.secrets import refresh_secrets, secrets_age
from bot.services.webhooks import (
    DRAIN_INBOX,
    INSERT_RECEIPTS,
    MAX_BODY_BYTES,
    NewReceipt,
    receipt_columns,
)
from config.lib.logging import get_logger
from config.lib.nudges import nudge

log = get_logger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_MAX_BATCH = 200


class ReceiptWriter:
    """Writes receipts of one event loop, many in a commit."""

    def __init__(self) -> None:
        self._waiting: list[tuple[NewReceipt, asyncio.Future[None]]] = []
        self._wanted = asyncio.Event()
        self._nudge_wanted = asyncio.Event()
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._nudge())]

    async def close(self) -> None:
        """Stop writing; whoever still waits gets no answer and Meta tries again."""
        for task in self._tasks:
            task.cancel()
        if self._connection is not None:
            await self._connection.close()

    def submit(self, receipt: NewReceipt) -> "asyncio.Future[None]":
        """A future that is done once the receipt has been committed; it may raise."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((receipt, written))
        self._wanted.set()
        return written

    async def _write(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._waiting:
                batch, self._waiting = self._waiting[:_MAX_BATCH], self._waiting[_MAX_BATCH:]
                await self._write_batch(batch)

    async def _write_batch(self, batch: list[tuple[NewReceipt, "asyncio.Future[None]"]]) -> None:
        try:
            await self._insert([receipt for receipt, _ in batch])
        except psycopg.Error as error:
            await self._write_singly(batch, error)
            return
        for _, written in batch:
            if not written.done():
                written.set_result(None)
        self._nudge_wanted.set()

    async def _write_singly(
        self, batch: list[tuple[NewReceipt, "asyncio.Future[None]"]], error: psycopg.Error
    ) -> None:
        """After a broken connection or one bad row: each alone, so that none fails for another."""
        log.warning("receipt_batch_failed", error=type(error).__name__, size=len(batch))
        for receipt, written in batch:
            try:
                await self._insert([receipt])
            except psycopg.Error as alone:
                if not written.done():
                    written.set_exception(alone)
            else:
                if not written.done():
                    written.set_result(None)
        self._nudge_wanted.set()

    async def _insert(self, receipts: list[NewReceipt]) -> None:
        if self._connection is None or self._connection.closed:
            parameters = connection.get_connection_params()
            parameters.pop("cursor_factory", None)
            parameters.pop("context", None)
            self._connection = await psycopg.AsyncConnection.connect(
                **parameters, autocommit=True, connect_timeout=5
            )
        await self._connection.execute(INSERT_RECEIPTS, receipt_columns(receipts), prepare=True)

    async def _nudge(self) -> None:
        while True:
            await self._nudge_wanted.wait()
            self._nudge_wanted.clear()
            await asyncio.to_thread(nudge, DRAIN_INBOX)


class LeanWebhook:
    """ASGI application for POST /webhooks/meta/."""

    def __init__(self) -> None:
        self._view = MetaWebhookView.as_view()
        self._writer: ReceiptWriter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read_body(receive)
        if body is None:
            await _answer(send, HttpResponse(status=413))
            return
        if secrets_age() > FRESH_S:
            await _refresh()
        response = self._decide(scope, body)
        if response.status_code == 403 and secrets_age() > RETRY_S:
            await _refresh()
            response = self._decide(scope, body)
        if isinstance(response, ReceiptAccepted):
            response = await self._store(response)
        await _answer(send, response)

    async def close(self) -> None:
        if self._writer is not None:
            await self._writer.close()

    def _decide(self, scope: Scope, body: bytes) -> HttpResponse:
        request = ASGIRequest(scope, BytesIO(body))
        request._body = body
        return self._view(request)

    async def _store(self, response: ReceiptAccepted) -> HttpResponse:
        if self._writer is None:
            self._writer = ReceiptWriter()
        try:
            await self._writer.submit(response.receipt)
        except psycopg.Error as error:
            log.error("receipt_not_written", error=type(error).__name__)
            return HttpResponse(status=503)  # anything but 200 makes Meta try again
        return response


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body; None when it is larger than Meta ever sends."""
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            return None
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


async def _answer(send: Send, response: HttpResponse) -> None:
    content = response.content
    headers = [(b"content-length", str(len(content)).encode()), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def _refresh() -> None:
    await sync_to_async(_refresh_and_release)()


def _refresh_and_release() -> None:
    try:
        refresh_secrets()
    finally:
        connections.close_all()
