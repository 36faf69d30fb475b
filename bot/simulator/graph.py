"""Meta's side: the Graph API for the numbers that the simulator knows."""

import asyncio
import secrets
import time
from collections import defaultdict, deque
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.simulator.checks import check_body, check_content
from bot.simulator.emitter import Emitter, metadata, now_text
from bot.simulator.errors import GraphError, no_such_object, status_error
from bot.simulator.phones import contact
from bot.simulator.state import (
    ChatMessage,
    Customer,
    Number,
    Outage,
    State,
    Template,
    make_wamid,
)

LOST_S = 3600.0
PAIR_RATE_S = 6.0


class ConnectionReset(Exception):
    """Ends the connection without an answer."""


class Graph:
    """POST /vNN.0/{number}/messages and the endpoints around it."""

    def __init__(self, state: State, emitter: Emitter) -> None:
        self._state, self._emitter = state, emitter
        self._recent: dict[str, deque[float]] = defaultdict(deque)
        self._pairs: dict[tuple[str, str], float] = {}

    def routes(self) -> list[Route]:
        version = "/v{version:str}"
        return [
            Route(version + "/{object_id}/messages", self.messages, methods=["POST"]),
            Route(version + "/{object_id}/message_templates", self.list_templates),
            Route(version + "/{object_id}/message_templates", self.add_template, methods=["POST"]),
            Route(
                version + "/{object_id}/subscribed_apps",
                self.subscribed_apps,
                methods=["GET", "POST"],
            ),
            Route(version + "/{object_id}/phone_numbers", self.phone_numbers),
            Route(version + "/{object_id}", self.number_fields),
        ]

    async def messages(self, request: Request) -> Response:
        failing = await self._outage_before(request)
        if failing is not None:
            return failing
        number = self._number(request)
        body = check_body(await _json(request))
        if body.get("status") == "read":
            return self._mark_read(body)
        check_content(self._state, number.waba_id, body)
        self._check_rates(number, str(body.get("to") or body.get("recipient")))
        customer, address = self._recipient(body)
        message = self._keep(number, customer, body)
        await self._answer_or_not(number, customer, message)
        return JSONResponse(self._accepted(customer, address, message, body))

    async def number_fields(self, request: Request) -> Response:
        number = self._number(request)
        return JSONResponse(
            {
                "id": number.number_id,
                "verified_name": number.verified_name,
                "display_phone_number": number.display,
                "quality_rating": "GREEN",
                "status": "CONNECTED",
                "platform_type": "CLOUD_API",
                "throughput": {"level": "STANDARD"},
                "whatsapp_business_manager_messaging_limit": "TIER_2K",
            }
        )

    async def phone_numbers(self, request: Request) -> Response:
        waba_id = self._account(request)
        found = [n for n in self._state.numbers.values() if n.waba_id == waba_id]
        data = [{"id": n.number_id, "display_phone_number": n.display} for n in found]
        return JSONResponse({"data": data})

    async def subscribed_apps(self, request: Request) -> Response:
        self._account(request)
        if request.method == "POST":
            return JSONResponse({"success": True})
        app = {"whatsapp_business_api_data": {"id": "670843887433847", "name": "Zapenda"}}
        return JSONResponse({"data": [app]})

    async def list_templates(self, request: Request) -> Response:
        waba_id = self._account(request)
        wanted = [t for t in self._state.templates.values() if t.waba_id == waba_id]
        for name in ("name", "language", "status", "category"):
            if value := request.query_params.get(name):
                wanted = [t for t in wanted if getattr(t, name) == value]
        start = int(request.query_params.get("after") or 0)
        limit = min(int(request.query_params.get("limit") or 25), 100)
        page = [_template(template) for template in wanted[start : start + limit]]
        answer: dict[str, Any] = {"data": page}
        if page:
            after = str(start + len(page))
            answer["paging"] = {"cursors": {"before": str(start), "after": after}}
            if start + limit < len(wanted):
                answer["paging"]["next"] = f"{request.url.include_query_params(after=after)}"
        return JSONResponse(answer)

    async def add_template(self, request: Request) -> Response:
        waba_id = self._account(request)
        body = await _json(request)
        missing = [k for k in ("name", "language", "category", "components") if not body.get(k)]
        if missing:
            raise GraphError(100, message=f"(#100) The parameter {missing[0]} is required.")
        identity = (waba_id, body["name"], body["language"])
        if any((t.waba_id, t.name, t.language) == identity for t in self._templates()):
            raise GraphError(
                100,
                message="Invalid parameter",
                subcode=2388024,
                extra={"error_user_title": "Content in This Language Already Exists"},
            )
        template = Template(
            id=str(secrets.randbelow(10**15) + 10**15),
            waba_id=waba_id,
            name=body["name"],
            language=body["language"],
            category=str(body["category"]).upper(),
            components=body["components"],
        )
        self._state.templates[template.id] = template
        self._state.touch("template", template.id)
        self._emitter.start(self._review(template))
        return JSONResponse(
            {"id": template.id, "status": template.status, "category": template.category}
        )

    def _templates(self) -> list[Template]:
        return list(self._state.templates.values())

    async def _review(self, template: Template) -> None:
        settings = self._state.settings
        await asyncio.sleep(settings.template_review_delay * settings.time_scale)
        template.status = "APPROVED"
        self._state.touch("template", template.id)
        number = next(
            (n for n in self._state.numbers.values() if n.waba_id == template.waba_id), None
        )
        if number is None:
            return
        value = {
            "event": "APPROVED",
            "message_template_id": int(template.id),
            "message_template_name": template.name,
            "message_template_language": template.language,
            "reason": "NONE",
            "message_template_category": template.category,
        }
        self._emitter.emit(
            number, value, lane=template.waba_id, field="message_template_status_update"
        )

    async def _outage_before(self, request: Request) -> Response | None:
        match self._state.settings.outage:
            case Outage.HTML_503:
                return HTMLResponse("<html><body>Service Unavailable</body></html>", 503)
            case Outage.JSON_500:
                transient = {"is_transient": True}
                return GraphError(
                    2, message="Service temporarily unavailable", status=500, extra=transient
                ).response()
        return None

    def _token(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise GraphError(104, message="An access token is required to request this resource.")
        return token

    def _number(self, request: Request) -> Number:
        token = self._token(request)
        if all(number.token != token for number in self._state.numbers.values()):
            raise GraphError(
                190, message="Error validating access token: Session has expired", subcode=463
            )
        object_id = request.path_params["object_id"]
        number = self._state.numbers.get(object_id)
        if number is None or number.token != token:
            raise no_such_object(object_id)
        return number

    def _account(self, request: Request) -> str:
        token, waba_id = self._token(request), str(request.path_params["object_id"])
        tokens = {n.token: n.waba_id for n in self._state.numbers.values()}
        if token not in tokens:
            raise GraphError(190, message="Invalid OAuth access token.", subcode=463)
        if all(n.waba_id != waba_id or n.token != token for n in self._state.numbers.values()):
            raise no_such_object(waba_id)
        return waba_id

    def _mark_read(self, body: dict[str, Any]) -> Response:
        message = self._state.by_id.get(str(body.get("message_id")))
        if message is None or message.direction != "in":
            raise GraphError(131009, "Message id does not exist")
        for earlier in self._state.messages[: message.position]:
            if earlier.customer_id == message.customer_id and earlier.direction == "in":
                earlier.status = "read"
        if body.get("typing_indicator"):
            self._state.typing[message.customer_id] = time.time() + 25
        self._state.touch("message", message.id)
        return JSONResponse({"success": True})

    def _check_rates(self, number: Number, address: str) -> None:
        settings, now = self._state.settings, time.monotonic()
        if settings.throttle_per_second:
            recent = self._recent[number.number_id]
            while recent and recent[0] < now - 1:
                recent.popleft()
            if len(recent) >= settings.throttle_per_second:
                raise GraphError(
                    130429,
                    "Message failed to send because there were too many "
                    "messages sent from this phone number in a short period.",
                )
            recent.append(now)
        if settings.pair_rate:
            pair = (number.number_id, address)
            pause = PAIR_RATE_S * settings.time_scale
            if now - self._pairs.get(pair, -pause) < pause:
                raise GraphError(
                    131056,
                    "Message failed to send because there were too many "
                    "messages sent to this user in a short period.",
                )
            self._pairs[pair] = now

    def _recipient(self, body: dict[str, Any]) -> tuple[Customer, str]:
        address = str(body.get("to") or body.get("recipient"))
        if body.get("to") and not any(character.isdigit() for character in address):
            raise GraphError(131009, "The phone number is malformed")
        known = self._state.customer_at(address)
        return known or self._state.stranger(address), address

    def _keep(self, number: Number, customer: Customer, body: dict[str, Any]) -> ChatMessage:
        kind = body.get("type", "text")
        content = body[kind] if isinstance(body[kind], dict) else {kind: body[kind]}
        if kind == "template":
            content = {**content, "rendered": self._rendered(number.waba_id, content)}
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

    def _rendered(self, waba_id: str, content: dict[str, Any]) -> dict[str, Any]:
        """The template as the phone shows it: text with values, labels with payloads."""
        template = next(
            t
            for t in self._templates()
            if (t.waba_id, t.name, t.language)
            == (waba_id, content["name"], content["language"]["code"])
        )
        text = next(c["text"] for c in template.components if c["type"].upper() == "BODY")
        payloads: dict[int, str] = {}
        for component in content.get("components") or []:
            parameters = component.get("parameters") or []
            if component["type"].lower() == "body":
                for position, parameter in enumerate(parameters, 1):
                    name = parameter.get("parameter_name") or position
                    text = text.replace(f"{{{{{name}}}}}", str(parameter.get("text") or ""))
            elif component["type"].lower() == "button" and parameters:
                payloads[int(component["index"])] = str(parameters[0].get("payload") or "")
        labels = [
            button["text"]
            for component in template.components
            if component["type"].upper() == "BUTTONS"
            for button in component["buttons"]
        ]
        buttons = [
            {"title": label, "id": payloads.get(index, label)} for index, label in enumerate(labels)
        ]
        return {"text": text, "buttons": buttons, "category": template.category}

    async def _answer_or_not(
        self, number: Number, customer: Customer, message: ChatMessage
    ) -> None:
        settings = self._state.settings
        self._emitter.start(self._statuses(number, customer, message))
        if settings.status_before_response:
            await asyncio.sleep(0.5 * settings.time_scale)
        if settings.outage == Outage.LOST:
            await asyncio.sleep(LOST_S)
        if settings.outage == Outage.RESET:
            raise ConnectionReset

    def _accepted(
        self, customer: Customer, address: str, message: ChatMessage, body: dict[str, Any]
    ) -> dict[str, Any]:
        known: dict[str, Any] = {"input": address}
        if body.get("to"):
            known["wa_id"] = customer.wa_id
        if not body.get("to") or customer.hides_number:
            known["user_id"] = customer.user_id
        sent: dict[str, Any] = {"id": message.id}
        if message.type == "template":
            sent["message_status"] = "accepted"
        return {"messaging_product": "whatsapp", "contacts": [known], "messages": [sent]}

    async def _statuses(self, number: Number, customer: Customer, message: ChatMessage) -> None:
        settings = self._state.settings
        if message.type == "reaction":
            return
        error = self._failure(number, customer, message)
        steps = (
            [("failed", settings.sent_delay)]
            if error
            else [
                ("sent", settings.sent_delay),
                ("delivered", settings.delivered_delay),
                ("read", settings.read_delay),
            ]
        )
        for status, delay in steps:
            await asyncio.sleep(delay * settings.time_scale)
            message.status, message.error = status, str(error or "")
            self._state.touch("message", message.id)
            if settings.sends_statuses:
                value = self._status_value(number, customer, message, error)
                self._emitter.emit(number, value, lane=customer.id, field="messages")

    def _failure(self, number: Number, customer: Customer, message: ChatMessage) -> int | None:
        if not customer.on_whatsapp:
            return 131026
        if message.type != "template":
            is_open = self._state.is_window_open(customer, number.number_id)
            return None if is_open else 131047
        is_marketing = message.content["rendered"]["category"] == "MARKETING"
        return 131050 if customer.opted_out and is_marketing else None

    def _status_value(
        self, number: Number, customer: Customer, message: ChatMessage, error: int | None
    ) -> dict[str, Any]:
        status: dict[str, Any] = {
            "id": message.id,
            "status": message.status,
            "timestamp": now_text(),
            "recipient_user_id": customer.user_id,
        }
        if not customer.hides_number:
            status["recipient_id"] = customer.wa_id
        if message.opaque:
            status["biz_opaque_callback_data"] = message.opaque
        if error:
            status["errors"] = [status_error(error)]
            return {**metadata(number), "statuses": [status]}
        return {**metadata(number), "contacts": [contact(customer)], "statuses": [status]}


def _template(template: Template) -> dict[str, Any]:
    listed = asdict(template)
    listed.pop("waba_id")
    return {
        **listed,
        "quality_score": {"score": "UNKNOWN"},
        "rejected_reason": "NONE",
        "parameter_format": "POSITIONAL",
    }


async def _json(request: Request) -> Any:
    try:
        return await request.json()
    except (ValueError, RecursionError):
        raise GraphError(100, message="(#100) Invalid JSON in the request body") from None
