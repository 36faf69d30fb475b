"""A server that speaks OpenAI's Chat Completions and Anthropic's Messages, as scripted."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "test-model-key"


@dataclass(frozen=True)
class Says:
    """One answer: a text, or calls of tools by (name, arguments)."""

    text: str = ""
    calls: tuple[tuple[str, dict[str, Any]], ...] = ()
    tokens: tuple[int, int] = (1000, 50)
    status: int = 200
    after_s: float = 0.0


def calls(name: str, **arguments: Any) -> Says:
    return Says(calls=((name, arguments),))


@dataclass
class ModelServer:
    """`script` are the answers in order; the last one is repeated. `asked` are the bodies."""

    script: list[Says] = field(default_factory=lambda: [Says("OK")])
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    _server: ThreadingHTTPServer | None = None

    def start(self) -> "ModelServer":
        outer, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                given = (self.headers.get("Authorization"), self.headers.get("x-api-key"))
                with lock:
                    outer.asked.append(body)
                    outer.paths.append(self.path)
                    answer = outer.script.pop(0) if len(outer.script) > 1 else outer.script[0]
                time.sleep(answer.after_s)
                if f"Bearer {KEY}" not in given and KEY not in given:
                    self._send(401, {"error": {"type": "authentication_error", "message": "key"}})
                elif answer.status != 200:
                    error = {"type": "error", "message": "no"}
                    self._send(answer.status, {"type": "error", "error": error})
                elif self.path.endswith("/chat/completions"):
                    self._send(200, as_openai(answer))
                elif self.path.endswith("/messages"):
                    self._send(200, as_anthropic(answer))
                else:
                    self._send(404, {"error": {"message": "no such path"}})

            def _send(self, status: int, content: dict[str, Any]) -> None:
                body = json.dumps(content).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    """Whoever asked has gone."""

            def log_message(self, *args: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def stop(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


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
