"""Content resources as our templates, and our templates as Content resources."""

from collections.abc import Sequence
from typing import Any

from bot.gateways.protocol import RemoteTemplate

PENDING = {"received": "PENDING", "pending": "PENDING"}
UNSUBMITTED = "UNSUBMITTED"
# A template's button has a fixed id: what it stands for is in the message that it answers.
BUTTON_ID = "button_"


def as_template(content: dict[str, Any]) -> RemoteTemplate:
    """One element of GET /v1/ContentAndApprovals."""
    approval = content.get("approval_requests")
    approval = approval if isinstance(approval, dict) else {}
    status = str(approval.get("status") or UNSUBMITTED)
    return RemoteTemplate(
        id=str(content.get("sid") or ""),
        name=str(approval.get("name") or content.get("friendly_name") or "")[:512],
        language=str(content.get("language") or "")[:10],
        category=str(approval.get("category") or "").upper()[:20],
        status=PENDING.get(status, status.upper()),
        components=_components(content.get("types")),
        rejected_reason=str(approval.get("rejection_reason") or ""),
    )


def as_content(name: str, language: str, components: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The body of POST /v1/Content for a template in Meta's components."""
    parts = {str(part.get("type")): part for part in components}
    body = parts.get("BODY", {})
    examples = ((body.get("example") or {}).get("body_text") or [[]])[0]
    buttons = parts.get("BUTTONS", {}).get("buttons") or []
    text = str(body.get("text") or "")
    actions = [
        {"title": button["text"], "id": f"{BUTTON_ID}{place}"}
        for place, button in enumerate(buttons)
    ]
    kind = {"twilio/quick-reply": {"body": text, "actions": actions}}
    return {
        "friendly_name": name,
        "language": language,
        "variables": {str(n): value for n, value in enumerate(examples, start=1)},
        "types": kind if actions else {"twilio/text": {"body": text}},
    }


def _components(types: Any) -> tuple[dict[str, Any], ...]:
    for inner in types.values() if isinstance(types, dict) else ():
        if not isinstance(inner, dict) or not inner.get("body"):
            continue
        body = {"type": "BODY", "text": str(inner["body"])}
        titles = [one.get("title") for one in inner.get("actions") or [] if isinstance(one, dict)]
        buttons = [{"type": "QUICK_REPLY", "text": str(title)} for title in titles if title]
        return (body, {"type": "BUTTONS", "buttons": buttons}) if buttons else (body,)
    return ()
