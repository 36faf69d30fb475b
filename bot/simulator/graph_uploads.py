"""Sample files of templates: the resumable upload, and the app behind a token."""

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.access import checked_token, whole_number
from bot.simulator.errors import GraphError, no_such_object
from bot.simulator.state import State

APP_ID = "100000000000009"
TYPES = frozenset({"image/jpeg", "image/jpg", "image/png", "video/mp4", "application/pdf"})


class Uploads:
    """/vNN.0/app, /vNN.0/{app}/uploads and /vNN.0/upload:..."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lengths: dict[str, int] = {}

    def routes(self) -> list[Route]:
        version = "/v{version:str}"
        return [
            Route(version + "/app", self.app),
            Route(version + "/{object_id}/uploads", self.begin, methods=["POST"]),
            Route(version + "/upload:{key}", self.take, methods=["POST"]),
        ]

    async def app(self, request: Request) -> Response:
        checked_token(self._state, request)
        return JSONResponse({"id": APP_ID})

    async def begin(self, request: Request) -> Response:
        checked_token(self._state, request)
        if request.path_params["object_id"] != APP_ID:
            raise no_such_object(str(request.path_params["object_id"]))
        length = whole_number(request, "file_length", 0)
        if not length or request.query_params.get("file_type") not in TYPES:
            raise GraphError(100, message="(#100) Invalid file_length or file_type")
        key = secrets.token_urlsafe(16)
        self._lengths[key] = length
        return JSONResponse({"id": f"upload:{key}"})

    async def take(self, request: Request) -> Response:
        """The whole file at once; an upload wants OAuth where the rest wants Bearer."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "OAuth" or all(n.token != token for n in self._state.numbers.values()):
            raise GraphError(190, message="Invalid OAuth access token")
        length = self._lengths.get(str(request.path_params["key"]))
        if length is None or len(await request.body()) != length:
            raise GraphError(100, message="(#100) Invalid upload session")
        handle = f"4::{secrets.token_urlsafe(24)}"
        self._state.handles.add(handle)
        return JSONResponse({"h": handle})
