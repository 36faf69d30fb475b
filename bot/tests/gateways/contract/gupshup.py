"""Gupshup on the stage: the message, template and app APIs of one app."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from bot.services.gupshup_channels import create_gupshup_channel
from bot.tests.gateways.contract.server import Answer, Asked, ProviderServer
from bot.tests.gateways.contract.stage import CUSTOMER, PUBLIC_URL, Heard, Post, Stage, new_sid

KEY, SECRET = "sk-key-that-must-not-be-logged", "door-secret-that-must-not-be-logged"
NUMBER, APP, APP_ID = "551133330000", "Studio Bela", "c6aecef6-bcb0-4fb1-8100-28c094e3bc6b"
HELLO = "7" * 8 + "-0000-4000-8000-000000000000"
REFUSALS: dict[str, tuple[int, dict[str, Any]]] = {
    "rate": (429, {"status": "error", "message": "Too Many Requests"}),
    "person": (400, {"status": "error", "message": "Invalid Destination"}),
    "token": (401, {"status": "error", "message": "Portal User Not Found With APIKey"}),
    "outside": (400, {"status": "error", "message": "Template did not match", "code": "1005"}),
}
KINDS = {"button": "button_reply", "list": "list_reply"}


class GupshupStage(Stage):
    secrets = (KEY, SECRET)
    signs_bodies = False
    quality = ""

    @classmethod
    def connect(cls, organization: Organization, server: ProviderServer) -> "GupshupStage":
        channel = create_gupshup_channel(
            organization=organization,
            phone=f"+{NUMBER}",
            app_name=APP,
            app_id=APP_ID,
            api_key=KEY,
            secret=SECRET,
            api_url=server.url,
        )
        return cls(server, channel)

    def play(self, asked: Asked) -> Answer:
        if asked.path.startswith("/store/"):
            mime_type, body = self.files[self.server.url + asked.path]
            return Answer(body, headers={"Content-Type": mime_type})
        if asked.headers.get("apikey") != KEY:
            return self.refusal("token")
        if asked.path == "/wa/api/v1/msg":
            return self._take(asked.form, json.loads(asked.form["message"]))
        if asked.path == "/wa/api/v1/template/msg":
            return self._take_template(asked.form, json.loads(asked.form["template"]))
        if asked.path == f"/sm/api/v1/app/opt/in/{APP.replace(' ', '%20')}":
            assert asked.form == {"user": CUSTOMER}
            return Answer("", 202)
        if asked.path == f"/wa/app/{APP_ID}/template":
            return self._templates(asked)
        # The rest that the app knows: PUT .../msg/<id>/read answers 202 and nothing.
        asked.raw = asked.path.encode()
        assert asked.path == f"/wa/app/{APP_ID}/msg/in-0/read"
        assert asked.method == "PUT"
        return Answer("", 202)

    def _templates(self, asked: Asked) -> Answer:
        if asked.method == "POST":
            form = asked.form
            assert form["example"] == "Olá Ana, até já."
            made = {"id": new_sid("t"), "elementName": form["elementName"], "status": "PENDING"}
            return Answer({"status": "success", "template": made})
        hello = {
            "id": HELLO,
            "elementName": "hello",
            "languageCode": "pt_BR",
            "category": "UTILITY",
            "status": "APPROVED",
            "templateType": "TEXT",
            "data": "Oi {{1}} | [Sim]",
            "containerMeta": json.dumps({"data": "Oi {{1}}", "sampleText": "Oi Ana"}),
        }
        return Answer({"status": "success", "templates": [hello]})

    def _take(self, form: dict[str, str], said: dict[str, Any]) -> Answer:
        assert (form["channel"], form["source"], form["src.name"]) == ("whatsapp", NUMBER, APP)
        raw = json.dumps(said, ensure_ascii=False)
        heard = Heard(new_sid(""), form["destination"], text=said.get("text", ""), raw=raw)
        if said["type"] == "quick_reply":
            heard = replace(heard, text=said["content"]["text"], choices=_choices(said["options"]))
        elif said["type"] == "list":
            options = [option for item in said["items"] for option in item["options"]]
            heard = replace(heard, text=said["body"], choices=_choices(options))
        elif said["type"] == "image":
            heard = replace(heard, text=said["caption"], file=said["originalUrl"])
        return self._accept(heard)

    def _take_template(self, form: dict[str, str], said: dict[str, Any]) -> Answer:
        assert said["id"] == HELLO
        heard = Heard(new_sid(""), form["destination"], template="hello")
        return self._accept(replace(heard, values=tuple(said["params"])))

    def _accept(self, heard: Heard) -> Answer:
        self.heard.append(heard)
        return Answer({"status": "submitted", "messageId": heard.id}, 202)

    def fetch_sent(self, heard: Heard) -> bytes:
        assert heard.file.startswith(PUBLIC_URL)
        answer = Client().get(urlsplit(heard.file).path)
        assert answer.status_code == 200
        return bytes(answer.content)

    def file_id(self) -> str:
        return f"{self.server.url}/store/4242"

    def message(self, kind: str, id_: str, **said: Any) -> Post:
        """Of version 2; a place with its name comes in version 3."""
        if kind == "location":
            return self._third(id_, {"latitude": -23.5, "longitude": -46.6, "name": said["text"]})
        tapped = {"id": "msg-1", "postbackText": said.get("id"), "title": said.get("title")}
        inner: dict[str, Any] = {
            "text": {"text": said.get("text")},
            "image": {
                "url": said.get("file"),
                "contentType": "image/png",
                "caption": said.get("text"),
                "urlExpiry": 1,
            },
        }.get(kind, tapped | {"reply": f"{said.get('title')} 1"})
        payload = {
            "id": id_,
            "source": CUSTOMER,
            "type": KINDS.get(kind, kind),
            "payload": inner,
            "sender": {"phone": CUSTOMER, "name": "Marina", "country_code": "55"},
        }
        return self._posted(self._event("message", payload))

    def _third(self, id_: str, place: dict[str, Any]) -> Post:
        stamp = str(int(timezone.now().timestamp()))
        message = {"from": CUSTOMER, "id": id_, "timestamp": stamp, "type": "location"}
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": NUMBER, "phone_number_id": "106540352242922"},
            "contacts": [{"profile": {"name": "Marina"}, "wa_id": CUSTOMER}],
            "messages": [message | {"location": place}],
        }
        entry = [{"id": "1", "changes": [{"field": "messages", "value": value}]}]
        body = {"object": "whatsapp_business_account", "gs_app_id": APP_ID, "entry": entry}
        return self._posted(body)

    def status(self, id_: str, word: str, *, opaque: str = "", code: int = 0) -> Post:
        told = {"ts": int(timezone.now().timestamp())}
        failed = {"code": code, "reason": "Refused"} if code else {}
        ids = {"id": id_} if word == "failed" else {"id": f"gBEG{id_}", "gsId": id_}
        payload = {**ids, "type": word, "destination": CUSTOMER, "payload": told | failed}
        return self._posted(self._event("message-event", payload))

    def forged(self, post: Post) -> Post:
        return replace(post, path=post.path.replace(SECRET, "somebody-elses"))

    def unsigned(self, post: Post) -> Post:
        return replace(post, path=post.path.replace(f"{SECRET}/", ""))

    def refusal(self, what: str) -> Answer:
        status, body = REFUSALS[what]
        return Answer(body, status)

    def news(self, type_: str, payload: dict[str, Any]) -> Post:
        """An event that is no message."""
        return self._posted(self._event(type_, payload))

    def _event(self, type_: str, payload: dict[str, Any]) -> dict[str, Any]:
        stamp = int(timezone.now().timestamp() * 1000)
        return {"app": APP, "timestamp": stamp, "version": 2, "type": type_, "payload": payload}

    def _posted(self, body: dict[str, Any]) -> Post:
        path = reverse("gupshup_webhook", args=[self.channel.pk, SECRET])
        return Post(path, json.dumps(body).encode(), {}, "application/json")


def _choices(options: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((option["postbackText"], option["title"]) for option in options)
