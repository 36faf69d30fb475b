"""Request bodies of POST /{phone_number_id}/messages (whatsapp-cloud-api, messages)."""

from typing import Any

from bot.gateways.content import (
    Buttons,
    Contacts,
    Content,
    LinkButton,
    ListMenu,
    Location,
    LocationRequest,
    Media,
    Reaction,
    Template,
    TemplateParameter,
    Text,
)
from bot.gateways.protocol import Recipient

# The parameter that each sub type of a template's button takes.
BUTTON_PARAMETERS = {"quick_reply": "payload", "url": "text", "copy_code": "coupon_code"}


def message_body(
    recipient: Recipient, content: Content, *, opaque: str, reply_to: str
) -> dict[str, Any]:
    """The whole body for one message. A known number is preferred to a user id."""
    body: dict[str, Any] = {"messaging_product": "whatsapp", "recipient_type": "individual"}
    if recipient.wa_id:
        body["to"] = recipient.wa_id
    else:
        body["recipient"] = recipient.user_id
    if reply_to and not isinstance(content, Reaction):
        body["context"] = {"message_id": reply_to}
    if opaque:
        body["biz_opaque_callback_data"] = opaque
    return body | _content(content)


def _content(content: Content) -> dict[str, Any]:
    match content:
        case Text():
            text = {"body": content.body, "preview_url": content.preview_url}
            return {"type": "text", "text": text}
        case Buttons():
            buttons = [
                {"type": "reply", "reply": {"id": button.id, "title": button.title}}
                for button in content.buttons
            ]
            return _interactive("button", content, {"buttons": buttons})
        case ListMenu():
            return _interactive("list", content, _list_action(content))
        case Media():
            return {"type": content.media, content.media: _media(content)}
        case LinkButton():
            link = {"display_text": content.label, "url": content.url}
            return _interactive("cta_url", content, {"name": "cta_url", "parameters": link})
        case LocationRequest():
            asking = {"type": "location_request_message", "body": {"text": content.body}}
            action = {"action": {"name": "send_location"}}
            return {"type": "interactive", "interactive": asking | action}
        case Location() | Contacts() | Reaction():
            return content.to_dict()
        case Template():
            return {"type": "template", "template": _template(content)}


def _media(content: Media) -> dict[str, str]:
    named = {"caption": content.caption} if content.caption else {}
    if content.media == "document" and content.file_name:
        named["filename"] = content.file_name
    return {"id": content.media_id} | named


def _interactive(
    kind: str, content: Buttons | ListMenu | LinkButton, action: dict[str, Any]
) -> dict[str, Any]:
    interactive: dict[str, Any] = {"type": kind, "body": {"text": content.body}, "action": action}
    if content.header:
        interactive["header"] = {"type": "text", "text": content.header}
    if content.footer:
        interactive["footer"] = {"text": content.footer}
    return {"type": "interactive", "interactive": interactive}


def _list_action(content: ListMenu) -> dict[str, Any]:
    sections = []
    for section in content.sections:
        rows = []
        for row in section.rows:
            choice = {"id": row.id, "title": row.title}
            rows.append(choice | ({"description": row.description} if row.description else {}))
        sections.append(({"title": section.title} if section.title else {}) | {"rows": rows})
    return {"button": content.button, "sections": sections}


def _template(content: Template) -> dict[str, Any]:
    components: list[dict[str, Any]] = []
    if content.header:
        components.append({"type": "header", "parameters": _parameters(content.header)})
    if (media := content.header_media) is not None:
        file = {"id": media.media_id} | ({"filename": media.file_name} if media.file_name else {})
        parameter = {"type": media.media, media.media: file}
        components.append({"type": "header", "parameters": [parameter]})
    if content.body:
        components.append({"type": "body", "parameters": _parameters(content.body)})
    for index, sub_type, value in content.buttons:
        kind = BUTTON_PARAMETERS[sub_type]
        components.append(
            {
                "type": "button",
                "sub_type": sub_type,
                "index": str(index),
                "parameters": [{"type": kind, kind: value}],
            }
        )
    return {
        "name": content.name,
        "language": {"code": content.language},
        "components": components,
    }


def _parameters(parameters: tuple[TemplateParameter, ...]) -> list[dict[str, str]]:
    return [
        {"type": "text", "text": parameter.text}
        | ({"parameter_name": parameter.name} if parameter.name else {})
        for parameter in parameters
    ]
