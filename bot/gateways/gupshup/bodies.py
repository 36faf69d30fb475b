"""The `message` of POST /wa/api/v1/msg: contents as Gupshup writes them in JSON."""

from collections.abc import Callable
from typing import Any

from bot.gateways.content import Button, Buttons, Content, ListMenu, Media, Row
from bot.gateways.protocol import GatewayError

MEDIA_MISSING = 1010


def message_of(content: Content) -> dict[str, Any]:
    """Raises GatewayError, permanent, for a content that Gupshup has no message for."""
    said = content.to_dict()
    if isinstance(content, Buttons):
        return _quick_reply(content)
    if isinstance(content, ListMenu):
        return _list(content)
    if isinstance(content, Media):
        return _file(content)
    writer = _WRITERS.get(said["type"])
    if writer is None:
        raise GatewayError(code=None, permanent=True, detail=f"Gupshup sends no {said['type']}")
    return writer(said)


def media_header(media: str, url: str, file_name: str) -> dict[str, Any]:
    """The `message` that goes with a template whose header is a file."""
    if not url:
        raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="file without address")
    named = {"filename": file_name} if media == "document" and file_name else {}
    return {"type": media, media: {"link": url} | named}


def _quick_reply(content: Buttons) -> dict[str, Any]:
    shown = {"type": "text", "text": content.body}
    shown |= {"header": content.header} if content.header else {}
    shown |= {"caption": content.footer} if content.footer else {}
    options = [_option(button) for button in content.buttons]
    return {"type": "quick_reply", "content": shown, "options": options}


def _list(content: ListMenu) -> dict[str, Any]:
    """Gupshup's list has no footer of its own: it closes the body."""
    foot = f"\n\n_{content.footer}_" if content.footer else ""
    items = [
        {"title": one.title, "subtitle": one.title, "options": [_option(row) for row in one.rows]}
        for one in content.sections
    ]
    return {
        "type": "list",
        "title": content.header,
        "body": content.body + foot,
        "globalButtons": [{"type": "text", "title": content.button}],
        "items": items,
    }


def _option(choice: Button | Row) -> dict[str, str]:
    """Our id comes back as `postbackText`."""
    option = {"type": "text", "title": choice.title, "postbackText": choice.id}
    described = choice.description if isinstance(choice, Row) else ""
    return option | ({"description": described} if described else {})


def _file(content: Media) -> dict[str, Any]:
    url = content.media_id
    if not url:
        raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="file without address")
    if content.media == "image":
        # A caption of null is refused, an empty one is none.
        return {"type": "image", "originalUrl": url, "previewUrl": url, "caption": content.caption}
    if content.media == "document":
        named = {"filename": content.file_name or "file"}
        return {"type": "file", "url": url, "caption": content.caption} | named
    if content.media == "video":
        return {"type": "video", "url": url, "caption": content.caption}
    return {"type": content.media, "url": url}


def _text(said: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": said["body"], "previewUrl": bool(said.get("preview_url"))}


def _location(said: dict[str, Any]) -> dict[str, Any]:
    return {"type": "location", **said["location"]}


def _reaction(said: dict[str, Any]) -> dict[str, Any]:
    told = said["reaction"]
    return {"type": "reaction", "msgId": told["message_id"], "emoji": told["emoji"]}


_WRITERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "text": _text,
    "location": _location,
    "reaction": _reaction,
}
