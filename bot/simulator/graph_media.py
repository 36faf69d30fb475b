"""Media: upload, look up, download, delete. Kept in memory only."""

import hashlib
import math
import secrets
import struct
import time
import zlib
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.access import checked_token, number_of
from bot.simulator.errors import GraphError, no_such_object
from bot.simulator.sample_voice import sample_voice
from bot.simulator.state import State

URL_LIFE_S = 300
LARGEST_BYTES = 100 * 1024 * 1024
_PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})
PHOTO_ID = "1003383421387256"
VOICE_ID = "1908647269898587"


@dataclass(frozen=True, slots=True)
class Media:
    id: str
    mime_type: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class MediaShelf:
    """What was uploaded, and the photo that the phones send."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._kept = {PHOTO_ID: Media(PHOTO_ID, "image/png", sample_photo())}
        voice = Media(VOICE_ID, "audio/ogg; codecs=opus", sample_voice())
        self._kept[VOICE_ID] = voice
        self._links: dict[str, tuple[str, float]] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/v{version:str}/{object_id}/media", self.upload, methods=["POST"]),
            Route("/media/{key}", self.download),
            Route("/control/media/{object_id}", self.picture),
        ]

    async def upload(self, request: Request) -> Response:
        number_of(self._state, request)
        form = form_fields(request.headers.get("content-type", ""), await request.body())
        if form.get("messaging_product", ("", b""))[1] != b"whatsapp":
            raise GraphError(100, message="(#100) The parameter messaging_product is required.")
        if "file" not in form:
            raise GraphError(100, message="(#100) The parameter file is required.")
        file_type, body = form["file"]
        if not 1 <= len(body) <= LARGEST_BYTES:
            raise GraphError(100, message="(#100) Param file must be between 1 B and 100 MB.")
        mime_type = form["type"][1].decode("ascii", "replace") if "type" in form else file_type
        media = Media(str(secrets.randbelow(10**15) + 10**15), mime_type, body)
        self._kept[media.id] = media
        return JSONResponse({"id": media.id})

    def described(self, request: Request, media_id: str) -> dict[str, Any]:
        """With a download link of five minutes. Raises GraphError 100/33."""
        media = self._found(request, media_id)
        key = secrets.token_urlsafe(24)
        self._links[key] = (media.id, time.monotonic() + URL_LIFE_S)
        return {
            "messaging_product": "whatsapp",
            "url": f"{request.url.replace(path=f'/media/{key}', query='')}",
            "mime_type": media.mime_type,
            "sha256": media.sha256,
            "file_size": str(len(media.body)),
            "id": media.id,
        }

    def delete(self, request: Request, media_id: str) -> None:
        del self._kept[self._found(request, media_id).id]

    def holds(self, media_id: str) -> bool:
        return media_id in self._kept

    async def download(self, request: Request) -> Response:
        checked_token(self._state, request)
        media_id, ends = self._links.get(request.path_params["key"], ("", 0.0))
        media = self._kept.get(media_id)
        if media is None or ends < time.monotonic():
            return Response("<html><body>URL signature expired</body></html>", 404)
        # As a download, never as a page: whoever holds a token chose the type.
        headers = {"content-disposition": "attachment"}
        return Response(media.body, media_type=media.mime_type, headers=headers)

    async def picture(self, request: Request) -> Response:
        """For the phone page: a kept picture without a token. Nothing but pictures."""
        media = self._kept.get(request.path_params["object_id"])
        if media is None or media.mime_type not in _PICTURES:
            return Response(status_code=404)
        return Response(media.body, media_type=media.mime_type)

    def _found(self, request: Request, media_id: str) -> Media:
        checked_token(self._state, request)
        media = self._kept.get(media_id)
        if media is None:
            raise no_such_object(media_id, request.method)
        return media


def form_fields(content_type: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """The parts of a multipart form: name -> (type, bytes). Empty when it is none."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    found = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = (part.get_content_type(), content)
    return found


@cache
def sample_photo(width: int = 240, height: int = 180) -> bytes:
    """A PNG of an evening sun behind hills, made here."""
    rows = bytearray()
    for y in range(height):
        rows += b"\0" + b"".join(_pixel(x / width, y / height) for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _pixel(x: float, y: float) -> bytes:
    """The colour at a place of the sample photo, both from 0 to 1."""
    if y > 0.80 - 0.10 * math.sin(4.5 * x + 0.5):
        return b"\x12\x4a\x45"
    if y > 0.68 - 0.12 * math.sin(3.5 * x + 2.2):
        return b"\x1f\x6f\x64"
    if (x - 0.68) ** 2 * 1.78 + (y - 0.42) ** 2 < 0.012:
        return b"\xff\xf1\xc9"
    return bytes((int(120 + 130 * y), int(175 - 5 * y), int(196 - 90 * y)))
