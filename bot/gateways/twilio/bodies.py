"""The fields of POST Messages.json that carry a content (Twilio, Messages resource)."""

import json

from bot.gateways.content import Content, Location, Media, Template, Text
from bot.gateways.protocol import GatewayError

TEXT_LIMIT = 1600
TEXT_TOO_LONG, TEMPLATE_MISSING, MEDIA_MISSING = 21617, 63027, 63019
KIND_REFUSED = 63005  # "Channel did not accept given content"


def said(content: Content) -> dict[str, str]:
    """Raises GatewayError, permanent, for what Twilio would refuse."""
    if isinstance(content, Location):
        return _place(content)
    if isinstance(content, Text):
        if len(content.body) > TEXT_LIMIT:
            detail = f"longer than {TEXT_LIMIT} characters"
            raise GatewayError(code=TEXT_TOO_LONG, permanent=True, detail=detail)
        return {"Body": content.body}
    if isinstance(content, Media):
        if not content.media_id:
            raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="file without address")
        caption = {"Body": content.caption} if content.caption else {}
        return {"MediaUrl": content.media_id} | caption
    if not isinstance(content, Template):
        detail = f"Twilio sends no {content.kind}"
        raise GatewayError(code=KIND_REFUSED, permanent=True, detail=detail)
    if not content.remote_id:
        raise GatewayError(code=TEMPLATE_MISSING, permanent=True, detail="template without an id")
    values = [*content.header, *content.body]
    named = {one.name or str(place): one.text for place, one in enumerate(values, start=1)}
    return filled(content.remote_id, named)


def _place(place: Location) -> dict[str, str]:
    """Twilio wants words beside the point; what follows its "|" is the label on the map."""
    label = " ".join(filter(None, [place.name, place.address])).replace("|", " ")
    point = f"geo:{place.latitude},{place.longitude}"
    return {"Body": label or "📍", "PersistentAction": f"{point}|{label}" if label else point}


def filled(sid: str, values: dict[str, str]) -> dict[str, str]:
    """A Content resource with the values of its variables."""
    variables = json.dumps(values, ensure_ascii=False)
    return {"ContentSid": sid} | ({"ContentVariables": variables} if values else {})
