"""Files that messages carry: what WhatsApp takes and how large (Cloud API, media)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.gateways.limits import ContentInvalid, check_length
from bot.gateways.stickers import MOVING_LIMIT, STICKER_TYPE, check_sticker

MB = 1024 * 1024
CAPTION_LIMIT = 1024
FILE_NAME_LIMIT = 240
KINDS_LIMITS = {
    "image": 5 * MB,
    "audio": 16 * MB,
    "video": 16 * MB,
    "document": 16 * MB,
    "sticker": MOVING_LIMIT,
}
WITHOUT_CAPTION = ("audio", "sticker")
LARGEST_BYTES = 16 * MB  # of a document WhatsApp takes 100 MB; we keep no file above this

_OFFICE = "application/vnd.openxmlformats-officedocument"
SENDABLE: dict[str, str] = {
    "image/jpeg": "image",
    "image/png": "image",
    STICKER_TYPE: "sticker",
    "audio/aac": "audio",
    "audio/mp4": "audio",
    "audio/mpeg": "audio",
    "audio/amr": "audio",
    "audio/ogg": "audio",
    "video/mp4": "video",
    "video/3gpp": "video",
    "text/plain": "document",
    "application/pdf": "document",
    "application/msword": "document",
    "application/vnd.ms-excel": "document",
    "application/vnd.ms-powerpoint": "document",
    f"{_OFFICE}.wordprocessingml.document": "document",
    f"{_OFFICE}.spreadsheetml.sheet": "document",
    f"{_OFFICE}.presentationml.presentation": "document",
}
# How the bytes of a type begin: (offset, bytes), one of them. Others are taken at their word.
_BEGINNINGS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "audio/ogg": ((0, b"OggS"),),
    "audio/mp4": ((4, b"ftyp"),),
    "video/mp4": ((4, b"ftyp"),),
    "video/3gpp": ((4, b"ftyp"),),
    "audio/amr": ((0, b"#!AMR"),),
    "application/pdf": ((0, b"%PDF-"),),
    **{name: ((0, b"PK\x03\x04"),) for name in SENDABLE if name.startswith(_OFFICE)},
}


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file with its type ("image/png", without parameters)."""

    mime_type: str
    body: bytes
    name: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file with an optional caption; `media_id` is known once it is uploaded."""

    media: str  # image, audio, video, document, sticker
    caption: str = ""
    file_name: str = ""
    media_id: str = ""

    names: ClassVar = ("media", "caption", "file_name")

    @property
    def kind(self) -> str:
        return self.media.upper()

    def check(self) -> None:
        if self.media not in KINDS_LIMITS:
            raise ContentInvalid("media", f"unknown kind {self.media}")
        longest = 0 if self.media in WITHOUT_CAPTION else CAPTION_LIMIT
        check_length("caption", self.caption, 0, longest)
        check_length("file name", self.file_name, 0, FILE_NAME_LIMIT)

    def text(self) -> str:
        return self.caption

    def to_dict(self) -> dict[str, Any]:
        return {"type": "media"} | {name: getattr(self, name) for name in self.names}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Media":
        return cls(data["media"], data["caption"], data["file_name"])


def check_file(file: MediaFile) -> str:
    """The kind of message that carries this file. Raises ContentInvalid (field "type",
    "size" with its limit in bytes, "content" where the bytes are of another type, or "sides"
    for a sticker that is not of 512 by 512 points)."""
    kind = SENDABLE.get(file.mime_type)
    if kind is None:
        raise ContentInvalid("type", f"{file.mime_type} is not taken")
    if not 1 <= len(file.body) <= KINDS_LIMITS[kind]:
        raise ContentInvalid("size", "too large", limit=KINDS_LIMITS[kind], actual=len(file.body))
    if not begins_as(file.mime_type, file.body):
        raise ContentInvalid("content", f"is no {file.mime_type}")
    if kind == "sticker":
        check_sticker(file.body)
    return kind


def begins_as(mime_type: str, body: bytes) -> bool:
    """Whether the first bytes may be of this type."""
    beginnings = _BEGINNINGS.get(mime_type)
    return not beginnings or any(body.startswith(mark, at) for at, mark in beginnings)
