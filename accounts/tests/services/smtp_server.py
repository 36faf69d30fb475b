"""A mail server over TCP that answers as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SmtpServer(socketserver.ThreadingTCPServer):
    """`answers`: what is said to each RCPT TO in turn, then "250 ok". `letters`: what came."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answers = list(answers)
        self.letters: list[str] = []
        self.hangs_up_after_data = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(socketserver.StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "RCPT":
                self._say(self.server.answers.pop(0) if self.server.answers else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.letters.append(self._letter())
                if self.server.hangs_up_after_data:
                    return
                self._say("250 ok")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _letter(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        return "".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def smtp_server(*answers: str) -> Iterator[SmtpServer]:
    with SmtpServer(answers) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield server
        finally:
            server.shutdown()
