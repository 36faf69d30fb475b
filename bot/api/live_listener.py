"""One open stream: what it has yet to say, and when it must end."""

import asyncio
import random
import time

from django.conf import settings

from accounts.selectors.live import Change
from bot.selectors.listening import Grant

MOST_PENDING = 200
EVERYTHING = "everything"

News = dict[str, list[str]]


class Listener:
    """Keeps what is for its person until the stream says it; `ends` is why it must end."""

    def __init__(self, grant: Grant) -> None:
        self.grant = grant
        self.wake = asyncio.Event()
        self.ends = ""
        self.check_at = next_check()
        self._pending: set[tuple[str, str]] = set()

    def hear(self, change: Change) -> None:
        """Keep a change until the stream says it; what is not for its person is not kept."""
        if not self.grant.covers(change.organization_id, change.kind, change.subject_id):
            return
        self._pending.add((change.kind, str(change.subject_id)))
        if len(self._pending) > MOST_PENDING:
            self._pending = {(EVERYTHING, "")}
        self.wake.set()

    def hear_everything(self) -> None:
        """Too much has changed to name it."""
        self._pending = {(EVERYTHING, "")}
        self.wake.set()

    def end(self, reason: str) -> None:
        """Close the stream with this word: login, retry, crowded or shutdown."""
        self.ends = self.ends or reason
        self.wake.set()

    def take(self) -> News:
        """What there is to say: ids by kind, once."""
        self.wake.clear()
        pending, self._pending = self._pending, set()
        if (EVERYTHING, "") in pending:
            return {EVERYTHING: []}
        return {
            kind: sorted(id_ for one, id_ in pending if one == kind)
            for kind in sorted({kind for kind, _ in pending})
        }


def next_check() -> float:
    """When to look again at whether a listener may still listen, on the monotonic clock."""
    wait_s = settings.LIVE_CHECK_S
    return time.monotonic() + random.uniform(wait_s, 2 * wait_s)  # noqa: S311 - spreads the load
