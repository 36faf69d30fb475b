"""Message templates: create, list, edit, delete, and Meta's review."""

import asyncio
import re
import secrets
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.access import account_of, checked_token, object_of, whole_number
from bot.simulator.emitter import Emitter
from bot.simulator.errors import GraphError, no_such_object
from bot.simulator.state import State, Template
from bot.simulator.template_checks import check_parts

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_CATEGORIES = {"UTILITY", "MARKETING", "AUTHENTICATION"}
_CHANGEABLE = {"APPROVED", "REJECTED", "PAUSED"}
_DUPLICATE = 2388024


class Templates:
    """/vNN.0/{waba}/message_templates."""

    def __init__(self, state: State, emitter: Emitter) -> None:
        self._state, self._emitter = state, emitter

    def routes(self) -> list[Route]:
        path = "/v{version:str}/{object_id}/message_templates"
        return [
            Route(path, self.list, methods=["GET"]),
            Route(path, self.add, methods=["POST"]),
            Route(path, self.delete, methods=["DELETE"]),
            Route("/v{version:str}/{object_id}/unpause", self.unpause, methods=["POST"]),
        ]

    def holds(self, template_id: str) -> bool:
        return template_id in self._state.templates

    async def one(self, request: Request, template_id: str) -> Response:
        """Read it, or replace its components, which sends it to review again."""
        template = self._own(request, template_id)
        if request.method == "GET":
            return JSONResponse(described(template))
        if request.method == "DELETE":
            raise no_such_object(template_id, request.method)
        changes = await object_of(request)
        if template.status not in _CHANGEABLE:
            raise GraphError(100, message="(#100) The template can't be edited now.")
        _check(self._state, {**asdict(template), **changes, "name": template.name})
        template.components = changes.get("components", template.components)
        template.category = str(changes.get("category", template.category)).upper()
        self.set_status(template, "PENDING")
        self._emitter.start(self._review(template))
        return JSONResponse({"success": True})

    async def unpause(self, request: Request) -> Response:
        template = self._own(request, str(request.path_params["object_id"]))
        if template.status != "PAUSED":
            raise GraphError(100, message="(#100) The template is not paused.")
        self.set_status(template, "APPROVED")
        return JSONResponse({"success": True})

    async def list(self, request: Request) -> Response:
        waba_id = account_of(self._state, request)
        wanted = [t for t in self._state.templates.values() if t.waba_id == waba_id]
        for name in ("name", "language", "status", "category"):
            if value := request.query_params.get(name):
                wanted = [t for t in wanted if getattr(t, name) == value]
        start = whole_number(request, "after", 0)
        limit = max(1, min(whole_number(request, "limit", 25), 100))
        page = [described(template) for template in wanted[start : start + limit]]
        answer: dict[str, Any] = {"data": page}
        if page:
            after = str(start + len(page))
            answer["paging"] = {"cursors": {"before": str(start), "after": after}}
            if start + limit < len(wanted):
                answer["paging"]["next"] = f"{request.url.include_query_params(after=after)}"
        return JSONResponse(answer)

    async def add(self, request: Request) -> Response:
        waba_id = account_of(self._state, request)
        body = await object_of(request)
        _check(self._state, body)
        identity = (waba_id, body["name"], body["language"])
        known = self._state.templates.values()
        if any((t.waba_id, t.name, t.language) == identity for t in known):
            raise GraphError(
                100,
                message="Invalid parameter",
                subcode=_DUPLICATE,
                extra={"error_user_title": "Content in This Language Already Exists"},
            )
        template = Template(
            id=str(secrets.randbelow(10**15) + 10**15),
            waba_id=waba_id,
            name=body["name"],
            language=body["language"],
            category=body["category"].upper(),
            components=body["components"],
            parameter_format=str(body.get("parameter_format") or "POSITIONAL").upper(),
        )
        self._state.templates[template.id] = template
        self._state.touch("template", template.id)
        self._emitter.start(self._review(template))
        return JSONResponse(
            {"id": template.id, "status": template.status, "category": template.category}
        )

    async def delete(self, request: Request) -> Response:
        waba_id = account_of(self._state, request)
        name, hsm_id = (request.query_params.get(key) for key in ("name", "hsm_id"))
        found = [
            template
            for template in self._state.templates.values()
            if (template.waba_id, template.name) == (waba_id, name)
            and hsm_id in (None, template.id)
        ]
        if not found:
            raise GraphError(100, message="Invalid parameter", subcode=2593002)
        for template in found:
            del self._state.templates[template.id]
            self._state.touch("template", template.id)
        return JSONResponse({"success": True})

    def _own(self, request: Request, template_id: str) -> Template:
        """The one of that id, if the token's account owns it. Raises GraphError 100/33."""
        token, template = (
            checked_token(self._state, request),
            self._state.templates.get(template_id),
        )
        numbers = self._state.numbers.values()
        accounts = {number.waba_id for number in numbers if number.token == token}
        if template is None or template.waba_id not in accounts:
            raise no_such_object(template_id, request.method)
        return template

    async def _review(self, template: Template) -> None:
        settings = self._state.settings
        await asyncio.sleep(settings.pause(settings.template_review_delay))
        if template.id not in self._state.templates or template.status != "PENDING":
            return
        self.set_status(template, "APPROVED")

    def set_category(self, template: Template, category: str) -> None:
        """Take it for something else from now on, and tell the account's apps."""
        before, template.category = template.category, category
        self._state.touch("template", template.id)
        value = {
            "message_template_id": int(template.id),
            "message_template_name": template.name,
            "message_template_language": template.language,
            "previous_category": before,
            "new_category": category,
        }
        self._tell(template, "template_category_update", value)

    def set_status(self, template: Template, status: str, reason: str = "NONE") -> None:
        """Change it and tell the account's apps. Waiting for the review is not told."""
        template.status, template.rejected_reason = status, reason
        self._state.touch("template", template.id)
        if status == "PENDING":
            return
        value = {
            "event": template.status,
            "message_template_id": int(template.id),
            "message_template_name": template.name,
            "message_template_language": template.language,
            "reason": reason,
            "message_template_category": template.category,
        }
        self._tell(template, "message_template_status_update", value)

    def _tell(self, template: Template, field: str, value: dict[str, Any]) -> None:
        numbers = self._state.numbers.values()
        number = next((n for n in numbers if n.waba_id == template.waba_id), None)
        if number is not None:
            self._emitter.emit(number, value, lane=template.waba_id, field=field)


