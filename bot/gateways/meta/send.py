"""Calls to the Graph API for one phone number."""

from collections.abc import Sequence
from typing import Any

import httpx

from bot.gateways.content import Content
from bot.gateways.meta.bodies import message_body
from bot.gateways.meta.errors import error_from_response, error_from_transport
from bot.gateways.meta.reading import a_dict, a_list, a_text
from bot.gateways.protocol import (
    Capabilities,
    ChannelHealth,
    GatewayError,
    Recipient,
    RemoteTemplate,
    SendReceipt,
)

TEMPLATE_FIELDS = (
    "id,name,language,status,category,components,quality_score,rejected_reason,parameter_format"
)
HEALTH_FIELDS = (
    "verified_name,display_phone_number,quality_rating,status,"
    "whatsapp_business_manager_messaging_limit"
)
MAX_PAGES = 100


class MetaCloudGateway:
    """One number on Meta's Cloud API.

    `base_url` includes the version ("https://graph.facebook.com/v24.0"). The client is
    shared by all gateways of a process and brings the time-outs.
    """

    capabilities = Capabilities()

    def __init__(
        self,
        *,
        base_url: str,
        phone_number_id: str,
        waba_id: str,
        access_token: str,
        client: httpx.Client,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._number_id, self._waba_id = phone_number_id, waba_id
        self._headers = {"Authorization": f"Bearer {access_token}"}
        self._client = client

    def send(
        self, recipient: Recipient, content: Content, *, opaque: str = "", reply_to: str = ""
    ) -> SendReceipt:
        """Raises ContentInvalid before, GatewayError after the call."""
        content.check()
        body = message_body(recipient, content, opaque=opaque, reply_to=reply_to)
        answer = self._call("POST", f"{self._number_id}/messages", json=body)
        message = a_dict(next(iter(a_list(answer.get("messages"))), None))
        contact = a_dict(next(iter(a_list(answer.get("contacts"))), None))
        external_id = a_text(message.get("id"))
        if not external_id:
            raise GatewayError(
                code=None, permanent=False, detail="answer without id", outcome_unknown=True
            )
        return SendReceipt(
            external_id=external_id,
            wa_id=a_text(contact.get("wa_id")) or None,
            user_id=a_text(contact.get("user_id")) or None,
            message_status=a_text(message.get("message_status")),
        )

    def mark_read(self, external_id: str, *, typing: bool = False) -> None:
        """Mark a received message (and the earlier ones) as read, with the typing bubble."""
        body: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": external_id,
        }
        if typing:
            body["typing_indicator"] = {"type": "text"}
        self._call("POST", f"{self._number_id}/messages", json=body)

    def list_templates(self) -> list[RemoteTemplate]:
        """All templates of the account, page by page."""
        found: list[RemoteTemplate] = []
        params = {"fields": TEMPLATE_FIELDS, "limit": "100"}
        for _ in range(MAX_PAGES):
            answer = self._call("GET", f"{self._waba_id}/message_templates", params=params)
            found += [_template(a_dict(item)) for item in a_list(answer.get("data"))]
            paging = a_dict(answer.get("paging"))
            after = a_text(a_dict(paging.get("cursors")).get("after"))
            if not paging.get("next") or not after:
                break
            params["after"] = after
        return found

    def create_template(
        self, *, name: str, language: str, category: str, components: Sequence[dict[str, Any]]
    ) -> RemoteTemplate:
        """Submit a template for review."""
        draft = {
            "name": name,
            "language": language,
            "category": category,
            "components": list(components),
        }
        answer = self._call("POST", f"{self._waba_id}/message_templates", json=draft)
        return _template(draft | answer)

    def channel_health(self) -> ChannelHealth:
        answer = self._call("GET", self._number_id, params={"fields": HEALTH_FIELDS})
        return ChannelHealth(
            verified_name=a_text(answer.get("verified_name")),
            display_phone_number=a_text(answer.get("display_phone_number")),
            quality_rating=a_text(answer.get("quality_rating")),
            status=a_text(answer.get("status")),
            messaging_limit=a_text(answer.get("whatsapp_business_manager_messaging_limit")),
        )

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        url = f"{self._base_url}/{path}"
        try:
            response = self._client.request(method, url, headers=self._headers, **options)
        except httpx.HTTPError as error:
            raise error_from_transport(error) from error
        if response.status_code != httpx.codes.OK:
            raise error_from_response(response)
        try:
            return a_dict(response.json())
        except ValueError as error:
            raise GatewayError(
                code=None,
                permanent=False,
                retry_after=5.0,
                detail="answer is no JSON",
                outcome_unknown=method == "POST",
            ) from error


def _template(data: dict[str, Any]) -> RemoteTemplate:
    return RemoteTemplate(
        id=a_text(data.get("id")),
        name=a_text(data.get("name")),
        language=a_text(data.get("language")),
        category=a_text(data.get("category")).upper(),
        status=a_text(data.get("status")).upper(),
        components=tuple(a_dict(item) for item in a_list(data.get("components"))),
        quality=a_text(a_dict(data.get("quality_score")).get("score")),
        rejected_reason=a_text(data.get("rejected_reason")),
    )
