"""What every gateway can do, and the one way in which it fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.gateways.content import Content
from bot.gateways.json_values import clean
from bot.gateways.limits import TEXT_LIMIT
from bot.gateways.media import MediaFile


class ErrorScope(StrEnum):
    """What has to stop: this message, this recipient, or the whole number."""

    MESSAGE = "MESSAGE"
    RECIPIENT = "RECIPIENT"
    NUMBER = "NUMBER"


class GatewayError(Exception):
    """A call to the provider that did not succeed.

    `permanent`: trying again unchanged is useless. `retry_after` is the least pause in
    seconds, None when the provider names none; with a `backoff` the pause after the n-th
    refusal is backoff ** (n - 1) seconds. `outcome_unknown`: the request left and no answer
    came, so the message may have been sent. `subcode`: the provider's finer code, if any.
    """

    def __init__(
        self,
        *,
        code: int | None,
        permanent: bool,
        detail: str,
        scope: ErrorScope = ErrorScope.MESSAGE,
        retry_after: float | None = None,
        outcome_unknown: bool = False,
        http_status: int | None = None,
        backoff: float | None = None,
        subcode: int | None = None,
    ) -> None:
        detail = clean(detail)  # words of a stranger, which are kept
        super().__init__(detail if code is None else f"{code}: {detail}")
        self.code, self.permanent, self.detail = code, permanent, detail
        self.scope, self.retry_after, self.backoff = scope, retry_after, backoff
        self.outcome_unknown, self.http_status = outcome_unknown, http_status
        self.subcode = subcode


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to send to: digits of the number, or the business-scoped id."""

    wa_id: str | None = None
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class SendReceipt:
    """The provider accepted a message (it has not been delivered yet).

    `is_numbered`: its buttons or its list went out as numbered text.
    """

    external_id: str
    wa_id: str | None = None
    user_id: str | None = None
    message_status: str = ""
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class RemoteTemplate:
    """A template as the provider lists it."""

    id: str
    name: str
    language: str
    category: str
    status: str
    components: tuple[dict[str, Any], ...] = ()
    quality: str = ""
    rejected_reason: str = ""
    parameter_format: str = ""


@dataclass(frozen=True, slots=True)
class ChannelHealth:
    """What the provider says of the number itself."""

    verified_name: str = ""
    display_phone_number: str = ""
    quality_rating: str = ""
    status: str = ""
    messaging_limit: str = ""
    name_status: str = ""
    throughput: str = ""
    can_send: str = ""  # AVAILABLE, LIMITED or BLOCKED


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the composer may offer on this provider.

    Without `has_uploads` a file is not handed over but fetched: `Media.media_id` is then a
    public address. With `needs_template_id` a template is sent by the provider's own id
    (`Template.remote_id`) and not by its name. `has_quotes`: a message may answer another.
    """

    has_buttons: bool = True
    has_lists: bool = True
    has_templates: bool = True
    has_uploads: bool = True
    has_quotes: bool = True
    has_reactions: bool = True
    has_locations: bool = True
    has_location_requests: bool = True
    has_contacts: bool = True
    has_links: bool = True
    needs_template_id: bool = False
    text_limit: int = TEXT_LIMIT
    # A word of ours comes back with every status, or is the message's own id: so a status tells
    # what became of a request that was never answered.
    has_opaque: bool = True
    has_window: bool = True  # after 24 hours only templates; without, anything at any time
    reads_in_chat: bool = False  # who wrote has to be named when a message is marked as read


class WhatsAppGateway(Protocol):
    """One number on one provider. Every method may raise GatewayError."""

    capabilities: Capabilities

    def send(
        self, recipient: Recipient, content: Content, *, opaque: str = "", reply_to: str = ""
    ) -> SendReceipt:
        """Send one message; `opaque` comes back with its statuses. Also ContentInvalid."""
        ...

    def mark_read(
        self, external_id: str, *, typing: bool = False, chat: Recipient | None = None
    ) -> None:
        """`chat`: who wrote, for `reads_in_chat`."""
        ...

    def fetch_media(self, media_id: str) -> MediaFile: ...

    def upload_media(self, file: MediaFile) -> str: ...

    def list_templates(self) -> list[RemoteTemplate]: ...

    def create_template(
        self, *, name: str, language: str, category: str, components: Sequence[dict[str, Any]]
    ) -> RemoteTemplate: ...

    def channel_health(self) -> ChannelHealth: ...