def described(template: Template) -> dict[str, Any]:
    """A template as the list shows it."""
    listed = asdict(template)
    listed.pop("waba_id")
    return {**listed, "quality_score": {"score": "UNKNOWN"}}


def _check(state: State, body: dict[str, Any]) -> None:
    for name in ("name", "language", "category", "components"):
        if not body.get(name):
            raise GraphError(100, message=f"(#100) The parameter {name} is required.")
    if not isinstance(body["name"], str) or not _NAME.fullmatch(body["name"]):
        raise GraphError(100, message="(#100) Param name may hold only a-z, 0-9 and _")
    if not isinstance(body["language"], str):
        raise GraphError(100, message="(#100) Param language must be a string.")
    if str(body["category"]).upper() not in _CATEGORIES or not isinstance(body["category"], str):
        raise GraphError(100, message=f"(#100) Param category must be one of {_CATEGORIES}")
    components = body["components"]
    if not isinstance(components, list) or not all(
        isinstance(part, dict) and isinstance(part.get("type"), str) for part in components
    ):
        raise GraphError(100, message="(#100) Param components must be an array of objects.")
    body_text = [part.get("text") for part in components if part["type"].upper() == "BODY"]
    if len(body_text) != 1 or not isinstance(body_text[0], str):
        raise GraphError(100, message="(#100) Param components must have one BODY.")
    check_parts(state, components)
