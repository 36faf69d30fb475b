"""Calls to the Graph API for one phone number."""

from collections.abc import Sequence
from typing import Any

import httpx

from bot.gateways.content import Content
from bot.gateways.limits import OPAQUE_LIMIT, check_length
from bot.gateways.media import MediaFile
from bot.gateways.meta import media
from bot.gateways.meta.bodies import message_body
from bot.gateways.meta.errors import error_from_request, error_from_response, error_from_transport
from bot.gateways.meta.reading import a_dict, a_list, a_text
from bot.gateways.meta.templates import MetaTemplateDesk
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
    "verified_name,display_phone_number,quality_rating,status,name_status,throughput,"
    "health_status,whatsapp_business_manager_messaging_limit"
)
# In seconds, one after the other: a claim on a message has to outlive the sum (19 s).
TIMEOUT = httpx.Timeout(connect=5.0, read=10.0, write=3.0, pool=1.0)
MAX_PAGES = 100


class MetaCloudGateway:
    """One number on Meta's Cloud API.

    `base_url` includes the version ("https://graph.facebook.com/v24.0"). The client keeps
    connections open and is meant to be shared by all gateways of a process; without one the
    gateway has a client of its own. `timeout` goes before the client's.
    """

    capabilities = Capabilities()

    def __init__(
        self,
        *,
        base_url: str,
        phone_number_id: str,
        waba_id: str,
        access_token: str,
        timeout: httpx.Timeout | None = None,
        client: httpx.Client | None = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._number_id, self._waba_id = phone_number_id, waba_id
        self._headers = {"Authorization": f"Bearer {access_token.strip()}"}
        self._client = client or httpx.Client(timeout=TIMEOUT, trust_env=False)
        self.timeout = timeout or self._client.timeout

    def send(
        self, recipient: Recipient, content: Content, *, opaque: str = "", reply_to: str = ""
    ) -> SendReceipt:
        """Raises ContentInvalid before, GatewayError after the call."""
        content.check()
        check_length("opaque", opaque, 0, OPAQUE_LIMIT)
        if not (recipient.wa_id or recipient.user_id):
            raise GatewayError(code=None, permanent=True, detail="recipient without an id")
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

    def mark_read(
        self, external_id: str, *, typing: bool = False, chat: Recipient | None = None
    ) -> None:
        """Mark a received message (and the earlier ones) as read, with the typing bubble."""
        body: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": external_id,
        }
        if typing:
            body["typing_indicator"] = {"type": "text"}
        self._call("POST", f"{self._number_id}/messages", json=body)

    def fetch_media(self, media_id: str) -> MediaFile:
        """The file of a received message; `media_id` is good for seven days."""
        return media.fetch(
            self._client,
            self._call,
            media_id=media_id,
            headers=self._headers,
            base_url=self._base_url,
        )

    def upload_media(self, file: MediaFile) -> str:
        """The id by which messages may carry the file for thirty days."""
        answer = self._call("POST", f"{self._number_id}/media", **media.upload_form(file))
        media_id = a_text(answer.get("id"))
        if not media_id:
            raise GatewayError(code=None, permanent=False, detail="answer without id")
        return media_id

    def list_templates(self) -> list[RemoteTemplate]:
        """All templates of the account, page by page."""
        found: list[RemoteTemplate] = []
        params = {"fields": TEMPLATE_FIELDS, "limit": "100"}
        for _ in range(MAX_PAGES):
            answer = self._call("GET", f"{self._waba_id}/message_templates", params=params)
            if not isinstance(answer.get("data"), list):
                # Not the same as "no templates": the caller would forget all of them.
                raise GatewayError(code=None, permanent=False, detail="answer without data")
            found += [_template(a_dict(item)) for item in answer["data"]]
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

    def template_desk(self) -> MetaTemplateDesk:
        """Where the account's templates are written."""
        token = self._headers["Authorization"].removeprefix("Bearer ")
        return MetaTemplateDesk(call=self._call, waba_id=self._waba_id, token=token)

    def channel_health(self) -> ChannelHealth:
        answer = self._call("GET", self._number_id, params={"fields": HEALTH_FIELDS})
        return ChannelHealth(
            verified_name=a_text(answer.get("verified_name")),
            display_phone_number=a_text(answer.get("display_phone_number")),
            quality_rating=a_text(answer.get("quality_rating")),
            status=a_text(answer.get("status")),
            messaging_limit=a_text(answer.get("whatsapp_business_manager_messaging_limit")),
            name_status=a_text(answer.get("name_status")),
            throughput=a_text(a_dict(answer.get("throughput")).get("level")),
            can_send=a_text(a_dict(answer.get("health_status")).get("can_send_message")),
        )

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        url = f"{self._base_url}/{path}"
        headers = self._headers | options.pop("headers", {})
        try:
            response = self._client.request(
                method, url, headers=headers, **{"timeout": self.timeout, **options}
            )
        except httpx.HTTPError as error:
            raise error_from_transport(error) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise error_from_request(error) from error
        if not response.is_success:
            raise error_from_response(response)
        try:
            return a_dict(response.json())
        except (ValueError, RecursionError) as error:
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
        parameter_format=a_text(data.get("parameter_format")).upper(),
    )
