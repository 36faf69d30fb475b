"""ASGI entry: one server, one port, three ways through it.

POST to the webhook goes to the lean application and live news to the streams; everything
else is Django's WSGI application in threads, which is faster than Django under native ASGI.
"""

import gc
import os
import sys
from typing import Any

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.wsgi import application as pages  # noqa: I001  (sets Django up first)
from bot.api.lean import LeanWebhook
from bot.api.live import LIVE_PATH, LiveStreams

# A page asks the database twenty times; behind each answer its thread waits until one that is
# busy with a template lets go, by Python's default after 5 ms.
SWITCH_S = 0.0005
WEBHOOK_PATHS = frozenset({"/webhooks/meta/", "/webhooks/meta"})

_webhook = LeanWebhook()
_live = LiveStreams()
_wsgi: Any = pages
_pages: Any = WSGIMiddleware(_wsgi, workers=int(os.environ.get("WEB_THREADS", "8")))


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await _application_of(scope)(scope, receive, send)


def _application_of(scope: dict[str, Any]) -> Any:
    if scope["method"] == "POST" and scope["path"] in WEBHOOK_PATHS:
        return _webhook
    if scope["method"] == "GET" and LIVE_PATH.fullmatch(scope["path"]):
        return _live
    return _pages


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _live.end_at_signals()
            _collect_seldom()
            sys.setswitchinterval(SWITCH_S)
        if message["type"] == "lifespan.shutdown":
            await _webhook.close()
            await _live.stop()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _collect_seldom() -> None:
    """A page makes tens of thousands of objects that die by themselves. Going through all that
    the process holds after every few hundred of them costs a tenth of its time, and now and
    then stops it for 0.2 s; what was loaded at the start is not gone through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
