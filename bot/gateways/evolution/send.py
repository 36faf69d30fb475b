"""Sending and fetching over one instance of an Evolution server."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import httpx

from bot.gateways.content import Content
from bot.gateways.evolution.bodies import MEDIA_MISSING, message_of
from bot.gateways.evolution.instance import EvolutionInstance
from bot.gateways.evolution.parse import our_id
from bot.gateways.evolution.people import jid_of
from bot.gateways.evolution.server import EvolutionServer
from bot.gateways.media import LARGEST_BYTES, MediaFile
from bot.gateways.protocol import (
    Capabilities,
    ChannelHealth,
    GatewayError,
    Recipient,
    RemoteTemplate,
    SendReceipt,
)

TRANSFER = httpx.Timeout(connect=5.0, read=30.0, write=20.0, pool=5.0)
NO_TEMPLATES = "the Evolution API has no templates"


class EvolutionGateway:
    """One instance; `api_key` is its own, which opens no other instance of the server."""

    capabilities = Capabilities(
        has_buttons=False,
        has_lists=False,
        has_templates=False,
        has_uploads=False,
        has_location_requests=False,
        has_links=False,
        has_window=False,
        reads_in_chat=True,
    )

    def __init__(self, *, base_url: str, instance: str, api_key: str, client: httpx.Client) -> None:
        self._server = EvolutionServer(
            base_url=base_url, instance=instance, api_key=api_key, client=client
        )

    def instance(self) -> EvolutionInstance:
        """The instance itself: its state, its pairing."""
        return EvolutionInstance(self._server)

    def send(
        self, recipient: Recipient, content: Content, *, opaque: str = "", reply_to: str = ""
    ) -> SendReceipt:
        """Raises ContentInvalid before, GatewayError after the call.

        The message gets an id that says which delivery it is of, so that a repeated call
        is the same message to the phones, and its statuses find their way back.
        """
        content.check()
        jid = jid_of(recipient.wa_id, recipient.user_id)
        if not jid:
            raise GatewayError(code=None, permanent=True, detail="recipient without an id")
        path, body = message_of(content, jid)
        body["number"] = recipient.wa_id or recipient.user_id
        if id_ := our_id(opaque):
            body["messageId"] = id_
        if reply_to:
            body["quoted"] = {"key": {"id": reply_to}}
        answer = self._server.call("POST", path, json=body)
        key = answer.get("key")
        sent = key.get("id") if isinstance(key, dict) else None
        if not isinstance(sent, str) or not sent:
            raise GatewayError(
                code=None, permanent=False, detail="answer without an id", outcome_unknown=True
            )
        return SendReceipt(external_id=sent, message_status=str(answer.get("status") or ""))

    def mark_read(
        self, external_id: str, *, typing: bool = False, chat: Recipient | None = None
    ) -> None:
        """Needs the `chat`; a linked device shows no bubble of ours."""
        if chat is None:
            return
        jid = jid_of(chat.wa_id, chat.user_id)
        read = [{"remoteJid": jid, "fromMe": False, "id": external_id}]
        self._server.call("POST", "/chat/markMessageAsRead", json={"readMessages": read})

    def fetch_media(self, media_id: str) -> MediaFile:
        """The file of a received message; `media_id` is the message's id."""
        answer = self._server.call(
            "POST",
            "/chat/getBase64FromMediaMessage",
            json={"message": {"key": {"id": media_id}}, "convertToMp4": False},
            timeout=TRANSFER,
        )
        text = str(answer.get("base64") or "")
        if len(text) > LARGEST_BYTES * 4 // 3 + 4:
            raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="media too large")
        try:
            body = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            detail = "media is no base64"
            raise GatewayError(code=MEDIA_MISSING, permanent=True, detail=detail) from error
        mime_type = str(answer.get("mimetype") or "").partition(";")[0].strip().lower()
        return MediaFile(mime_type[:120], body)

    def upload_media(self, file: MediaFile) -> str:
        """The server takes no files, it fetches them: see `capabilities.has_uploads`."""
        raise GatewayError(
            code=MEDIA_MISSING, permanent=True, detail="the Evolution API fetches its files"
        )

    def list_templates(self) -> list[RemoteTemplate]:
        return []

    def create_template(
        self, *, name: str, language: str, category: str, components: Sequence[dict[str, Any]]
    ) -> RemoteTemplate:
        raise GatewayError(code=None, permanent=True, detail=NO_TEMPLATES)

    def channel_health(self) -> ChannelHealth:
        connection = self.instance().connection()
        number = f"+{connection.number}" if connection.number else ""
        return ChannelHealth(
            verified_name=connection.name,
            display_phone_number=number,
            status=connection.state,
            can_send="AVAILABLE" if connection.is_open else "BLOCKED",
        )
