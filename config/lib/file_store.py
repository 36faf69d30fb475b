"""The store of files beside the database, where ATTACHMENTS_URL names one.

Any storage of Django's will do. Names are ours; what is stored is never overwritten by
anything but itself.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages

ALIAS = "attachments"
REST_S = 5.0
_RESTS = "_zapenda_rests"


class StoreUnavailable(Exception):
    """The store doesn't answer, or refuses: what was asked may be asked again."""


class FileGone(Exception):
    """The store answers, and has no such file."""


def has_store() -> bool:
    return ALIAS in settings.STORAGES


def put(name: str, body: bytes) -> None:
    """Store it whole; again is the same as once. Raises StoreUnavailable."""
    try:
        with _asked() as store:
            kept = store.save(name, ContentFile(body))
            size = store.size(kept)
    except FileGone as error:  # the bucket is, or somebody tidies up
        raise StoreUnavailable(f"gone at once: {error}") from error
    if (kept, size) != (name, len(body)):
        raise StoreUnavailable(f"{size} of {len(body)} bytes stored as {kept}")


def read_part(name: str, start: int, length: int) -> bytes:
    """`length` bytes from `start` (0 is the first), fewer at the end. Raises FileGone,
    StoreUnavailable."""
    with _asked() as store:
        if hasattr(store, "read_part"):
            return bytes(store.read_part(name, start, length))
        with store.open(name) as file:
            file.seek(start)
            return bytes(file.read(length))


def remove(name: str) -> None:
    """It may be gone already. Raises StoreUnavailable."""
    with _asked() as store:
        store.delete(name)


def check_store() -> None:
    """Write, read and delete a few bytes. Raises StoreUnavailable."""
    name, body = f"check/{uuid4()}", b"zapenda"
    put(name, body)
    try:
        found = read_part(name, 0, len(body))
    except FileGone as error:
        raise StoreUnavailable(str(error)) from error
    remove(name)
    if found != body:
        raise StoreUnavailable("it gives other bytes than it was given")


@contextmanager
def _asked() -> Iterator[Any]:
    """The store; whatever it raises, or its making, in two words of ours. One that has failed
    is left alone for some seconds: who comes meanwhile waits for no time-out."""
    if not has_store():
        raise StoreUnavailable("ATTACHMENTS_URL is not set")
    store = _store()
    rests_until, why = getattr(store, _RESTS, (0.0, ""))
    if time.monotonic() < rests_until:
        raise StoreUnavailable(why)
    try:
        yield store
    except FileNotFoundError as error:
        raise FileGone(str(error)) from None
    except Exception as error:
        why = _words(error)
        setattr(store, _RESTS, (time.monotonic() + REST_S, why))
        raise StoreUnavailable(why) from error


def _store() -> Any:
    try:
        return storages[ALIAS]
    except Exception as error:  # its package is not installed, most likely
        raise StoreUnavailable(_words(error)) from error


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
