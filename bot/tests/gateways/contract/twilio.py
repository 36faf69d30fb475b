"""Twilio on the stage: the Messages, Content and Senders APIs of one account."""

import base64
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test import Client
from django.urls import reverse

from accounts.models import Organization
from bot.gateways.twilio import OPAQUE_FIELD, sign
from bot.services.twilio_channels import create_twilio_channel
from bot.tests.gateways.contract.server import Answer, Asked, ProviderServer
from bot.tests.gateways.contract.stage import CUSTOMER, PUBLIC_URL, Heard, Post, Stage, new_sid

TOKEN = "auth-token-that-must-not-be-logged"
SENDER = "whatsapp:+14155238886"
REFUSALS = {
    "rate": (429, 20429),
    "person": (400, 63024),
    "token": (401, 20003),
    "outside": (400, 63016),
}
HELLO = "HX" + "7" * 32
KINDS = {
    "text": "text",
    "image": "image",
    "location": "location",
    "button": "interactive",
    "list": "interactive",
}
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


class TwilioStage(Stage):
    secrets = (TOKEN, base64.b64encode(TOKEN.encode()).decode())
    contents: dict[str, dict[str, Any]]

    @classmethod
    def connect(cls, organization: Organization, server: ProviderServer) -> "TwilioStage":
        channel = create_twilio_channel(
            organization=organization,
            phone=SENDER,
            account_sid=new_sid("AC"),
            auth_token=TOKEN,
            api_url=server.url,
        )
        stage = cls(server, channel)
        hello = {"twilio/quick-reply": {"body": "Oi {{1}}", "actions": [{"title": "Sim"}]}}
        approval = {"name": "hello", "category": "UTILITY", "status": "approved"}
        stage.contents = {
            HELLO: {
                "friendly_name": "hello",
                "language": "pt_BR",
                "types": hello,
                "approval_requests": approval,
            }
        }
        return stage

    def play(self, asked: Asked) -> Answer:
        account = f"/2010-04-01/Accounts/{self.channel.account_id}"
        known = base64.b64encode(f"{self.channel.account_id}:{TOKEN}".encode()).decode()
        if asked.path.startswith("/store/"):
            assert "authorization" not in asked.headers, "our token went to the store"
            mime_type, body = self.files[asked.path.removeprefix("/store/")]
            return Answer(body, headers={"Content-Type": mime_type})
        if asked.headers.get("authorization") != f"Basic {known}":
            return self.refusal("token")
        if asked.path == f"{account}/Messages.json":
            return self._take(asked.form)
        if asked.path.startswith(f"{account}/Messages/"):
            media = asked.path.rsplit("/", 1)[1]
            return Answer(status=307, headers={"Location": f"/store/{media}"})
        if asked.path == f"{account}.json":
            return Answer({"status": "active", "friendly_name": "Conta"})
        if asked.path == "/v2/Channels/Senders":
            sender = {
                "sender_id": SENDER,
                "status": "ONLINE",
                "profile": {"name": "Studio Bela"},
                "properties": {"quality_rating": "GREEN"},
            }
            return Answer({"senders": [sender], "meta": {"next_page_url": None}})
        if asked.path == "/v3/Indicators/Typing.json":
            return Answer({"success": True})
        return self._content(asked)

    def _content(self, asked: Asked) -> Answer:
        if asked.path == "/v1/ContentAndApprovals":
            listed = [{"sid": sid, **content} for sid, content in self.contents.items()]
            return Answer({"contents": listed, "meta": {"next_page_url": None}})
        if asked.path == "/v1/Content":
            sid = new_sid("HX")
            self.contents[sid] = asked.json
            return Answer({"sid": sid, **asked.json}, 201)
        sid = asked.path.split("/")[3]
        self.contents[sid]["approval_requests"] = {**asked.json, "status": "received"}
        return Answer({**asked.json, "status": "received"}, 201)

    def _take(self, form: dict[str, str]) -> Answer:
        assert form["From"] == SENDER
        id_ = new_sid("SM")
        to, raw = form["To"].removeprefix("whatsapp:+"), json.dumps(form, ensure_ascii=False)
        heard = Heard(id_, to, text=form.get("Body", ""), raw=raw)
        if "MediaUrl" in form:
            heard = replace(heard, file=form["MediaUrl"])
        if "ContentSid" in form:
            heard = self._filled(heard, form["ContentSid"], form.get("ContentVariables", "{}"))
        self.heard.append(heard)
        return Answer({"sid": id_, "status": "queued"}, 201)

    def _filled(self, heard: Heard, sid: str, variables: str) -> Heard:
        values, content = json.loads(variables), self.contents[sid]
        assert all(values.values()), "Twilio refuses empty values"
        assert not any("\n" in value for value in values.values()), "and line breaks in them"
        if "approval_requests" in content:
            name = content["friendly_name"]
            return replace(heard, template=name, values=tuple(values.values()))
        inner = next(iter(content["types"].values()))

        def fill(text: str) -> str:
            return _VARIABLE.sub(lambda found: values[found[1]], text)

        shown = [*inner.get("actions", []), *inner.get("items", [])]
        choices = tuple((fill(o["id"]), fill(o.get("title") or o["item"])) for o in shown)
        return replace(heard, text=fill(inner["body"]), choices=choices)

    def fetch_sent(self, heard: Heard) -> bytes:
        assert heard.file.startswith(PUBLIC_URL)
        answer = Client().get(urlsplit(heard.file).path)
        assert answer.status_code == 200
        return bytes(answer.content)

    def message(self, kind: str, id_: str, **said: Any) -> Post:
        form = {
            "MessageSid": id_,
            "SmsStatus": "received",
            "AccountSid": self.channel.account_id,
            "From": f"whatsapp:+{CUSTOMER}",
            "To": SENDER,
            "WaId": CUSTOMER,
            "NumMedia": "0",
            "ProfileName": "Marina",
            "MessageType": KINDS[kind],
            "FromCity": "",
            "Body": said.get("text") or said.get("title") or "",
        }
        account = f"{self.server.url}/2010-04-01/Accounts/{self.channel.account_id}"
        form |= {
            "text": {},
            "image": {
                "NumMedia": "1",
                "MediaContentType0": "image/png",
                "MediaUrl0": f"{account}/Messages/{new_sid('MM')}/Media/{said.get('file')}",
            },
            "location": {"Latitude": "-23.5", "Longitude": "-46.6", "Label": said.get("text", "")},
            "button": {"ButtonPayload": said.get("id", ""), "ButtonText": said.get("title", "")},
            "list": {"ListId": said.get("id", ""), "ListTitle": said.get("title", "")},
        }[kind] | said.get("form", {})
        return self._signed(form)

    def status(self, id_: str, word: str, *, opaque: str = "", code: int = 0) -> Post:
        form = {
            "MessageSid": id_,
            "MessageStatus": word,
            "From": SENDER,
            "To": f"whatsapp:+{CUSTOMER}",
        }
        form |= {"ErrorCode": str(code)} if code else {}
        return self._signed(form, f"?{OPAQUE_FIELD}={opaque}" if opaque else "")

    def forged(self, post: Post) -> Post:
        return replace(post, headers={"X-Twilio-Signature": sign(PUBLIC_URL, [], "somebody's")})

    def file_id(self) -> str:
        return new_sid("ME")

    def refusal(self, what: str) -> Answer:
        status, code = REFUSALS[what]
        return Answer({"code": code, "message": "no", "status": status}, status)

    @property
    def forms(self) -> list[dict[str, str]]:
        """Every form that was written, the latest last."""
        return self.__dict__.setdefault("_forms", [])

    def _signed(self, form: dict[str, str], query: str = "") -> Post:
        self.forms.append(form)
        path = reverse("twilio_webhook", args=[self.channel.pk]) + query
        header = sign(PUBLIC_URL + path, list(form.items()), TOKEN)
        type_ = "application/x-www-form-urlencoded"
        return Post(path, urlencode(form).encode(), {"X-Twilio-Signature": header}, type_)
