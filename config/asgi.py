"""ASGI entry: one server, one port, two ways through it.

POST to the webhook goes to the lean application; everything else is Django's WSGI
application in threads, which is faster than Django under native ASGI.
"""

import os
from typing import Any

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.wsgi import application as pages  # noqa: I001  (sets Django up first)
from bot.api.lean import LeanWebhook

WEBHOOK_PATHS = frozenset({"/webhooks/meta/", "/webhooks/meta"})

_webhook = LeanWebhook()
_wsgi: Any = pages
_pages: Any = WSGIMiddleware(_wsgi, workers=int(os.environ.get("WEB_THREADS", "8")))


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        is_webhook = scope["method"] == "POST" and scope["path"] in WEBHOOK_PATHS
        await (_webhook if is_webhook else _pages)(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await _webhook.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
