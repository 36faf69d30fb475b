"""What is waiting to be done, for the watch, the doctor and the health page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

# One look at every queue. FOR UPDATE SKIP LOCKED is not needed to read: a row that is being
# worked on leaves the queue with its commit, and the watch only acts when the same row
# stays at the head. A message behind another of its conversation does not wait for a worker.
_HEADS = """
SELECT 'inbox', id::text, received_at FROM (
  SELECT id, received_at FROM bot_webhookreceipt
   WHERE status = 'NEW' AND due_at <= %(now)s ORDER BY id LIMIT 1) a
UNION ALL
SELECT 'turns', id::text, turn_due_at FROM (
  SELECT id, turn_due_at FROM bot_conversation
   WHERE turn_due_at <= %(now)s ORDER BY turn_due_at LIMIT 1) b
UNION ALL
SELECT 'outbox', id::text, due_at FROM (
  SELECT d.id, d.due_at FROM bot_delivery d JOIN bot_channel c ON c.id = d.channel_id
   WHERE d.status = 'QUEUED' AND d.due_at <= %(now)s
     AND c.status = 'ACTIVE' AND (c.quiet_until IS NULL OR c.quiet_until <= %(now)s)
     AND NOT EXISTS (
       SELECT 1 FROM bot_delivery e
        WHERE e.conversation_id = d.conversation_id AND e.id < d.id
          AND e.status IN ('QUEUED', 'SENDING', 'UNKNOWN'))
   ORDER BY d.due_at, d.id LIMIT 1) c
UNION ALL
SELECT 'events', id::text, due_at FROM (
  SELECT id, due_at FROM accounts_eventreceipt
   WHERE status = 'PENDING' AND due_at <= %(now)s ORDER BY due_at, id LIMIT 1) d
UNION ALL
SELECT 'reminders', id::text, due_at FROM (
  SELECT id, due_at FROM scheduling_reminder
   WHERE status = 'PENDING' AND due_at <= %(now)s ORDER BY due_at LIMIT 1) e
UNION ALL
SELECT 'templates', id::text, templates_due_at FROM (
  SELECT id, templates_due_at FROM bot_channel
   WHERE status = 'ACTIVE' AND templates_due_at <= %(now)s
   ORDER BY templates_due_at LIMIT 1) f
UNION ALL
SELECT 'scheduled', id::text, due_at FROM (
  SELECT id, due_at FROM bot_scheduledmessage
   WHERE status = 'PENDING' AND due_at <= %(now)s ORDER BY due_at, id LIMIT 1) g
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The oldest row of one queue: its key and since when it has been due."""

    queue: str
    key: str
    since: datetime

    def age(self, now: datetime) -> timedelta:
        return now - self.since


def queue_heads(now: datetime) -> list[Head]:
    """The oldest due row of each queue that has one. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, {"now": now})
        return [Head(*row) for row in cursor.fetchall()]


_RECEIPTS_DUE = (
    "SELECT EXISTS (SELECT 1 FROM bot_webhookreceipt WHERE status = 'NEW' AND due_at <= now())"
)
_DELIVERIES_DUE = """
SELECT EXISTS (
  SELECT 1 FROM bot_delivery d JOIN bot_channel c ON c.id = d.channel_id
   WHERE d.status = 'QUEUED' AND d.due_at <= now()
     AND c.status = 'ACTIVE' AND (c.quiet_until IS NULL OR c.quiet_until <= now())
     AND NOT EXISTS (
       SELECT 1 FROM bot_delivery e
        WHERE e.conversation_id = d.conversation_id AND e.id < d.id
          AND e.status IN ('QUEUED', 'SENDING', 'UNKNOWN')))
    OR EXISTS (
  SELECT 1 FROM bot_conversation v JOIN bot_channel c ON c.id = v.channel_id
   WHERE v.mark_read_id <> '' AND c.status = 'ACTIVE')
"""


def has_due_receipts() -> bool:
    """Whether something waits to be read."""
    return _is_true(_RECEIPTS_DUE)


def has_due_deliveries() -> bool:
    """Whether something may be posted now, or marked as read."""
    return _is_true(_DELIVERIES_DUE)


def _is_true(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])


def oldest_waiting() -> tuple[str, float] | None:
    """Key and age (seconds) of the row that has waited longest; None when nothing waits."""
    now = timezone.now()
    heads = queue_heads(now)
    if not heads:
        return None
    oldest = min(heads, key=lambda head: head.since)
    return f"{oldest.queue}:{oldest.key}", oldest.age(now).total_seconds()
