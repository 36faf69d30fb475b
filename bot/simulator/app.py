"""Puts the simulator together."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.simulator.control import Control
from bot.simulator.control_objects import Objects
from bot.simulator.emitter import Emitter
from bot.simulator.errors import GraphError
from bot.simulator.graph import ConnectionReset, Graph
from bot.simulator.people import add_people
from bot.simulator.resume import resume
from bot.simulator.state import Number, State
from bot.simulator.store import Store

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'; report-uri /csp-report"
)


@dataclass(frozen=True, slots=True)
class Config:
    """Where webhooks go, which number the simulator starts with, where it keeps chats."""

    webhook_url: str
    number_id: str
    waba_id: str
    access_token: str
    app_secret: str
    verify_token: str
    data: str = ":memory:"
    app_url: str = ""
    host: str = "127.0.0.1"
    has_people: bool = True


def create_app(config: Config) -> Starlette:
    """The ASGI application: Graph API, control API and the phone page."""
    state = State()
    number = Number(config.number_id, config.waba_id, config.access_token, config.app_secret)
    state.numbers[number.number_id] = number
    store = Store(config.data, state)
    store.load()
    if config.has_people and not state.customers:
        add_people(state)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        emitter.start(store.run())
        resume(state, emitter)
        yield
        await emitter.close()
        store.close()

    emitter = Emitter(state, config.webhook_url, config.verify_token)

    async def about(request: Request) -> Response:
        return JSONResponse({"app_url": config.app_url, "numbers": list(state.numbers)})

    async def violation(request: Request) -> Response:
        state.note(event="policy", error=(await request.body())[:500].decode("utf-8", "replace"))
        return Response(status_code=204)

    async def page(request: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    return Starlette(
        routes=[
            Route("/", page),
            Route("/about", about),
            Route("/csp-report", violation, methods=["POST"]),
            *Control(state, emitter, store, has_people=config.has_people).routes(),
            *Objects(state, emitter).routes(),
            Mount("/static", StaticFiles(directory=STATIC)),
            *Graph(state, emitter).routes(),
        ],
        lifespan=lifespan,
        middleware=[Middleware(Guarded, hosts=frozenset({config.host}))],
        exception_handlers={GraphError: _graph_error},
    )


class Guarded:
    """Answers to local names only (a page elsewhere can't reach us by DNS tricks), adds the
    security headers, and lets ConnectionReset end a connection without an answer."""

    LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, self.LOCAL | hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = urlsplit("//" + Request(scope).headers.get("host", "")).hostname or ""
        if host not in self._hosts:
            await JSONResponse({"error": "unknown host"}, 400)(scope, receive, send)
            return
        try:
            await self._app(scope, receive, _with_headers(send))
        except ConnectionReset:
            # A promise of a body that never comes: the server then drops the connection.
            headers = [(b"content-length", b"1000")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message["headers"],
                (b"content-security-policy", POLICY.encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
                (b"cache-control", b"no-cache"),
            ]
        await send(message)

    return sending


async def _graph_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, GraphError)
    return error.response()
