"""One start per checkout: a lock that the kernel frees whichever way the holder ends."""

import fcntl
import os
import time
from pathlib import Path

import psutil

LEFTOVER_WAIT_S = 30.0


class AlreadyRunning(Exception):
    """Another start holds the data folder; the text says which."""


def take_lock(path: Path) -> int:
    """An open file descriptor that holds the lock.

    The guard holds it too, until the last child has ended: a start right after a kill
    waits for that instead of meeting a half-stopped database.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + LEFTOVER_WAIT_S
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode(errors="replace").strip()
            if _runs(holder) or time.monotonic() > deadline:
                os.close(handle)
                raise AlreadyRunning(
                    f"Zapenda is already running from this folder (process {holder or 'unknown'})."
                    " Stop that one first (Ctrl-C in its terminal)."
                ) from None
            time.sleep(0.1)
            continue
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        return handle


def _runs(pid: str) -> bool:
    try:
        return bool(psutil.Process(int(pid)).status() != psutil.STATUS_ZOMBIE)
    except (ValueError, psutil.Error):
        return False
