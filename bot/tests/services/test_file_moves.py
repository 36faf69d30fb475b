"""Files of messages in a store beside the database."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.tests.factories import make_customer, make_user
from bot.enums import DeliveryStatus
from bot.models import Attachment, Channel, Conversation, Delivery, LeftoverFile, Message
from bot.selectors.attachments import part_of, whole_of
from bot.selectors.file_moves import has_due_moves
from bot.services.attachments import transfer_due
from bot.services.file_moves import LEASE, LINGER, PAUSE, move_file_due, remove_leftover_due
from bot.services.replies import send_reply
from bot.services.retries import retry_message
from bot.simulator.graph_media import sample_photo
from bot.tasks import move_files
from bot.tests.factories import make_conversation, webhook_body
from bot.tests.services.conftest import Receive
from bot.tests.services.test_attachments import PHOTO, photo
from config.lib.file_store import FileGone, StoreUnavailable, read_part
from config.lib.folder_store import FolderStore
from config.lib.store_address import store_at
from tests.phones import Phones

pytestmark = pytest.mark.django_db

NOWHERE = "s3+http://k:s@127.0.0.1:9/shop"
LATER = timedelta(minutes=30)


@pytest.fixture
def talk(line: Channel) -> Conversation:
    customer = make_customer(line.organization, name="Marina", phone="+5511987654321")
    return make_conversation(line, customer, last_customer_message_at=timezone.now())


def keep(talk: Conversation, body: bytes | None = b"OggS456789", **fields: Any) -> Attachment:
    own: dict[str, Any] = {"organization": talk.organization}
    message = Message.objects.create(
        **own,
        channel=talk.channel,
        conversation=talk,
        direction="IN",
        author="CUSTOMER",
        kind="AUDIO",
        external_id=f"wamid.{uuid4()}",
        occurred_at=timezone.now(),
    )
    given = {"mime_type": "audio/ogg", "status": "READY", "size": len(body or b""), **fields}
    made: Attachment = Attachment.objects.create(
        **own, message=message, body=body, due_at=timezone.now(), **given
    )
    return made


def move_all(now: datetime | None = None) -> int:
    moved = 0
    while move_file_due(now=now or timezone.now()):
        moved += 1
    return moved


def place_at(url: str, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(url)}


def test_without_a_store_files_stay_rows(line: Channel, receive: Receive) -> None:
    receive(webhook_body(line, photo()))
    assert transfer_due(now=timezone.now())
    kept = Attachment.objects.get()
    assert (kept.move_at, kept.store_name, bytes(kept.body)) == (None, "", sample_photo())
    assert not has_due_moves(timezone.now() + LATER)


def test_a_photo_that_came_moves_and_is_read_as_before(
    line: Channel, receive: Receive, store: str
) -> None:
    receive(webhook_body(line, photo()))
    assert transfer_due(now=timezone.now())
    assert has_due_moves(timezone.now())
    move_files()

    kept = Attachment.objects.get()
    assert (kept.body, kept.move_at) == (None, None)
    house, name = kept.store_name.split("/")
    assert house == str(line.organization_id)
    assert name not in (str(kept.pk), str(kept.message_id))
    assert whole_of(kept) == sample_photo()
    assert part_of(kept, 1, 3) == sample_photo()[1:4]
    assert not has_due_moves(timezone.now())


def test_what_goes_out_is_uploaded_first_and_can_be_sent_again(
    talk: Conversation, graph: Phones, store: str
) -> None:
    now, user = timezone.now(), make_user()
    message = send_reply(conversation=talk, text="Olha", user=user, now=now, file=PHOTO)
    assert move_all() == 0  # it waits to be sent: nobody should fetch it back for that
    assert transfer_due(now=timezone.now())
    assert move_all() == 1

    Delivery.objects.update(status=DeliveryStatus.FAILED)
    again = retry_message(conversation=talk, message_id=message.pk, user=user, now=now)
    assert bytes(Attachment.objects.get(message=again).body) == PHOTO.body
    assert whole_of(Attachment.objects.get(message=message)) == PHOTO.body


def test_a_store_that_is_away_keeps_the_bytes_where_they_are(
    talk: Conversation, settings: Any
) -> None:
    place_at(NOWHERE, settings)
    now = timezone.now()
    file = keep(talk, move_at=now)
    with pytest.raises(StoreUnavailable):
        move_file_due(now=now)
    assert whole_of(file) == b"OggS456789"
    assert not move_file_due(now=now + PAUSE / 2)
    move_files()  # the task says so in the log and ends
    file.refresh_from_db()
    assert file.move_at == now + PAUSE


def test_a_move_that_died_is_done_again_under_the_same_name(
    talk: Conversation, bucket: Any, settings: Any
) -> None:
    place_at(bucket.url, settings)
    now = timezone.now()
    file = keep(talk, move_at=now)
    name = f"{talk.organization_id}/{uuid4()}"  # as the claim of the dead worker left it
    Attachment.objects.update(store_name=name, move_at=now + LEASE)
    assert not move_file_due(now=now)
    assert whole_of(file) == b"OggS456789"
    assert move_file_due(now=now + LEASE)
    assert bucket.names() == [f"files/{name}"]


def delete_message(file: Attachment) -> None:
    Message.objects.filter(pk=file.message_id).delete()


def delete_by_sql(file: Attachment) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bot_attachment WHERE id = %s", [file.pk])


@pytest.mark.parametrize("delete", [delete_message, delete_by_sql])
def test_the_object_goes_after_its_row_however_that_goes(
    talk: Conversation, store: str, delete: Any
) -> None:
    file = keep(talk, move_at=timezone.now())
    stays = keep(talk, b"OggS stays", move_at=timezone.now())
    assert move_all() == 2
    file.refresh_from_db()
    delete(file)

    assert not remove_leftover_due(now=timezone.now())  # somebody may be reading it
    assert has_due_moves(timezone.now() + LATER)
    assert remove_leftover_due(now=timezone.now() + LATER)
    with pytest.raises(FileGone):
        read_part(file.store_name, 0, 1)
    assert whole_of(stays) == b"OggS stays"
    assert not LeftoverFile.objects.exists()


class ShakenStore(FolderStore):
    """All messages are deleted while it writes."""

    def _save(self, name: str, content: Any) -> str:
        Message.objects.all().delete()
        return super()._save(name, content)


def test_a_row_that_goes_while_its_file_moves_leaves_no_object(
    talk: Conversation, tmp_path: Path, settings: Any
) -> None:
    entry = store_at(f"file://{tmp_path}") | {"BACKEND": f"{__name__}.ShakenStore"}
    settings.STORAGES = settings.STORAGES | {"attachments": entry}
    keep(talk, move_at=timezone.now())
    assert move_file_due(now=timezone.now())
    assert [path.is_file() for path in tmp_path.rglob("*-*")].count(True) == 1
    assert remove_leftover_due(now=timezone.now() + LATER)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_object_that_the_store_keeps_is_tried_again_ever_more_seldom(settings: Any) -> None:
    place_at(NOWHERE, settings)
    now = timezone.now()
    LeftoverFile.objects.create(store_name="house/x", due_at=now)
    for _attempt in range(2):
        with pytest.raises(StoreUnavailable):
            remove_leftover_due(now=LeftoverFile.objects.get().due_at)
    left = LeftoverFile.objects.get()
    assert left.attempts == 2
    assert left.due_at == now + PAUSE * 2 + PAUSE * 4
    assert "ConnectionError" in left.error or "Connect" in left.error


def test_the_command_moves_all_and_back(talk: Conversation, store: str) -> None:
    files = [keep(talk, b"OggS%d" % number) for number in range(3)]
    keep(talk, None, status="FAILED")
    waiting = keep(talk, b"OggSout", status="WAITING", is_ours=True)
    out = StringIO()
    call_command("move_attachments", stdout=out)
    call_command("move_attachments", stdout=out)
    assert out.getvalue().split("\n")[:2] == ["3 files moved.", "0 files moved."]
    assert Attachment.objects.filter(body__isnull=False).get() == waiting
    assert [whole_of(file) for file in files] == [b"OggS0", b"OggS1", b"OggS2"]
    names = set(Attachment.objects.exclude(store_name="").values_list("store_name", flat=True))

    call_command("move_attachments", "--back", stdout=out)
    call_command("move_attachments", "--back", stdout=out)
    assert out.getvalue().split("\n")[2:4] == ["3 files moved.", "0 files moved."]
    assert [bytes(Attachment.objects.get(pk=file.pk).body) for file in files] == [
        b"OggS0",
        b"OggS1",
        b"OggS2",
    ]
    assert set(LeftoverFile.objects.values_list("store_name", flat=True)) == names
    assert LeftoverFile.objects.filter(due_at__gte=timezone.now() + LINGER / 2).count() == 3


def test_the_command_says_what_the_store_has_lost(talk: Conversation, store: str) -> None:
    file = keep(talk, b"OggS1")
    Attachment.objects.update(store_name=f"{talk.organization_id}/lost", body=None)
    with pytest.raises(CommandError, match="1 files are not in the store"):
        call_command("move_attachments", "--back", stdout=StringIO())
    assert whole_of(file) == b""


def test_the_command_without_a_store_and_with_one_that_is_away(
    talk: Conversation, settings: Any
) -> None:
    keep(talk)
    with pytest.raises(CommandError, match="ATTACHMENTS_URL is not set"):
        call_command("move_attachments")
    place_at(NOWHERE, settings)
    with pytest.raises(CommandError, match="Run it again"):
        call_command("move_attachments")
    assert whole_of(Attachment.objects.get()) == b"OggS456789"
