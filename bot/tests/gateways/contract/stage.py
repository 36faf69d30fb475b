"""What every provider's stage can do, so that one play is played on all of them."""

import secrets
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from bot.gateways import WhatsAppGateway
from bot.models import Channel
from bot.services.gateways import gateway_of
from bot.services.inbox import process_receipts
from bot.tests.gateways.contract.server import Answer, Asked, ProviderServer

CUSTOMER = "5511987654321"
PUBLIC_URL = "https://zapenda.example"


@dataclass(frozen=True)
class Post:
    """A webhook, ready to be posted."""

    path: str
    body: bytes
    headers: dict[str, str]
    content_type: str


@dataclass(frozen=True)
class Heard:
    """A message as the provider understood it; `choices` as (id, title), `raw` all of it."""

    id: str
    to: str
    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    file: str = ""
    template: str = ""
    values: tuple[str, ...] = ()
    raw: str = ""


@dataclass
class Stage(ABC):
    """A number at a server that plays its provider."""

    server: ProviderServer
    channel: Channel
    secrets: ClassVar[tuple[str, ...]]
    signs_bodies: ClassVar[bool] = True  # else a secret alone opens the door
    tells_codes: ClassVar[bool] = True  # why a message has failed
    quality: ClassVar[str] = "GREEN"  # what it says of the number
    heard: list[Heard] = field(default_factory=list)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def gateway(self) -> WhatsAppGateway:
        return gateway_of(Channel.objects.get(pk=self.channel.pk))

    @classmethod
    @abstractmethod
    def connect(cls, organization: Organization, server: ProviderServer) -> "Stage": ...

    @abstractmethod
    def play(self, asked: Asked) -> Answer: ...

    @abstractmethod
    def message(self, kind: str, id_: str, **said: Any) -> Post:
        """From CUSTOMER: text, image (file), location, button, list (id, title)."""

    @abstractmethod
    def status(self, id_: str, word: str, *, opaque: str = "", code: int = 0) -> Post:
        """What became of a message: sent, delivered, read, failed."""

    @abstractmethod
    def forged(self, post: Post) -> Post:
        """The same with a signature that is none of ours."""

    @abstractmethod
    def refusal(self, what: str) -> Answer:
        """Its own words for "rate", "person" (not on WhatsApp), "token", "outside"."""

    def unsigned(self, post: Post) -> Post:
        """The same without a word of who sends it."""
        return replace(post, headers={})

    def file_id(self) -> str:
        """How a message names a file of its own."""
        return "4242"

    def fetch_sent(self, heard: Heard) -> bytes:
        """The file of a sent message, as the provider gets it."""
        return self.files[heard.file][1]

    def post(self, *posts: Post) -> list[int]:
        """Posted to our door, then read by the worker; the answers of the door."""
        answers = []
        for post in posts:
            answer = Client().post(
                post.path, data=post.body, content_type=post.content_type, headers=post.headers
            )
            answers.append(answer.status_code)
        process_receipts(now=timezone.now())
        return answers


def new_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)
