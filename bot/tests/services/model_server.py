"""A server that speaks OpenAI's Chat Completions and Embeddings and Anthropic's Messages, as
scripted."""

import base64
import json
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.tests.services.meanings import meaning_of

KEY = "test-model-key"


@dataclass(frozen=True)
class Says:
    """One answer: a text, or calls of tools by (name, arguments). `body`: these very bytes
    instead, one every `drip_s` seconds where that is given."""

    text: str = ""
    calls: tuple[tuple[str, dict[str, Any]], ...] = ()
    tokens: tuple[int, int] = (1000, 50)
    status: int = 200
    after_s: float = 0.0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drip_s: float = 0.0


def calls(name: str, **arguments: Any) -> Says:
    return Says(calls=((name, arguments),))


@dataclass
class ModelServer:
    """`script` are the answers in order; the last one is repeated. `asked` are the bodies.
    `read` are the texts that were asked to be made vectors, by `meaning`; `reading` is what
    comes of that instead."""

    script: list[Says] = field(default_factory=lambda: [Says("OK")])
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    read: list[list[str]] = field(default_factory=list)
    reading: Says | None = None
    meaning: Callable[[str], list[float]] = meaning_of
    before_reading: Callable[[], object] = lambda: None
    writes_base64: bool = True
    url: str = ""
    _server: ThreadingHTTPServer | None = None

    def start(self) -> "ModelServer":
        outer, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                given = (self.headers.get("Authorization"), self.headers.get("x-api-key"))
                is_reading = self.path.endswith("/embeddings")
                with lock:
                    answer = outer._reads(body) if is_reading else outer._says(body)
                    outer.paths.append(self.path)
                time.sleep(answer.after_s)
                if f"Bearer {KEY}" not in given and KEY not in given:
                    self._send(401, {"error": {"type": "authentication_error", "message": "key"}})
                elif answer.body:
                    self._write(answer.status, answer.body, answer.headers, answer.drip_s)
                elif answer.status != 200:
                    error = {"type": "error", "message": "no"}
                    content = {"type": "error", "error": error}
                    self._write(answer.status, json.dumps(content).encode(), answer.headers)
                elif is_reading:
                    self._send(200, outer._vectors(body))
                elif self.path.endswith("/chat/completions"):
                    self._send(200, as_openai(answer))
                elif self.path.endswith("/messages"):
                    self._send(200, as_anthropic(answer))
                else:
                    self._send(404, {"error": {"message": "no such path"}})

            def _send(self, status: int, content: dict[str, Any]) -> None:
                self._write(status, json.dumps(content).encode(), {})

            def _write(
                self, status: int, body: bytes, headers: Mapping[str, str], drip_s: float = 0
            ) -> None:
                try:
                    self.send_response(status)
                    for name, value in {"Content-Type": "application/json", **headers}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    for part in [body[i : i + 1] for i in range(len(body))] if drip_s else [body]:
                        self.wfile.write(part)
                        time.sleep(drip_s)
                except OSError:
                    """Whoever asked has gone."""

            def log_message(self, *args: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def stop(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def _says(self, body: dict[str, Any]) -> Says:
        self.asked.append(body)
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def _reads(self, body: dict[str, Any]) -> Says:
        self.read.append(body["input"])
        self.before_reading()
        return self.reading or Says()

    def _vectors(self, body: dict[str, Any]) -> dict[str, Any]:
        vectors = [self.meaning(text) for text in body["input"]]
        shown: list[Any] = vectors
        if self.writes_base64 and body.get("encoding_format") == "base64":
            shown = [
                base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
                for vector in vectors
            ]
        data = [
            {"object": "embedding", "index": number, "embedding": one}
            for number, one in enumerate(shown)
        ]
        tokens = sum(len(text.split()) for text in body["input"])
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return {"object": "list", "data": data, "model": body["model"], "usage": usage}


def as_openai(answer: Says) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": answer.text or None}
    if answer.calls:
        message["tool_calls"] = [
            {
                "id": f"call_{number}",
                "type": "function",
                "function": {"name": name, "arguments": json.dumps(arguments)},
            }
            for number, (name, arguments) in enumerate(answer.calls)
        ]
    choice = {
        "index": 0,
        "message": message,
        "finish_reason": "tool_calls" if answer.calls else "stop",
    }
    given, said = answer.tokens
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_800_000_000,
        "model": "small",
        "choices": [choice],
        "usage": {
            "prompt_tokens": given,
            "completion_tokens": said,
            "total_tokens": given + said,
        },
    }


def as_anthropic(answer: Says) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    if answer.text:
        content.append({"type": "text", "text": answer.text})
    content += [
        {"type": "tool_use", "id": f"toolu_{number}", "name": name, "input": arguments}
        for number, (name, arguments) in enumerate(answer.calls)
    ]
    given, said = answer.tokens
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "small",
        "content": content,
        "stop_reason": "tool_use" if answer.calls else "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": given, "output_tokens": said},
    }
