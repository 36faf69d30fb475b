"""An Evolution server on the stage: one instance, its messages and its pairing."""

import base64
import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from bot.services.evolution_channels import create_evolution_channel
from bot.tests.gateways.contract.server import Answer, Asked, ProviderServer
from bot.tests.gateways.contract.stage import CUSTOMER, PUBLIC_URL, Heard, Post, Stage, new_sid

KEY, SERVER_KEY = "instance-key-that-must-not-be-logged", "server-key-that-must-not-be-logged"
INSTANCE, PHONE = "studio", "551133330000"
WORDS = {
    "sent": "SERVER_ACK",
    "delivered": "DELIVERY_ACK",
    "read": "READ",
    "failed": "ERROR",
}
REFUSALS: dict[str, tuple[int, Any]] = {
    "rate": (429, "Too Many Requests"),
    "person": (400, [{"jid": "", "exists": False, "number": CUSTOMER}]),
    "token": (401, "Unauthorized"),
    "outside": (400, ["Text is required"]),
}


class EvolutionStage(Stage):
    secrets = (KEY, SERVER_KEY)
    signs_bodies = False
    tells_codes = False
    quality = ""
    # What became of the instance: None where the server has none.
    state: str | None = "open"
    webhook: dict[str, Any]
    codes = 0

    @classmethod
    def connect(
        cls, organization: Organization, server: ProviderServer, *, api_key: str = KEY
    ) -> "EvolutionStage":
        channel = create_evolution_channel(
            organization=organization, server=server.url, instance=INSTANCE, api_key=api_key
        )
        return cls(server, channel)

    def play(self, asked: Asked) -> Answer:
        key = asked.headers.get("apikey")
        if key not in (KEY, SERVER_KEY):
            return self.refusal("token")
        if asked.path == "/instance/create":
            return self._create(asked.json, key)
        if asked.path == "/instance/fetchInstances":
            return self._described()
        area, what, name = asked.path.strip("/").split("/")
        if name != INSTANCE or self.state is None:
            return refused(404, [f'The "{name}" instance does not exist'])
        return getattr(self, f"_{area}")(what, asked)  # type: ignore[no-any-return]

    def _create(self, body: dict[str, Any], key: str | None) -> Answer:
        if key != SERVER_KEY:
            return self.refusal("token")
        assert body["instanceName"] == INSTANCE
        assert body["integration"] == "WHATSAPP-BAILEYS"
        self.state = "close"
        return Answer({"instance": {"instanceName": INSTANCE}, "hash": KEY}, 201)

    def _described(self) -> Answer:
        if self.state is None:
            return Answer([])
        told: dict[str, Any] = {"name": INSTANCE, "connectionStatus": self.state, "token": KEY}
        if self.state == "open":
            told |= {"ownerJid": f"{PHONE}@s.whatsapp.net", "profileName": "Studio Bela"}
        return Answer([told])

    def _instance(self, what: str, asked: Asked) -> Answer:
        if what == "connectionState":
            return Answer({"instance": {"instanceName": INSTANCE, "state": self.state}})
        if what == "logout":
            assert asked.method == "DELETE"
            self.state = "close"
            return Answer({"status": "SUCCESS", "error": False})
        if self.state == "open":
            return Answer({"instance": {"instanceName": INSTANCE, "state": "open"}})
        self.state, self.codes = "connecting", self.codes + 1
        code = f"2@code-{self.codes}"
        return Answer({"pairingCode": None, "code": code, "base64": "data:image/png;base64,"})

    def _webhook(self, _what: str, asked: Asked) -> Answer:
        self.webhook = asked.json["webhook"]
        return Answer(self.webhook, 201)

    def _chat(self, what: str, asked: Asked) -> Answer:
        if what == "getBase64FromMediaMessage":
            mime_type, body = self.files[asked.json["message"]["key"]["id"]]
            text = base64.b64encode(body).decode()
            return Answer({"mimetype": mime_type, "base64": text}, 201)
        (read,) = asked.json["readMessages"]
        assert read["remoteJid"] == f"{CUSTOMER}@s.whatsapp.net"
        return Answer({"message": "Read messages", "read": "success"}, 201)

    def _message(self, what: str, asked: Asked) -> Answer:
        body = asked.json
        id_ = body.get("messageId") or f"3EB0{new_sid('')[:18].upper()}"
        told: dict[str, Any] = body
        if what == "sendReaction":
            told = {"message_id": body["key"]["id"], "emoji": body["reaction"]}
        text, raw = body.get("text") or body.get("caption"), json.dumps(told, ensure_ascii=False)
        heard = Heard(id_, body["number"], text=text or "", raw=raw)
        if what == "sendMedia":
            heard = replace(heard, file=body["media"])
        if id_ not in [one.id for one in self.heard]:  # the phones know a message by its id
            self.heard.append(heard)
        key = {"remoteJid": f"{body['number']}@s.whatsapp.net", "fromMe": True, "id": id_}
        return Answer({"key": key, "status": "PENDING", "messageTimestamp": 1}, 201)

    def fetch_sent(self, heard: Heard) -> bytes:
        assert heard.file.startswith(PUBLIC_URL)
        answer = Client().get(urlsplit(heard.file).path)
        assert answer.status_code == 200
        return bytes(answer.content)

    def file_id(self) -> str:
        return "in-1"

    def message(self, kind: str, id_: str, **said: Any) -> Post:
        parts: dict[str, dict[str, Any]] = {
            "text": {"conversation": said.get("text")},
            "image": {"imageMessage": {"mimetype": "image/png", "caption": said.get("text")}},
            "location": {
                "locationMessage": {
                    "degreesLatitude": -23.5,
                    "degreesLongitude": -46.6,
                    "name": said.get("text"),
                }
            },
            "button": {
                "buttonsResponseMessage": {
                    "selectedButtonId": said.get("id"),
                    "selectedDisplayText": said.get("title"),
                }
            },
            "list": {
                "listResponseMessage": {
                    "title": said.get("title"),
                    "singleSelectReply": {"selectedRowId": said.get("id")},
                }
            },
        }
        return self.event("messages.upsert", message_data(id_, parts[kind]))

    def status(self, id_: str, word: str, *, opaque: str = "", code: int = 0) -> Post:
        data = {
            "keyId": id_,
            "remoteJid": f"{CUSTOMER}@s.whatsapp.net",
            "fromMe": True,
            "status": WORDS[word],
        }
        return self.event("messages.update", data)

    def event(self, name: str, data: Any) -> Post:
        """As the server posts it; newer ones send the key as a header too."""
        body = {
            "event": name,
            "instance": INSTANCE,
            "data": data,
            "date_time": timezone.now().isoformat(),
            "apikey": "of-the-body",
        }
        path = reverse("evolution_webhook", args=[self.channel.pk])
        return Post(path, json.dumps(body).encode(), {"apikey": KEY}, "application/json")

    def forged(self, post: Post) -> Post:
        return replace(post, headers={"apikey": "somebody-elses"})

    def unsigned(self, post: Post) -> Post:
        body = json.loads(post.body)
        del body["apikey"]
        return replace(post, headers={}, body=json.dumps(body).encode())

    def refusal(self, what: str) -> Answer:
        return refused(*REFUSALS[what])


def message_data(id_: str, message: dict[str, Any], **key: Any) -> dict[str, Any]:
    """The data of messages.upsert."""
    return {
        "key": {"remoteJid": f"{CUSTOMER}@s.whatsapp.net", "fromMe": False, "id": id_, **key},
        "pushName": "Marina",
        "message": message,
        "messageType": next(iter(message)),
        "messageTimestamp": int(timezone.now().timestamp()),
        "source": "android",
    }


def refused(status: int, message: Any) -> Answer:
    return Answer({"status": status, "error": "Refused", "response": {"message": message}}, status)
