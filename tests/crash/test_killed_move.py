"""kill -9 between an upload into the store and the commit that says so: nothing is lost."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.tests.factories import make_customer, make_organization
from bot.models import Attachment, LeftoverFile, Message
from bot.selectors.attachments import whole_of
from bot.tests.factories import make_channel, make_conversation
from config.lib.store_address import store_at
from tests.locks import wait_for_a_lock
from tests.phones import eventually

BODY = b"OggS" + bytes(range(256)) * 4000
# The statement that takes the bytes off the row waits for whoever holds the lock.
GATE = """
CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock_shared(77); RETURN NEW; END $$;
CREATE TRIGGER gate BEFORE UPDATE ON bot_attachment FOR EACH ROW
  WHEN (OLD.body IS NOT NULL AND NEW.body IS NULL) EXECUTE FUNCTION gate();
SELECT pg_advisory_lock(77);
"""
WAITERS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted"


def ask(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


@contextmanager
def a_closed_gate() -> Iterator[None]:
    ask(GATE)
    try:
        yield
    finally:
        ask(f"SELECT pg_terminate_backend(pid) FROM ({WAITERS}) AS dead")
        ask("SELECT pg_advisory_unlock(77)")
        ask("DROP TRIGGER gate ON bot_attachment; DROP FUNCTION gate()")


def keep(house) -> Attachment:
    channel = make_channel(house)
    talk = make_conversation(channel, make_customer(house))
    now, own = timezone.now(), {"organization": house}
    message = Message.objects.create(
        **own,
        channel=channel,
        conversation=talk,
        direction="IN",
        author="CUSTOMER",
        kind="AUDIO",
        occurred_at=now,
    )
    return Attachment.objects.create(
        **own,
        message=message,
        mime_type="audio/ogg",
        body=BODY,
        size=len(BODY),
        status="READY",
        due_at=now,
        move_at=now,
    )


def test_killed_between_upload_and_commit(live_stack, bucket, settings):
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(bucket.url)}
    stack = live_stack("worker", ATTACHMENTS_URL=bucket.url)
    house = make_organization()
    with scope(organization=house):
        with a_closed_gate():
            file = keep(house)
            wait_for_a_lock()  # the upload is done
            (uploaded,) = bucket.names()
            for process in stack.cluster_processes()[:1]:
                os.killpg(process.pid, signal.SIGKILL)
            stack.kill("worker")
        assert whole_of(file) == BODY
        assert bytes(Attachment.objects.get().body) == BODY

        Attachment.objects.update(move_at=timezone.now())  # the dead worker's lease is over
        stack.start("worker")
        eventually(lambda: Attachment.objects.get().body is None, what="the move")
        assert bucket.names() == [uploaded]
        assert whole_of(file) == BODY

        Message.objects.all().delete()
        LeftoverFile.objects.update(due_at=timezone.now())
        eventually(lambda: not LeftoverFile.objects.exists(), what="the object to be deleted")
        assert bucket.names() == []
