"""Gupshup's templates as ours, and ours as the form by which Gupshup takes one.

Gupshup keeps the text in one piece (`data`), what stands around it in `containerMeta`.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.gateways.protocol import RemoteTemplate

VERTICAL = "Avisos de horários"
_STATUSES = {"FAILED": "REJECTED", "DEACTIVATED": "DISABLED", "DELETED": "DELETED"}
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


def as_template(item: dict[str, Any]) -> RemoteTemplate:
    """One element of GET /wa/app/<id>/template."""
    status = str(item.get("status") or "").upper()
    return RemoteTemplate(
        id=str(item.get("id") or ""),
        name=str(item.get("elementName") or "")[:512],
        language=str(item.get("languageCode") or "")[:10],
        category=str(item.get("category") or "").upper()[:20],
        status=_STATUSES.get(status, status),
        components=_components(item),
        quality=_quality(item),
        rejected_reason=str(item.get("reason") or "")[:60],
    )


def as_form(
    name: str, language: str, category: str, components: Sequence[dict[str, Any]]
) -> dict[str, str]:
    """The form that makes a text template of Meta's components."""
    parts = {str(part.get("type")): part for part in components}
    body = parts.get("BODY", {})
    text = str(body.get("text") or "")
    values = ((body.get("example") or {}).get("body_text") or [[]])[0]
    form = {
        "elementName": name,
        "languageCode": language,
        "category": category,
        "vertical": VERTICAL,
        "templateType": "TEXT",
        "content": text,
        "example": _filled(text, [str(value) for value in values]),
        "enableSample": "true",
    }
    for field, kind in (("header", "HEADER"), ("footer", "FOOTER")):
        if words := parts.get(kind, {}).get("text"):
            form[field] = str(words)
    if buttons := parts.get("BUTTONS", {}).get("buttons"):
        form["buttons"] = json.dumps(buttons, ensure_ascii=False)
    return form


def _filled(text: str, values: list[str]) -> str:
    """Gupshup wants the text once more with its samples in it."""
    left = iter(values)
    return _VARIABLE.sub(lambda found: next(left, found[0]), text)


def _components(item: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    meta = _object(item.get("containerMeta"))
    text = str(meta.get("data") or item.get("data") or "")
    if not text:
        return ()
    found: list[dict[str, Any]] = [{"type": "BODY", "text": text}]
    kind = str(item.get("templateType") or "TEXT").upper()
    if kind in ("IMAGE", "VIDEO", "DOCUMENT"):
        found.insert(0, {"type": "HEADER", "format": kind})
    elif words := meta.get("header"):
        found.insert(0, {"type": "HEADER", "format": "TEXT", "text": str(words)})
    if words := meta.get("footer"):
        found.append({"type": "FOOTER", "text": str(words)})
    buttons = meta.get("buttons")
    listed = [one for one in buttons if isinstance(one, dict)] if isinstance(buttons, list) else []
    return (*found, {"type": "BUTTONS", "buttons": listed}) if listed else tuple(found)


def _quality(item: dict[str, Any]) -> str:
    told = str(item.get("quality") or "").upper()
    return {"HIGH": "GREEN", "MEDIUM": "YELLOW", "LOW": "RED", "UNKNOWN": ""}.get(told, told)[:20]


def _object(text: Any) -> dict[str, Any]:
    """JSON in JSON."""
    try:
        data = json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
