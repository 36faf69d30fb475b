"""Wake-up calls of this app. Each looks at rows, does what is due, and ends.

While there is traffic a task lingers: it looks again every few milliseconds and says so
(`keep_awake`), so that a stream of messages costs one task and not one task each. Before it
ends it takes that word back and looks once more, for whoever relied on it meanwhile.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.services.samples import WORK_SAMPLES
from bot.selectors.assistant import has_due_turns
from bot.selectors.backlog import has_due_deliveries, has_due_receipts
from bot.selectors.turns import seconds_to_next_turn
from bot.services.assistant_turns import RUN_ASSISTANT
from bot.services.assistant_work import claim_assistant_turn, work_on_turn
from bot.services.attachments import TRANSFER_FILES, transfer_due
from bot.services.embedding_plan import EMBED_TEXTS
from bot.services.file_moves import MOVE_FILES, move_file_due, remove_leftover_due
from bot.services.flow_call_work import make_call_due
from bot.services.flow_calls import MAKE_CALLS
from bot.services.flow_moments import BEGIN_FLOWS, begin_due_flow, look_for_moments
from bot.services.flow_refusals import heed_refusal_due
from bot.services.flow_sendings import HEED_REFUSALS
from bot.services.inbox import process_receipts
from bot.services.knowledge_embedding import embed_due
from bot.services.outbox import DRAIN_OUTBOX, send_due
from bot.services.read_receipts import mark_read_due
from bot.services.retention import FORGET_OLD, forget_old_rows
from bot.services.sample_work import work_on_samples
from bot.services.scheduled_sending import SEND_SCHEDULED, send_scheduled_due
from bot.services.templates import KEEP_TEMPLATES, keep_templates_due
from bot.services.turns import RUN_TURNS, run_due_turns
from bot.services.webhooks import DRAIN_INBOX
from config.lib.bell import ring
from config.lib.file_store import StoreUnavailable
from config.lib.logging import get_logger
from config.lib.nudges import answered, keep_awake, nudge

log = get_logger(__name__)

SLICE_S = 3.0  # a task works this long at a time, then queues behind the others
LINGER_S = 0.3
POLL_S = 0.025
PACE_S = 0.04  # a stream is worked off in batches: most of what one costs, it costs once
TURNS_LIFE_S = 30.0
SCHEDULED_AT_ONCE = 50
ASSISTANTS_AT_ONCE = 8
PATIENCE_S = 0.1


def drain_inbox() -> None:
    """Read receipts, and answer at once what needs no waiting (taps)."""
    _work(DRAIN_INBOX, _read, has_due_receipts)


def drain_outbox() -> None:
    """Post what is due, and mark as read."""
    _work(DRAIN_OUTBOX, _send, has_due_deliveries)


def run_turns() -> None:
    """Answer conversations as their moment comes; lives while some are about to come.

    One of these runs at a time: the nudge is kept alive while it sleeps, so a thousand
    waiting conversations occupy one worker and not all of them.
    """
    ends = time.monotonic() + TURNS_LIFE_S
    while time.monotonic() < ends:
        keep_awake(RUN_TURNS)
        if run_due_turns(now=timezone.now()):
            ring()
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


def keep_templates() -> None:
    """Fetch the templates of numbers whose moment has come."""
    answered(KEEP_TEMPLATES)
    keep_templates_due(now=timezone.now())


def send_scheduled() -> None:
    """Send what was written for later; calls itself again while there is more."""
    answered(SEND_SCHEDULED)
    done = send_scheduled_due(now=timezone.now(), limit=SCHEDULED_AT_ONCE)
    if done:
        ring()
    if done == SCHEDULED_AT_ONCE:
        nudge(SEND_SCHEDULED)


def transfer_files() -> None:
    """Fetch the files of what came in, upload those of what goes out."""
    answered(TRANSFER_FILES)
    ends = time.monotonic() + SLICE_S
    while transfer_due(now=timezone.now()):
        ring()
        if time.monotonic() > ends:
            nudge(TRANSFER_FILES)
            return


def move_files() -> None:
    """Carry files of messages into the store beside the database, and delete there what has
    no row any more. A store that is away is left alone until the next look."""
    answered(MOVE_FILES)
    ends = time.monotonic() + SLICE_S
    try:
        while move_file_due(now=timezone.now()) or remove_leftover_due(now=timezone.now()):
            if time.monotonic() > ends:
                nudge(MOVE_FILES)
                return
    except StoreUnavailable as error:
        log.warning("store_unavailable", error=str(error))


def make_calls() -> None:
    """Ask other servers what flows want to know."""
    answered(MAKE_CALLS)
    ends = time.monotonic() + SLICE_S
    while make_call_due(now=timezone.now()):
        ring()
        if time.monotonic() > ends:
            nudge(MAKE_CALLS)
            return


def heed_refusals() -> None:
    """Tell flows that what they sent was refused."""
    answered(HEED_REFUSALS)
    ends = time.monotonic() + SLICE_S
    while heed_refusal_due(now=timezone.now()):
        ring()
        if time.monotonic() > ends:
            nudge(HEED_REFUSALS)
            return


def run_assistant() -> None:
    """Let assistants answer, several at once; one of these takes new ones at a time, so that
    slow models keep one worker busy and not all of them."""
    ends = time.monotonic() + TURNS_LIFE_S
    with ThreadPoolExecutor(ASSISTANTS_AT_ONCE) as pool:
        working: set[Future[None]] = set()
        while time.monotonic() < ends:
            keep_awake(RUN_ASSISTANT)
            working = {one for one in working if not one.done()}
            has_room = len(working) < ASSISTANTS_AT_ONCE
            turn_id = claim_assistant_turn(now=timezone.now()) if has_room else None
            if turn_id is not None:
                working.add(pool.submit(_assist, turn_id))
            elif working:
                time.sleep(PATIENCE_S)
            else:
                break
        answered(RUN_ASSISTANT)
        if has_due_turns(timezone.now()):
            nudge(RUN_ASSISTANT)


def _assist(turn_id: UUID) -> None:
    """On a thread of its own, which leaves no connection open."""
    try:
        work_on_turn(turn_id, now=timezone.now())
        ring()
    except Exception:
        log.exception("assistant_turn_failed", turn_id=str(turn_id))
    finally:
        connection.close()


def embed_texts() -> None:
    """Read texts of houses for their meaning; calls itself again while there are more."""
    answered(EMBED_TEXTS)
    ends = time.monotonic() + SLICE_S
    while embed_due(now=timezone.now()):
        if time.monotonic() > ends:
            nudge(EMBED_TEXTS)
            return


def begin_flows() -> None:
    """Find whose moment has come, and begin their flows; calls itself again while there is
    more."""
    answered(BEGIN_FLOWS)
    ends = time.monotonic() + SLICE_S
    while look_for_moments(now=timezone.now()) or begin_due_flow(now=timezone.now()):
        ring()
        if time.monotonic() > ends:
            nudge(BEGIN_FLOWS)
            return


def work_samples() -> None:
    """Make or remove sample data, step by step; calls itself again while there is more."""
    answered(WORK_SAMPLES)
    ends = time.monotonic() + SLICE_S
    while work_on_samples(now=timezone.now()):
        ring()
        keep_awake(WORK_SAMPLES)
        if time.monotonic() > ends:
            answered(WORK_SAMPLES)
            nudge(WORK_SAMPLES)
            return


def forget_old() -> None:
    """Delete what organizations no longer want to keep; calls itself again while there is more."""
    answered(FORGET_OLD)
    ends = time.monotonic() + SLICE_S
    while forget_old_rows(now=timezone.now()):
        keep_awake(FORGET_OLD)
        if time.monotonic() > ends:
            answered(FORGET_OLD)
            nudge(FORGET_OLD)
            return


def _work(task: str, do: Callable[[], bool], is_due: Callable[[], bool]) -> None:
    """Run `do` while something is due, linger a little, end; `do` is False when another
    worker is at it already."""
    ends = time.monotonic() + SLICE_S
    quiet_since = time.monotonic()
    next_batch = 0.0
    keep_awake(task)
    while time.monotonic() < ends:
        if is_due():
            time.sleep(max(next_batch - time.monotonic(), 0))
            next_batch = time.monotonic() + PACE_S
            if not do():
                return
            quiet_since = time.monotonic()
            keep_awake(task)
        elif time.monotonic() - quiet_since < LINGER_S:
            time.sleep(POLL_S)
        else:
            answered(task)
            if not is_due():
                return
            keep_awake(task)
    answered(task)
    nudge(task)


def _read() -> bool:
    done = process_receipts(now=timezone.now())
    if done is None:
        return False
    ring()
    if done.scheduled:
        if run_due_turns(now=timezone.now()):
            ring()
        if seconds_to_next_turn(timezone.now()) is not None:
            nudge(RUN_TURNS)
    return True


def _send() -> bool:
    send_due(now=timezone.now())
    mark_read_due(now=timezone.now())
    ring()
    return True
