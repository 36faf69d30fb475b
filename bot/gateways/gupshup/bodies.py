"""The `message` of POST /wa/api/v1/msg: contents as Gupshup writes them in JSON."""

from typing import Any

from bot.gateways.content import Button, Buttons, Content, ListMenu, Location, Media, Row, Text
from bot.gateways.protocol import GatewayError

MEDIA_MISSING = 1010


def message_of(content: Content) -> dict[str, Any]:
    """Raises GatewayError, permanent, for a content that Gupshup has no message for."""
    match content:
        case Text():
            return {"type": "text", "text": content.body, "previewUrl": content.preview_url}
        case Buttons():
            return _quick_reply(content)
        case ListMenu():
            return _list(content)
        case Media():
            return _file(content)
        case Location():
            return {"type": "location", **content.details()}
    raise GatewayError(code=None, permanent=True, detail=f"Gupshup sends no {content.kind}")


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
