"""What the Graph API says and takes about a number and its account."""

import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.access import account_of, number_of, object_of
from bot.simulator.errors import GraphError
from bot.simulator.state import Number, State

_ALL = ("GET", "POST", "DELETE")
_DEFAULT_FIELDS = ("verified_name", "display_phone_number", "quality_rating")
_WINDOW_S = 24 * 3600


class Numbers:
    """Phone numbers, registration, business profile, blocked users, subscriptions."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._profiles: dict[str, dict[str, Any]] = {}

    def routes(self) -> list[Route]:
        base = "/v{version:str}/{object_id}/"
        return [
            Route(base + "subscribed_apps", self.subscribed_apps, methods=_ALL),
            Route(base + "phone_numbers", self.phone_numbers),
            Route(base + "register", self.register, methods=["POST"]),
            Route(base + "deregister", self.deregister, methods=["POST"]),
            Route(base + "whatsapp_business_profile", self.profile, methods=["GET", "POST"]),
            Route(base + "block_users", self.block_users, methods=_ALL),
        ]

    def fields(self, number: Number, wanted: str | None) -> dict[str, Any]:
        """The fields named with commas, by default the four that Meta gives; plus the id."""
        known = {
            "verified_name": number.verified_name,
            "display_phone_number": number.display,
            "quality_rating": "GREEN",
            "name_status": "APPROVED",
            "code_verification_status": "VERIFIED",
            "status": "CONNECTED" if number.is_registered else "PENDING",
            "platform_type": "CLOUD_API",
            "throughput": {"level": "STANDARD"},
            "whatsapp_business_manager_messaging_limit": "TIER_2K",
            "health_status": {"can_send_message": "AVAILABLE", "entities": []},
        }
        names = [n.strip() for n in wanted.split(",")] if wanted else list(_DEFAULT_FIELDS)
        return {"id": number.number_id, **{n: known[n] for n in names if n in known}}

    async def phone_numbers(self, request: Request) -> Response:
        waba_id = account_of(self._state, request)
        wanted = request.query_params.get("fields")
        found = [n for n in self._state.numbers.values() if n.waba_id == waba_id]
        return JSONResponse({"data": [self.fields(number, wanted) for number in found]})

    async def subscribed_apps(self, request: Request) -> Response:
        account_of(self._state, request)
        if request.method != "GET":
            return JSONResponse({"success": True})
        app = {"whatsapp_business_api_data": {"id": "670843887433847", "name": "Zapenda"}}
        return JSONResponse({"data": [app]})

    async def register(self, request: Request) -> Response:
        number, body = number_of(self._state, request), await object_of(request)
        pin = body.get("pin")
        if not isinstance(pin, str) or len(pin) != 6 or not pin.isdecimal():
            raise GraphError(100, message="(#100) Param pin must be 6 digits.")
        number.is_registered = True
        return JSONResponse({"success": True})

    async def deregister(self, request: Request) -> Response:
        number_of(self._state, request).is_registered = False
        return JSONResponse({"success": True})

    async def profile(self, request: Request) -> Response:
        number = number_of(self._state, request)
        profile = self._profiles.setdefault(number.number_id, {"messaging_product": "whatsapp"})
        if request.method == "GET":
            return JSONResponse({"data": [profile]})
        known = {"about", "address", "description", "email", "vertical", "websites"}
        profile |= {k: v for k, v in (await object_of(request)).items() if k in known}
        return JSONResponse({"success": True})

    async def block_users(self, request: Request) -> Response:
        number = number_of(self._state, request)
        if request.method == "GET":
            return JSONResponse({"data": self._blocked(number)})
        asked = (await object_of(request)).get("block_users")
        if not isinstance(asked, list) or not asked:
            raise GraphError(100, message="(#100) The parameter block_users is required.")
        done, failed = [], []
        for entry in asked:
            address = str(entry.get("user") or "") if isinstance(entry, dict) else ""
            customer = self._state.customer_at(address)
            if customer is None or not self._wrote_lately(number, customer.last_wrote_at):
                failed.append({"input": address, "errors": [{"code": 139103}]})
                continue
            others = [known for known in customer.blocked_by if known != number.number_id]
            added = [number.number_id] if request.method == "POST" else []
            customer.blocked_by = others + added
            self._state.touch("customer", customer.id)
            done.append({"input": address, "wa_id": customer.wa_id})
        name = "added_users" if request.method == "POST" else "removed_users"
        outcome: dict[str, Any] = {name: done}
        if failed:
            outcome["failed_users"] = failed
        return JSONResponse({"messaging_product": "whatsapp", "block_users": outcome})

    def _blocked(self, number: Number) -> list[dict[str, str]]:
        people = self._state.customers.values()
        blocked = [one for one in people if number.number_id in one.blocked_by]
        return [{"messaging_product": "whatsapp", "wa_id": one.wa_id} for one in blocked]

    def _wrote_lately(self, number: Number, last_wrote_at: dict[str, float]) -> bool:
        return time.time() - last_wrote_at.get(number.number_id, 0.0) < _WINDOW_S
