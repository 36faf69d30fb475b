"""Wake-up calls of this app. Each looks at rows, does what is due, and ends."""

import time

from django.utils import timezone

from bot.selectors.turns import seconds_to_next_turn
from bot.services.inbox import has_due_receipts, process_receipts
from bot.services.outbox import DRAIN_OUTBOX, send_due
from bot.services.read_receipts import mark_read_due
from bot.services.turns import RUN_TURNS, run_due_turns
from bot.services.webhooks import DRAIN_INBOX
from config.lib.nudges import answered, keep_awake, nudge

SLICE_S = 1.0  # a task works this long at a time, then queues behind the others
TURNS_LIFE_S = 30.0


def drain_inbox() -> None:
    """Read receipts, and answer at once what needs no waiting (taps)."""
    answered(DRAIN_INBOX)
    ends = time.monotonic() + SLICE_S
    while (done := process_receipts(now=timezone.now())) is not None:
        if not done:
            # Whoever found us reading left what came meanwhile to us.
            if not has_due_receipts(now=timezone.now()):
                return
            continue
        if done.scheduled:
            run_due_turns(now=timezone.now())
            if seconds_to_next_turn(timezone.now()) is not None:
                nudge(RUN_TURNS)
            nudge(DRAIN_OUTBOX)
        if time.monotonic() > ends:
            nudge(DRAIN_INBOX)
            return


def run_turns() -> None:
    """Answer conversations as their moment comes; lives while some are about to come.

    One of these runs at a time: the nudge is kept alive while it sleeps, so a thousand
    waiting conversations occupy one worker and not all of them.
    """
    ends = time.monotonic() + TURNS_LIFE_S
    while time.monotonic() < ends:
        keep_awake(RUN_TURNS)
        run_due_turns(now=timezone.now())
        wait = seconds_to_next_turn(timezone.now())
        if wait is None:
            answered(RUN_TURNS)
            # Whoever scheduled a turn before the line above found us awake and left it to us.
            if seconds_to_next_turn(timezone.now()) is None:
                return
            continue
        time.sleep(min(max(wait, 0.01), 0.25))
    answered(RUN_TURNS)
    nudge(RUN_TURNS)


def drain_outbox() -> None:
    """Mark as read, and post what is due."""
    answered(DRAIN_OUTBOX)
    ends = time.monotonic() + SLICE_S
    while send_due(now=timezone.now()) + mark_read_due():
        if time.monotonic() > ends:
            nudge(DRAIN_OUTBOX)
            return
