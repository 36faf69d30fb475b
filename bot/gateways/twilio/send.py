"""Calls for one WhatsApp sender at Twilio (Messages API, Content API)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx

from bot.gateways.content import Buttons, Content, ListMenu
from bot.gateways.degrade import degrade, numbered
from bot.gateways.media import MediaFile
from bot.gateways.protocol import (
    Capabilities,
    ChannelHealth,
    GatewayError,
    Recipient,
    RemoteTemplate,
    SendReceipt,
)
from bot.gateways.twilio import media
from bot.gateways.twilio.account import TwilioAccount
from bot.gateways.twilio.bodies import MEDIA_MISSING, TEXT_LIMIT, filled, said
from bot.gateways.twilio.contents import Contents
from bot.gateways.twilio.errors import CONTENT_UNKNOWN
from bot.gateways.twilio.layouts import layout_of
from bot.gateways.twilio.parse import OPAQUE_FIELD, PREFIX
from bot.gateways.twilio.templates import UNSUBMITTED, as_content


class TwilioGateway:
    """One sender of one account.

    `number_id` is Twilio's name for it ("whatsapp:+14155238886"). `status_url` is where
    Twilio tells what became of a message; "" leaves that to the sender's own settings.
    `base_url` stands for all of Twilio's servers ("" for Twilio itself).
    """

    capabilities = Capabilities(
        has_uploads=False,
        has_quotes=False,
        has_reactions=False,
        has_location_requests=False,
        has_contacts=False,
        has_links=False,
        needs_template_id=True,
        text_limit=TEXT_LIMIT,
    )

    def __init__(
        self,
        *,
        number_id: str,
        account_sid: str,
        auth_token: str,
        client: httpx.Client,
        status_url: str = "",
        base_url: str = "",
    ) -> None:
        self._number_id, self._status_url = number_id, status_url
        self._account = TwilioAccount(
            account_sid=account_sid, auth_token=auth_token, base_url=base_url, client=client
        )
        self._contents = Contents(self._account)

    def send(
        self, recipient: Recipient, content: Content, *, opaque: str = "", reply_to: str = ""
    ) -> SendReceipt:
        """Raises ContentInvalid before, GatewayError after the call.

        Twilio can't quote: `reply_to` is left out.
        """
        content.check()
        content = degrade(content, self.capabilities)
        who = f"+{recipient.wa_id}" if recipient.wa_id else recipient.user_id
        if not who:
            raise GatewayError(code=None, permanent=True, detail="recipient without an id")
        form = {"From": self._number_id, "To": PREFIX + who}
        if self._status_url:
            form["StatusCallback"] = f"{self._status_url}?{OPAQUE_FIELD}={opaque}"
        if isinstance(content, Buttons | ListMenu):
            return self._send_choices(form, content)
        return self._post(form | said(content))

    def mark_read(
        self, external_id: str, *, typing: bool = False, chat: Recipient | None = None
    ) -> None:
        """With the typing bubble, which marks as read; Twilio has no mark without it."""
        if typing:
            body = {"channel": "WHATSAPP", "messageId": external_id}
            url = self._account.messaging("/v3/Indicators/Typing.json")
            self._account.call("POST", url, json=body)

    def fetch_media(self, media_id: str) -> MediaFile:
        """The file of a received message; `media_id` is "<message>/<media>"."""
        return media.fetch(self._account, media_id)

    def upload_media(self, file: MediaFile) -> str:
        """Twilio takes no files, it fetches them: see `capabilities.has_uploads`."""
        raise GatewayError(code=MEDIA_MISSING, permanent=True, detail="Twilio fetches its files")

    def list_templates(self) -> list[RemoteTemplate]:
        """Every content of the account that was ever submitted to WhatsApp."""
        return [one for one in self._contents.templates() if one.status != UNSUBMITTED]

    def create_template(
        self, *, name: str, language: str, category: str, components: Sequence[dict[str, Any]]
    ) -> RemoteTemplate:
        """Make a content and submit it for review. A content that was left unsubmitted by a
        broken call is submitted, not made twice."""
        draft = as_content(name, language, components)
        sid = self._contents.unsubmitted(name, language) or self._contents.create(draft)
        answer = self._contents.submit(sid, name=name, category=category)
        return RemoteTemplate(
            id=sid,
            name=name,
            language=language,
            category=str(answer.get("category") or category).upper(),
            status="PENDING",
            components=tuple(components),
        )

    def channel_health(self) -> ChannelHealth:
        """The account answers for the credentials, its list of senders for the number.

        Twilio's sandbox is in no such list.
        """
        account = self._account.call("GET", self._account.api(".json"))
        senders = self._account.pages(
            self._account.messaging("/v2/Channels/Senders?Channel=whatsapp&PageSize=100"),
            "senders",
        )
        sender = next((one for one in senders if one.get("sender_id") == self._number_id), {})
        profile, properties = sender.get("profile") or {}, sender.get("properties") or {}
        is_active = account.get("status") == "active"
        return ChannelHealth(
            verified_name=str(profile.get("name") or account.get("friendly_name") or ""),
            display_phone_number=self._number_id.removeprefix(PREFIX),
            quality_rating=str(properties.get("quality_rating") or ""),
            status=str(sender.get("status") or ""),
            messaging_limit=str(properties.get("messaging_limit") or ""),
            can_send="AVAILABLE" if is_active else "BLOCKED",
        )

    def _send_choices(self, form: dict[str, str], content: Buttons | ListMenu) -> SendReceipt:
        """As buttons or a list where Twilio takes them, as numbered text where not."""
        layout = layout_of(content)
        sid = self._contents.layout(layout) if layout else ""
        if layout is not None and sid:
            try:
                return self._post(form | filled(sid, layout.values))
            except GatewayError as error:
                if error.code != CONTENT_UNKNOWN:
                    raise
                self._contents.forget(layout)
        receipt = self._post(form | {"Body": numbered(content, TEXT_LIMIT).body})
        return replace(receipt, is_numbered=True)

    def _post(self, form: dict[str, str]) -> SendReceipt:
        answer = self._account.call("POST", self._account.api("/Messages.json"), data=form)
        sid = answer.get("sid")
        if not isinstance(sid, str) or not sid:
            raise GatewayError(
                code=None, permanent=False, detail="answer without sid", outcome_unknown=True
            )
        return SendReceipt(external_id=sid, message_status=str(answer.get("status") or ""))
