"""Posts webhooks over kept-alive connections; light, because there are three per send."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import h11

AT_ONCE = 32
TIMEOUT_S = 20.0


class Unanswered(Exception):
    """No answer: the connection failed, broke or took longer than 20 seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


@dataclass(slots=True)
class _Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    protocol: h11.Connection = field(default_factory=lambda: h11.Connection(h11.CLIENT))


class Poster:
    """Talks to one address, with at most 32 requests under way. Redirects are not followed."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._is_secure = parts.hostname or "", parts.scheme == "https"
        self._port = parts.port or (443 if self._is_secure else 80)
        self._headers = {"Host": parts.netloc.rpartition("@")[2]}
        self._path, self._query = parts.path or "/", parts.query
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._idle: list[_Line] = []

    async def get(self, query: str) -> Answer:
        """Ask with a further query. Raises Unanswered."""
        return await self._ask("GET", "&".join(filter(None, (self._query, query))), {}, b"")

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Exactly these bytes, once. Raises Unanswered."""
        headers = {**headers, "Content-Length": str(len(body))}
        return await self._ask("POST", self._query, headers, body)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().writer.close()

    async def _ask(self, method: str, query: str, headers: dict[str, str], body: bytes) -> Answer:
        target = f"{self._path}?{query}" if query else self._path
        request = h11.Request(
            method=method, target=target, headers=list({**self._headers, **headers}.items())
        )
        async with self._slots:
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    line = await self._line()
                    return await self._exchange(line, request, body)
            except (OSError, TimeoutError, h11.ProtocolError) as error:
                raise Unanswered(type(error).__name__) from error

    async def _line(self) -> _Line:
        while self._idle:
            line = self._idle.pop()
            if not line.reader.at_eof():
                return line
            line.writer.close()
        return _Line(
            *await asyncio.open_connection(self._host, self._port, ssl=self._is_secure or None)
        )

    async def _exchange(self, line: _Line, request: h11.Request, body: bytes) -> Answer:
        try:
            for event in (request, h11.Data(data=body), h11.EndOfMessage()):
                line.writer.write(line.protocol.send(event) or b"")
            answer = await _answer(line)
        except BaseException:
            line.writer.close()
            raise
        if line.protocol.our_state is line.protocol.their_state is h11.DONE:
            line.protocol.start_next_cycle()
            self._idle.append(line)
        else:
            line.writer.close()
        return answer


async def _answer(line: _Line) -> Answer:
    status, body = 0, b""
    while True:
        event = line.protocol.next_event()
        if event is h11.NEED_DATA:
            line.protocol.receive_data(await line.reader.read(65536))
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            return Answer(status, body)
        elif isinstance(event, h11.ConnectionClosed):
            raise ConnectionResetError
