"""Meta's side: the Graph API for the numbers that the simulator knows."""

import asyncio
import time
from collections import defaultdict, deque
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.simulator.access import checked_token, number_of, object_of
from bot.simulator.checks import check_body, check_content, check_recipient, find_template
from bot.simulator.emitter import Emitter
from bot.simulator.errors import GraphError, no_such_object
from bot.simulator.graph_media import MediaShelf
from bot.simulator.graph_numbers import Numbers
from bot.simulator.graph_templates import Templates
from bot.simulator.graph_uploads import Uploads
from bot.simulator.rendering import rendered
from bot.simulator.state import ChatMessage, Customer, Number, State, make_wamid
from bot.simulator.statuses import report
from bot.simulator.switches import Outage

LOST_S = 3600.0
PAIR_RATE_S = 6.0
TYPING_S = 25.0
_METHODS = ("GET", "POST", "DELETE", "PUT", "PATCH")


class ConnectionReset(Exception):
    """Ends the connection without an answer."""


class Graph:
    """POST /vNN.0/{number}/messages and the endpoints around it."""

    def __init__(self, state: State, emitter: Emitter) -> None:
        self._state, self._emitter = state, emitter
        self._recent: dict[str, deque[float]] = defaultdict(deque)
        self._pairs: dict[tuple[str, str], float] = {}
        self._numbers, self._media = Numbers(state), MediaShelf(state)
        self._templates = Templates(state, emitter)

    def routes(self) -> list[BaseRoute]:
        version = "/v{version:str}"
        return [
            Route(version + "/{object_id}/messages", self.messages, methods=["POST"]),
            *self._templates.routes(),
            *self._numbers.routes(),
            *self._media.routes(),
            *Uploads(self._state).routes(),
            Route(version + "/{object_id}", self.one_object, methods=["GET", "DELETE", "POST"]),
            Route("/v{version:str}/{object_id:path}", self.unknown, methods=_METHODS),
            Route("/{path:path}", self.nowhere, methods=_METHODS),
        ]

    async def messages(self, request: Request) -> Response:
        """Checks in Meta's order: outage, token, number, body, recipient, content, rates."""
        failing = self._outage_before()
        if failing is not None:
            return failing
        number = number_of(self._state, request)
        body = check_body(await object_of(request))
        if body.get("status") == "read":
            return self._mark_read(body)
        if not number.is_registered:
            raise GraphError(133010)
        address = check_recipient(number, body)
        try:
            check_content(self._state, number.waba_id, body)
        except (AttributeError, KeyError, TypeError) as error:
            raise GraphError(100, message="(#100) Invalid parameter") from error
        known = self._state.customer_at(address)
        self._check_rates(number, known.id if known else address)
        customer = known or self._state.stranger(address)
        message = self._keep(number, customer, body)
        await self._answer_or_not(number, customer, message)
        return JSONResponse(_accepted(customer, message, body))

    async def one_object(self, request: Request) -> Response:
        """A number, a media file or a template by its id."""
        object_id = str(request.path_params["object_id"])
        if self._templates.holds(object_id):
            return await self._templates.one(request, object_id)
        if self._media.holds(object_id):
            if request.method == "DELETE":
                self._media.delete(request, object_id)
                return JSONResponse({"success": True})
            return JSONResponse(self._media.described(request, object_id))
        number = number_of(self._state, request)
        return JSONResponse(self._numbers.fields(number, request.query_params.get("fields")))

    async def unknown(self, request: Request) -> Response:
        """No such object, or none that takes this."""
        checked_token(self._state, request)
        raise no_such_object(str(request.path_params["object_id"]), request.method)

    async def nowhere(self, request: Request) -> Response:
        raise GraphError(2500, message=f"Unknown path components: {request.url.path}")

    def _outage_before(self) -> Response | None:
        match self._state.settings.outage:
            case Outage.HTML_503:
                return HTMLResponse("<html><body>Service Unavailable</body></html>", 503)
            case Outage.JSON_500:
                transient = {"is_transient": True}
                return GraphError(
                    2, message="Service temporarily unavailable", status=500, extra=transient
                ).response()
        return None

    def _mark_read(self, body: dict[str, Any]) -> Response:
        message = self._state.by_id.get(str(body.get("message_id")))
        if message is None or message.direction != "in":
            raise GraphError(131009, "Message id does not exist")
        for earlier in self._state.chat_of(message.customer_id):
            is_unread = earlier.direction == "in" and earlier.status != "read"
            if is_unread and earlier.position <= message.position:
                earlier.status = "read"
                self._state.touch("message", earlier.id)
        # Gone with the answer: typing about what is answered already shows nothing.
        if body.get("typing_indicator") and not self._is_answered(message):
            self._state.typing[message.customer_id] = time.time() + TYPING_S
            self._state.changes += 1
        return JSONResponse({"success": True})

    def _is_answered(self, message: ChatMessage) -> bool:
        later = self._state.chat_of(message.customer_id, message.position)
        return any(one.direction == "out" for one in later)

    def _check_rates(self, number: Number, address: str) -> None:
        settings, now = self._state.settings, time.monotonic()
        if settings.throttle_per_second:
            recent = self._recent[number.number_id]
            while recent and recent[0] < now - 1:
                recent.popleft()
            if len(recent) >= settings.throttle_per_second:
                raise GraphError(
                    130429, "Cloud API message throughput has been reached.", subcode=2494055
                )
            recent.append(now)
        if settings.pair_rate:
            pair = (number.number_id, address)
            pause = PAIR_RATE_S * settings.time_scale
            if now - self._pairs.get(pair, -pause) < pause:
                raise GraphError(
                    131056,
                    "Message failed to send because there were too many messages sent from "
                    "this phone number to the same phone number in a short period of time.",
                )
            self._pairs[pair] = now

    def _keep(self, number: Number, customer: Customer, body: dict[str, Any]) -> ChatMessage:
        kind = body.get("type", "text")
        content = body[kind] if isinstance(body[kind], dict) else {kind: body[kind]}
        if kind == "template":
            template = find_template(self._state, number.waba_id, content)
            shown = rendered(template, content)
            content = {**content, "rendered": shown}
        message = self._state.add_message(
            ChatMessage(
                position=0,
                id=make_wamid(customer.wa_id or customer.user_id, is_from_user=False),
                customer_id=customer.id,
                number_id=number.number_id,
                direction="out",
                type=kind,
                content=content,
                at=time.time(),
                status="accepted",
                opaque=str(body.get("biz_opaque_callback_data") or ""),
                context_id=str((body.get("context") or {}).get("message_id") or ""),
            )
        )
        self._state.typing.pop(customer.id, None)
        self._state.sent.append({**asdict(message), "body": body})
        return message

    async def _answer_or_not(
        self, number: Number, customer: Customer, message: ChatMessage
    ) -> None:
        settings = self._state.settings
        self._emitter.start(report(self._state, self._emitter, number, customer, message))
        if settings.status_before_response:
            await asyncio.sleep(settings.sent_delay * settings.time_scale + 0.3)
        if settings.outage == Outage.LOST:
            await asyncio.sleep(LOST_S)
        if settings.outage == Outage.RESET:
            raise ConnectionReset


def _accepted(customer: Customer, message: ChatMessage, body: dict[str, Any]) -> dict[str, Any]:
    """Sent by number: the number comes back; by user id: the id; the hidden stay hidden."""
    to = body.get("to")
    known: dict[str, Any] = {"input": str(to or body["recipient"])}
    if to:
        known["wa_id"] = customer.wa_id
    if not to or body.get("recipient"):
        known["user_id"] = customer.user_id
    sent: dict[str, Any] = {"id": message.id}
    if message.type == "template":
        sent["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [known], "messages": [sent]}
