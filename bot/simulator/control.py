"""The control API: for the phone page, the `chat` command and tests. JSON, loopback only."""

import asyncio
import secrets
import time
from dataclasses import asdict
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.control_objects import body_of
from bot.simulator.emitter import Emitter
from bot.simulator.people import add_people
from bot.simulator.phones import echo, write
from bot.simulator.state import Customer, Number, State, make_user_id
from bot.simulator.store import Store

LONGEST_WAIT_S = 25.0
POLL_S = 0.05


class Control:
    """See README.md for the endpoints."""

    def __init__(
        self, state: State, emitter: Emitter, store: Store, *, has_people: bool = True
    ) -> None:
        self._state, self._emitter, self._store = state, emitter, store
        self._has_people = has_people

    def routes(self) -> list[Route]:
        return [
            Route("/control/customers", self.customers, methods=["GET", "POST"]),
            Route("/control/customers/{id}", self.customer, methods=["GET", "PATCH"]),
            Route("/control/customers/{id}/messages", self.read_chat, methods=["GET"]),
            Route("/control/customers/{id}/messages", self.write_chat, methods=["POST"]),
            Route("/control/sent", self.sent),
            Route("/control/echo", self.echo, methods=["POST"]),
            Route("/control/settings", self.settings, methods=["GET", "PUT", "DELETE"]),
            Route("/control/reset", self.reset, methods=["POST"]),
            Route("/control/log", self.log),
            Route("/control/retry", self.retry, methods=["POST"]),
            Route("/control/webhooks", self.webhooks, methods=["POST"]),
        ]

    async def customers(self, request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse({"customers": [self._shown(c) for c in self._ordered()]})
        data = await body_of(request)
        phone = "".join(c for c in str(data.get("phone") or "") if c.isdigit())
        if data.get("phone", "") is not None:
            phone = phone or self._free_phone()
        if any(known.phone == phone for known in self._state.customers.values() if phone):
            raise HTTPException(409, "this phone exists")
        customer = Customer(
            id=secrets.token_hex(6),
            name=str(data.get("name") or "Cliente")[:80],
            phone=phone,
            user_id=make_user_id(),
            username=str(data.get("username") or "")[:40],
            hides_number=bool(data.get("hides_number")),
            lacks_ninth_digit=bool(data.get("lacks_ninth_digit")),
            on_whatsapp=bool(data.get("on_whatsapp", True)),
        )
        self._state.add_customer(customer)
        return JSONResponse(self._shown(customer), status_code=201)

    async def customer(self, request: Request) -> Response:
        customer = self._customer(request)
        if request.method == "PATCH":
            for name, value in (await body_of(request)).items():
                if name == "last_wrote_hours_ago":
                    try:
                        moment = time.time() - float(value) * 3600
                    except (TypeError, ValueError) as error:
                        raise HTTPException(400, "last_wrote_hours_ago: a number") from error
                    customer.last_wrote_at = dict.fromkeys(self._state.numbers, moment)
                elif name in {"hides_number", "lacks_ninth_digit", "on_whatsapp", "opted_out"}:
                    setattr(customer, name, bool(value))
                elif name == "name":
                    customer.name = str(value)[:80]
                else:
                    raise HTTPException(400, f"unknown property {name}")
            self._state.touch("customer", customer.id)
        return JSONResponse(self._shown(customer))

    async def read_chat(self, request: Request) -> Response:
        """Messages after a position; waits up to `wait` seconds for something new.

        `changes` is a counter of everything that has changed: given back as `since`, the
        wait ends with any change (a message, a status, the typing bubble), and `after` only
        chooses what is told.
        """
        customer = self._customer(request)
        after, since = _number(request, "after", 0), _number(request, "since", -1)
        ends = time.monotonic() + min(_number(request, "wait", 0), LONGEST_WAIT_S)
        while True:
            found = [asdict(message) for message in self._state.chat_of(customer.id, int(after))]
            # Not "more than": after a restart the counter begins anew.
            has_news = self._state.changes != since if since >= 0 else bool(found)
            if has_news or time.monotonic() >= ends:
                break
            await asyncio.sleep(POLL_S)
        return JSONResponse(
            {
                "messages": found,
                "changes": self._state.changes,
                "typing": self._state.typing.get(customer.id, 0) > time.time(),
            }
        )

    async def write_chat(self, request: Request) -> Response:
        customer, data = self._customer(request), await body_of(request)
        number = self._number(str(data.get("number_id") or ""))
        try:
            message_id = write(self._state, self._emitter, customer, number, data)
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        return JSONResponse({"id": message_id}, status_code=201)

    async def sent(self, request: Request) -> Response:
        after = int(_number(request, "after", 0))
        return JSONResponse({"sent": self._state.sent[after:], "next": len(self._state.sent)})

    async def echo(self, request: Request) -> Response:
        data = await body_of(request)
        customer = self._state.customers.get(str(data.get("customer_id")))
        if customer is None:
            raise HTTPException(404)
        number = self._number(str(data.get("number_id") or ""))
        text = str(data.get("text") or "")
        message_id = echo(self._state, self._emitter, customer, number, text)
        return JSONResponse({"id": message_id}, status_code=201)

    async def settings(self, request: Request) -> Response:
        if request.method == "PUT":
            try:
                self._state.settings.update(await body_of(request))
            except (ValueError, TypeError) as error:
                raise HTTPException(400, str(error)) from error
        elif request.method == "DELETE":
            self._state.settings.restore()
        return JSONResponse(asdict(self._state.settings))

    async def reset(self, request: Request) -> Response:
        """Forget every chat and every customer but the first three."""
        self._state.forget_chats()
        self._store.clear()
        if self._has_people:
            add_people(self._state)
        return JSONResponse({"ok": True})

    async def retry(self, request: Request) -> Response:
        """Try waiting deliveries now."""
        self._emitter.retry_now()
        return JSONResponse({"ok": True})

    async def log(self, request: Request) -> Response:
        return JSONResponse({"log": self._state.log[-100:], "verified": self._emitter.is_verified})

    async def webhooks(self, request: Request) -> Response:
        """Post these very bytes, signed, once; the product's answer comes back."""
        number = self._number(request.query_params.get("number_id") or "")
        status = await self._emitter.post_raw(number, await request.body())
        return JSONResponse({"status": status})

    def _free_phone(self) -> str:
        taken = {known.phone for known in self._state.customers.values()}
        while (phone := f"551198{secrets.randbelow(10**7):07d}") in taken:
            pass
        return phone

    def _ordered(self) -> list[Customer]:
        return list(self._state.customers.values())

    def _shown(self, customer: Customer) -> dict[str, Any]:
        chat = self._state.chat_of(customer.id)
        last = asdict(chat[-1]) if chat else None
        return {**asdict(customer), "wa_id": customer.wa_id, "last_message": last}

    def _customer(self, request: Request) -> Customer:
        customer = self._state.customers.get(request.path_params["id"])
        if customer is None:
            raise HTTPException(404)
        return customer

    def _number(self, number_id: str) -> Number:
        numbers = self._state.numbers
        number = numbers.get(number_id) if number_id else next(iter(numbers.values()), None)
        if number is None:
            raise HTTPException(404, "no such number")
        return number


def _number(request: Request, name: str, default: float) -> float:
    text = request.query_params.get(name) or str(default)
    try:
        return float(text)
    except ValueError as error:
        raise HTTPException(400, f"{name} takes a number") from error
