"""Meta's Cloud API on the stage."""

import json
import re
from dataclasses import replace
from typing import Any

from django.utils import timezone

from accounts.models import Organization
from bot.gateways.meta import sign
from bot.selectors.secrets import refresh_secrets
from bot.tests.factories import APP_SECRET, make_channel, status_body, webhook_body
from bot.tests.gateways.contract.server import Answer, Asked, ProviderServer
from bot.tests.gateways.contract.stage import CUSTOMER, Heard, Post, Stage, new_sid

TOKEN = "EAA-token-that-must-not-be-logged"
REFUSALS = {
    "rate": (429, 130429),
    "person": (400, 131026),
    "token": (401, 190),
    "outside": (400, 131047),
}
TEMPLATES = [
    {
        "id": "77",
        "name": "hello",
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Oi {{1}}"}],
    }
]


class MetaStage(Stage):
    secrets = (TOKEN, APP_SECRET)

    @classmethod
    def connect(cls, organization: Organization, server: ProviderServer) -> "MetaStage":
        channel = make_channel(organization, access_token=TOKEN, graph_url=f"{server.url}/v24.0")
        refresh_secrets()
        return cls(server, channel)

    def play(self, asked: Asked) -> Answer:
        path = asked.path.removeprefix("/v24.0/")
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return self.refusal("token")
        if path == f"{self.channel.number_id}/messages":
            return self._take(asked.json)
        if path == f"{self.channel.number_id}/media":
            return self._upload(asked)
        if path == f"{self.channel.account_id}/message_templates":
            made = {"id": "88", "status": "PENDING", "category": "UTILITY"}
            return Answer(made if asked.method == "POST" else {"data": TEMPLATES})
        if path == self.channel.number_id:
            return Answer({"verified_name": "Studio Bela", "quality_rating": "GREEN"})
        if path.startswith("store/"):
            mime_type, body = self.files[path.removeprefix("store/")]
            return Answer(body, headers={"Content-Type": mime_type})
        mime_type, _body = self.files[path]
        return Answer({"url": f"{self.server.url}/v24.0/store/{path}", "mime_type": mime_type})

    def _take(self, body: dict[str, Any]) -> Answer:
        if body.get("status") == "read":
            return Answer({"success": True})
        id_, kind = new_sid("wamid."), body["type"]
        heard = Heard(id_, body["to"], raw=json.dumps(body, ensure_ascii=False))
        said = body[kind]
        if kind == "text":
            heard = replace(heard, text=said["body"])
        elif kind == "interactive":
            heard = replace(heard, text=said["body"]["text"], choices=_choices(said["action"]))
        elif kind == "template":
            values = [
                p["text"]
                for c in said["components"]
                if c["type"] == "body"
                for p in c["parameters"]
            ]
            heard = replace(heard, template=said["name"], values=tuple(values))
        elif kind not in ("location", "contacts", "reaction"):
            heard = replace(heard, text=said.get("caption", ""), file=said["id"])
        self.heard.append(heard)
        return Answer({"messages": [{"id": id_}], "contacts": [{"wa_id": body["to"]}]})

    def _upload(self, asked: Asked) -> Answer:
        found = re.search(
            rb'name="file".*?\r\nContent-Type: (\S+)\r\n\r\n(.*)\r\n--', asked.raw, re.S
        )
        assert found is not None
        id_ = str(900 + len(self.files))
        self.files[id_] = (found[1].decode(), found[2])
        return Answer({"id": id_})

    def message(self, kind: str, id_: str, **said: Any) -> Post:
        parts: dict[str, Any] = {
            "text": {"body": said.get("text")},
            "image": {
                "id": said.get("file"),
                "mime_type": "image/png",
                "caption": said.get("text"),
            },
            "location": {"latitude": -23.5, "longitude": -46.6, "name": said.get("text")},
        }
        tapped = {"id": said.get("id"), "title": said.get("title")}
        for name in ("button", "list"):
            parts[name] = {"type": f"{name}_reply", f"{name}_reply": tapped}
        type_ = "interactive" if kind in ("button", "list") else kind
        stamp = str(int(timezone.now().timestamp()))
        message = {
            "from": CUSTOMER,
            "id": id_,
            "timestamp": stamp,
            "type": type_,
            type_: parts[kind],
        }
        return self._signed(webhook_body(self.channel, message))

    def status(self, id_: str, word: str, *, opaque: str = "", code: int = 0) -> Post:
        parts: dict[str, Any] = {"id": id_, "status": word, "recipient_id": CUSTOMER}
        parts["timestamp"] = str(int(timezone.now().timestamp()))
        parts |= {"biz_opaque_callback_data": opaque} if opaque else {}
        parts |= {"errors": [{"code": code, "title": "Refused"}]} if code else {}
        return self._signed(status_body(self.channel, **parts))

    def forged(self, post: Post) -> Post:
        return replace(post, headers={"X-Hub-Signature-256": sign(post.body, "somebody's")})

    def refusal(self, what: str) -> Answer:
        status, code = REFUSALS[what]
        return Answer({"error": {"message": "no", "code": code}}, status)

    def _signed(self, body: bytes) -> Post:
        headers = {"X-Hub-Signature-256": sign(body, APP_SECRET)}
        return Post("/webhooks/meta/", body, headers, "application/json")


def _choices(action: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    replies = [one["reply"] for one in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return tuple((one["id"], one["title"]) for one in [*replies, *rows])
