"""The sweep: what keeps work moving when a nudge was lost or a worker died.

Run about once a second from outside the queue (`manage.py worker`), or by hand
(`manage.py sweep`). It does no work itself; it finds what is due and wakes the workers.
"""

from datetime import datetime, timedelta

from accounts.selectors.customer_imports import has_work
from accounts.selectors.mails import has_due_mails
from accounts.selectors.samples import has_sample_work
from accounts.services.customer_imports import WORK_IMPORTS, forget_old_files
from accounts.services.events import DELIVER
from accounts.services.live import forget_old_changes
from accounts.services.mails import SEND_MAILS, settle_lost_mails
from accounts.services.samples import WORK_SAMPLES
from bot.selectors.assistant import has_due_turns
from bot.selectors.attachments import has_due_files
from bot.selectors.backlog import queue_heads
from bot.selectors.embedding import has_due_embeddings
from bot.selectors.file_moves import has_due_moves
from bot.selectors.flow_calls import has_due_calls, has_due_refusals
from bot.selectors.flow_moments import has_due_moments
from bot.selectors.retention import has_due_retention
from bot.services.assistant_turns import RUN_ASSISTANT
from bot.services.attachments import TRANSFER_FILES
from bot.services.embedding_plan import EMBED_TEXTS
from bot.services.file_moves import MOVE_FILES
from bot.services.flow_calls import MAKE_CALLS
from bot.services.flow_moments import BEGIN_FLOWS
from bot.services.flow_sendings import HEED_REFUSALS
from bot.services.outbox import DRAIN_OUTBOX
from bot.services.retention import FORGET_OLD
from bot.services.scheduled_sending import SEND_SCHEDULED
from bot.services.templates import KEEP_TEMPLATES
from bot.services.turns import RUN_TURNS
from bot.services.unanswered import recover_stale
from bot.services.webhooks import DRAIN_INBOX
from config.lib.nudges import nudge
from scheduling.tasks import RELEASE_REMINDERS

LEASE = timedelta(seconds=20)  # longer than any POST can last (see bot.services.gateways)
GRACE = timedelta(seconds=15)

TASK_OF = {
    "inbox": DRAIN_INBOX,
    "turns": RUN_TURNS,
    "outbox": DRAIN_OUTBOX,
    "events": DELIVER,
    "reminders": RELEASE_REMINDERS,
    "templates": KEEP_TEMPLATES,
    "scheduled": SEND_SCHEDULED,
}


def sweep(*, now: datetime) -> list[str]:
    """Wake whoever has something due; returns the queues that had."""
    recover_stale(now=now, lease=LEASE, grace=GRACE)
    waiting = [head.queue for head in queue_heads(now)]
    for queue in waiting:
        nudge(TASK_OF[queue])
    forget_old_files(now=now)
    forget_old_changes(now=now)
    settle_lost_mails(now=now)
    if has_due_mails(now):
        nudge(SEND_MAILS)
    if has_work():  # no queue of the watch: one import may well take longer than a stall
        nudge(WORK_IMPORTS)
    if has_sample_work():
        nudge(WORK_SAMPLES)
    if has_due_retention(now):  # the same: deleting years of messages takes its time
        nudge(FORGET_OLD)
    if has_due_files(now):  # the same: a film may take its minute
        nudge(TRANSFER_FILES)
    if has_due_moves(now):  # the same: a store has its own pace
        nudge(MOVE_FILES)
    if has_due_calls(now):  # the same: another server may take its time
        nudge(MAKE_CALLS)
    if has_due_turns(now):  # the same: a model takes its seconds
        nudge(RUN_ASSISTANT)
    if has_due_embeddings(now):
        nudge(EMBED_TEXTS)
    if has_due_refusals(now):
        nudge(HEED_REFUSALS)
    if has_due_moments(now):
        nudge(BEGIN_FLOWS)
    return waiting
