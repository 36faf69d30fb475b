"""The control API for what a business owns: its numbers and its templates."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.emitter import Emitter
from bot.simulator.graph_templates import Templates, described
from bot.simulator.state import Number, State

_REQUIRED = ("number_id", "waba_id", "token", "app_secret")
_STATUSES = frozenset({"PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED"})


class Objects:
    """/control/numbers and /control/templates."""

    def __init__(self, state: State, emitter: Emitter) -> None:
        self._state, self._templates = state, Templates(state, emitter)

    def routes(self) -> list[Route]:
        return [
            Route("/control/numbers", self.numbers, methods=["GET", "POST"]),
            Route("/control/templates", self.templates),
            Route("/control/templates/{id}", self.template, methods=["PATCH"]),
        ]

    async def numbers(self, request: Request) -> Response:
        if request.method == "POST":
            number = _number(await body_of(request))
            self._state.numbers[number.number_id] = number
            self._state.touch("number", number.number_id)
        found = [
            {"number_id": n.number_id, "name": n.verified_name, "display": n.display}
            for n in self._state.numbers.values()
        ]
        return JSONResponse({"numbers": found})

    async def templates(self, request: Request) -> Response:
        found = [
            {**described(template), "waba_id": template.waba_id}
            for template in self._state.templates.values()
        ]
        return JSONResponse({"templates": found})

    async def template(self, request: Request) -> Response:
        """Decide on a template as Meta would, with the webhook that goes with it."""
        template = self._state.templates.get(request.path_params["id"])
        if template is None:
            raise HTTPException(404)
        data = await body_of(request)
        if category := str(data.get("category") or "").upper():
            self._templates.set_category(template, category)
            return JSONResponse(described(template))
        status = str(data.get("status") or "").upper()
        if status not in _STATUSES:
            raise HTTPException(400, f"status must be one of {sorted(_STATUSES)}")
        self._templates.set_status(template, status, str(data.get("reason") or "NONE"))
        return JSONResponse(described(template))


def _number(data: dict[str, Any]) -> Number:
    missing = [name for name in _REQUIRED if not data.get(name)]
    if missing:
        raise HTTPException(400, f"{missing[0]} is required")
    number_id, waba_id, token, app_secret = (str(data[name]) for name in _REQUIRED)
    number = Number(number_id, waba_id, token, app_secret, is_added=True)
    number.display = str(data.get("display") or number.display)
    number.verified_name = str(data.get("verified_name") or number.verified_name)
    return number


async def body_of(request: Request) -> dict[str, Any]:
    """The body, a JSON object. Raises HTTPException 400."""
    try:
        data = await request.json()
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "not JSON") from error
    if not isinstance(data, dict):
        raise HTTPException(400, "an object is expected")
    return data
