"""Calls for one WhatsApp number of a Gupshup app (message, template and app APIs)."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import httpx

from bot.gateways.content import Content, Template
from bot.gateways.downloads import download, is_trusted
from bot.gateways.gupshup.account import GupshupApp
from bot.gateways.gupshup.bodies import MEDIA_MISSING, media_header, message_of
from bot.gateways.gupshup.errors import error_from_response
from bot.gateways.gupshup.templates import as_form, as_template
from bot.gateways.media import MediaFile
from bot.gateways.protocol import (
    Capabilities,
    ChannelHealth,
    GatewayError,
    Recipient,
    RemoteTemplate,
    SendReceipt,
)
from bot.gateways.transport import error_from_transport

STORES = ("gupshup.io", "smsgupshup.com")
TEMPLATE_MISSING = 4003

# (app's server, app, phone) that were opted in by this process: once each is enough.
_opted_in: set[tuple[str, str, str]] = set()
MOST_REMEMBERED = 50_000


class GupshupGateway:
    """One number (digits with the country's code) of one app.

    `app_id` is needed for templates and for marking as read; "" leaves both out.
    """

    capabilities = Capabilities(
        has_uploads=False,
        has_quotes=False,
        has_reactions=False,
        has_location_requests=False,
        has_contacts=False,
        has_links=False,
        has_opaque=False,
        needs_template_id=True,
    )

    def __init__(
        self,
        *,
        number_id: str,
        app_name: str,
        app_id: str,
        api_key: str,
        client: httpx.Client,
        base_url: str = "",
    ) -> None:
        self._number_id = number_id
        self._app = GupshupApp(
            name=app_name, id_=app_id, api_key=api_key, base_url=base_url, client=client
        )

    def send(
        self, recipient: Recipient, content: Content, *, opaque: str = "", reply_to: str = ""
    ) -> SendReceipt:
        """Raises ContentInvalid before, GatewayError after the call.

        Gupshup brings no word of ours back with a status and can't quote: `opaque` and
        `reply_to` are left out.
        """
        content.check()
        who = recipient.wa_id or recipient.user_id
        if not who:
            raise GatewayError(code=None, permanent=True, detail="recipient without an id")
        form = {"source": self._number_id, "destination": who, "src.name": self._app.name}
        if isinstance(content, Template):
            self._opt_in(recipient)
            return self._post("/wa/api/v1/template/msg", form | _template(content))
        said = json.dumps(message_of(content), ensure_ascii=False)
        return self._post("/wa/api/v1/msg", form | {"channel": "whatsapp", "message": said})

    def mark_read(
        self, external_id: str, *, typing: bool = False, chat: Recipient | None = None
    ) -> None:
        """Gupshup has no typing bubble."""
        if self._app.id:
            self._app.ask("PUT", f"/wa/app/{self._app.id}/msg/{quote(external_id, safe='')}/read")

    def fetch_media(self, media_id: str) -> MediaFile:
        """The file of a received message; `media_id` is its address at Gupshup."""
        try:
            if not is_trusted(media_id, base_url=self._app.base_url, stores=STORES):
                raise GatewayError(code=None, permanent=True, detail="media at a foreign address")
            return download(self._app.client, media_id, error_from_response)
        except httpx.HTTPError as error:
            raise error_from_transport(error) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise GatewayError(code=None, permanent=True, detail=type(error).__name__) from error

    def upload_media(self, file: MediaFile) -> str:
        """Gupshup takes no files, it fetches them: see `capabilities.has_uploads`."""
        raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="Gupshup fetches its files")

    def list_templates(self) -> list[RemoteTemplate]:
        answer = self._app.call("GET", self._templates())
        found = answer.get("templates")
        if not isinstance(found, list):
            # Not the same as "none": the caller would forget all of them.
            raise GatewayError(code=None, permanent=False, detail="answer without templates")
        return [as_template(item) for item in found if isinstance(item, dict)]

    def create_template(
        self, *, name: str, language: str, category: str, components: Sequence[dict[str, Any]]
    ) -> RemoteTemplate:
        """Submit a text template for review."""
        form = as_form(name, language, category, components)
        answer = self._app.call("POST", self._templates(), data=form)
        made = answer.get("template")
        made = made if isinstance(made, dict) else answer
        return RemoteTemplate(
            id=str(made.get("id") or ""),
            name=name,
            language=language,
            category=str(made.get("category") or category).upper(),
            status=str(made.get("status") or "PENDING").upper(),
            components=tuple(components),
        )

    def channel_health(self) -> ChannelHealth:
        """That the app lists its templates says that its id and its key are good; Gupshup
        tells a number's quality on its own pages alone."""
        self.list_templates()
        number = f"+{self._number_id}"
        return ChannelHealth(
            verified_name=self._app.name, display_phone_number=number, can_send="AVAILABLE"
        )

    def _templates(self) -> str:
        if not self._app.id:
            raise GatewayError(code=None, permanent=True, detail="App ID is not set")
        return f"/wa/app/{self._app.id}/template"

    def _opt_in(self, recipient: Recipient) -> None:
        """Some apps refuse templates to who is not on their own list of opted-in numbers.

        Whether the customer wants the message we have asked already; a refusal here says
        nothing of the message.
        """
        key = (self._app.base_url, self._app.name, recipient.wa_id or "")
        if not recipient.wa_id or key in _opted_in:
            return
        try:
            path = f"/sm/api/v1/app/opt/in/{quote(self._app.name, safe='')}"
            self._app.ask("POST", path, data={"user": recipient.wa_id})
        except GatewayError:
            return
        if len(_opted_in) >= MOST_REMEMBERED:
            _opted_in.clear()
        _opted_in.add(key)

    def _post(self, path: str, form: dict[str, str]) -> SendReceipt:
        answer = self._app.call("POST", path, data=form)
        id_ = answer.get("messageId")
        if not isinstance(id_, str) or not id_:
            raise GatewayError(
                code=None, permanent=False, detail="answer without messageId", outcome_unknown=True
            )
        return SendReceipt(external_id=id_, message_status=str(answer.get("status") or ""))


def forget_opt_ins() -> None:
    """Opt everybody in anew."""
    _opted_in.clear()


def _template(content: Template) -> dict[str, str]:
    """The form's fields of a template: its id, its values in order, its file and payloads."""
    if not content.remote_id:
        raise GatewayError(code=TEMPLATE_MISSING, permanent=True, detail="template without an id")
    values = [one.text for one in (*content.header, *content.body)]
    links = [value for _at, kind, value in content.buttons if kind != "quick_reply"]
    told = {"id": content.remote_id, "params": [*values, *links]}
    form = {"template": json.dumps(told, ensure_ascii=False)}
    if media := content.header_media:
        header = media_header(media.media, media.media_id, media.file_name)
        form["message"] = json.dumps(header, ensure_ascii=False)
    payloads = [
        {"index": at, "text": value} for at, kind, value in content.buttons if kind == "quick_reply"
    ]
    return form | ({"postbackTexts": json.dumps(payloads)} if payloads else {})
