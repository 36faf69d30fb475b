"""Files on the screen, and sent from it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.enums import Role
from bot.models import Attachment, Message
from bot.simulator.graph_media import sample_photo
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from config.lib.ids import new_id

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db


def keep(inbox: Inbox, kind: str = "IMAGE", **fields: Any) -> Message:
    message = inbox.hear("", kind=kind)
    body = fields.pop("body", sample_photo())
    given = {"mime_type": "image/png", "status": "READY", "size": len(body or b"")} | fields
    Attachment.objects.create(
        organization=inbox.organization, message=message, body=body, due_at=timezone.now(), **given
    )
    return message


def url(inbox: Inbox, message: Message, rest: str = "") -> str:
    return inbox.talk_url(f"files/{message.pk}/{rest}")


def test_picture_is_shown_in_place_under_a_sandbox(inbox: Inbox) -> None:
    message = keep(inbox)
    client = inbox.client()
    assert f'<img src="{url(inbox, message)}"' in client.get(inbox.talk_url()).content.decode()

    answer = client.get(url(inbox, message))
    assert (answer.status_code, answer.content) == (200, sample_photo())
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("mime_type", "body"), [("text/html", b"<script>1</script>"), ("image/png", b"<script>")]
)
def test_what_is_no_picture_is_only_saved(inbox: Inbox, mime_type: str, body: bytes) -> None:
    message = keep(inbox, "DOCUMENT", mime_type=mime_type, body=body, file_name="a.html")
    answer = inbox.client().get(url(inbox, message))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="a.html"'


@pytest.mark.parametrize(
    ("asked", "status", "told", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"OggS"),
        ("bytes=8-", 206, "bytes 8-9/10", b"89"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=-0", 416, "bytes */10", b""),
        ("lines=1", 200, None, b"OggS456789"),
        ("bytes=-", 200, None, b"OggS456789"),
    ],
)
def test_part_of_a_sound(
    inbox: Inbox, asked: str, status: int, told: str | None, body: bytes
) -> None:
    message = keep(inbox, "AUDIO", mime_type="audio/ogg", body=b"OggS456789")
    answer = inbox.client().get(url(inbox, message), headers={"Range": asked})
    assert (answer.status_code, answer.get("Content-Range"), answer.content) == (
        status,
        told,
        body,
    )


def test_failed_download_offers_another_try(inbox: Inbox) -> None:
    message = keep(inbox, body=None, status="FAILED")
    client = inbox.client()
    assert url(inbox, message, "fetch/") in client.get(inbox.talk_url()).content.decode()
    assert client.get(url(inbox, message)).status_code == 404
    assert client.post(url(inbox, message, "fetch/"), headers=PARTIAL).status_code == 200
    assert Attachment.objects.get().status == "WAITING"
    assert inbox.client(Role.VIEWER).post(url(inbox, message, "fetch/")).status_code == 403


def send(inbox: Inbox, body: bytes, mime_type: str = "image/png", text: str = "") -> Any:
    file = SimpleUploadedFile("sol.png", body, mime_type)
    data = {"token": new_id(), "text": text, "file": file}
    return inbox.client().post(inbox.talk_url("messages/"), data, headers=PARTIAL)


def test_sent_picture_stands_in_the_thread(inbox: Inbox) -> None:
    answer = send(inbox, sample_photo(), text="Olha")
    message = Message.objects.get(direction="OUT")
    assert answer.status_code == 200
    assert f'<img src="{url(inbox, message)}"' in answer.content.decode()
    assert (message.kind, message.text) == ("IMAGE", "Olha")


@pytest.mark.parametrize(
    ("body", "mime_type", "text", "words"),
    [
        (b"GIF89a", "image/gif", "", "não aceita este tipo"),
        (b"<html>", "image/png", "", "não aceita este tipo"),
        (bytes(16 * 1024 * 1024 + 1), "application/pdf", "", "até 16 MB"),
        (b"OggS", "audio/ogg", "Oi", "sem legenda"),
        (b"%PDF-1", "application/pdf", "a" * 1025, "1.024"),
        (b"", "application/pdf", "", "vazio"),
    ],
)
def test_refused_file_is_said_in_place(
    inbox: Inbox, body: bytes, mime_type: str, text: str, words: str
) -> None:
    answer = send(inbox, body, mime_type, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Message.objects.filter(direction="OUT").exists()
