"""A template message, and what WhatsApp allows of its values (Cloud API, templates)."""

import re
from dataclasses import astuple, dataclass
from typing import Any, ClassVar

from bot.gateways.limits import (
    BUTTONS_BODY_LIMIT,
    PAYLOAD_LIMIT,
    ContentInvalid,
    check_length,
    check_unique,
)

# Sub type of a template's button -> the most characters its value may have.
BUTTON_VALUES = {"quick_reply": PAYLOAD_LIMIT, "url": 2000, "copy_code": 20}
MOST_BUTTONS = 10
HEADER_MEDIA = ("image", "video", "document")
FILE_NAME_LIMIT = 240

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_BAD_PARAMETER = re.compile(r"[\n\r\t]| {5,}")


@dataclass(frozen=True, slots=True)
class TemplateParameter:
    """A value for {{1}} (by position) or for {{name}}."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class HeaderMedia:
    """The file of a header: image, video or document, uploaded; it goes with every send."""

    media: str
    media_id: str
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template with its values.

    `buttons` are (position among the template's buttons, sub type, payload or text);
    `preview` is the rendered text and `titles` those of all its buttons, for people to read
    in the inbox; `remote_id`, the provider's own id, is known when it is sent.
    """

    name: str
    language: str
    body: tuple[TemplateParameter, ...] = ()
    header: tuple[TemplateParameter, ...] = ()
    buttons: tuple[tuple[int, str, str], ...] = ()
    preview: str = ""
    titles: tuple[str, ...] = ()
    header_media: HeaderMedia | None = None
    remote_id: str = ""

    kind: ClassVar[str] = "TEMPLATE"

    def check(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ContentInvalid("template name", "lower-case letters, digits and _ alone")
        if not _LANGUAGE.fullmatch(self.language):
            raise ContentInvalid("template language", "a code like pt_BR")
        for part, parameters in (("header", self.header), ("body", self.body)):
            _check_parameters(f"{part} parameter", parameters)
        if self.header_media is not None:
            _check_header(self.header_media, self.header)
        check_unique("button positions", [str(index) for index, _, _ in self.buttons])
        for index, sub_type, value in self.buttons:
            if sub_type not in BUTTON_VALUES or not 0 <= index < MOST_BUTTONS:
                raise ContentInvalid("template button", f"{sub_type} at {index}")
            check_length("button value", value, 1, BUTTON_VALUES[sub_type])

    def text(self) -> str:
        return self.preview or f"[{self.name}]"

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": "template",
            "name": self.name,
            "language": self.language,
            "body": [[parameter.text, parameter.name] for parameter in self.body],
            "header": [[parameter.text, parameter.name] for parameter in self.header],
            "buttons": [list(button) for button in self.buttons],
            "preview": self.preview,
            "titles": list(self.titles),
        } | ({"header_media": astuple(self.header_media)} if self.header_media else {})

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Template":
        """What `to_dict` wrote; KeyError, TypeError or ValueError for anything else."""
        return cls(
            name=data["name"],
            language=data["language"],
            body=tuple(TemplateParameter(*parameter) for parameter in data["body"]),
            header=tuple(TemplateParameter(*parameter) for parameter in data["header"]),
            buttons=tuple((int(i), kind, value) for i, kind, value in data["buttons"]),
            preview=data["preview"],
            titles=tuple(data.get("titles", ())),
            header_media=HeaderMedia(*media) if (media := data.get("header_media")) else None,
        )


def _check_header(media: HeaderMedia, header: tuple[TemplateParameter, ...]) -> None:
    """Meta's code 132012 otherwise."""
    if media.media not in HEADER_MEDIA or header:
        raise ContentInvalid("header media", f"{media.media}, and no text beside it")
    check_length("header media id", media.media_id, 1, 200)
    longest = FILE_NAME_LIMIT if media.media == "document" else 0
    check_length("file name", media.file_name, 0, longest)


def _check_parameters(field: str, parameters: tuple[TemplateParameter, ...]) -> None:
    """Meta's rules for values: codes 132012, 132018 and 131008 otherwise."""
    for parameter in parameters:
        check_length(field, parameter.text, 1, BUTTONS_BODY_LIMIT)
        if _BAD_PARAMETER.search(parameter.text):
            raise ContentInvalid(field, "no line break, tab or more than 4 spaces in a row")
    names = [parameter.name for parameter in parameters if parameter.name]
    if names and len(names) != len(parameters):
        raise ContentInvalid(field, "all by name or all by position")
    check_unique(f"{field} names", names)
