"""A late refusal of what a flow has sent: the provider took it, and it failed after all.

The step that sent it goes on by its way for errors, if the run still waits there, or at what
came right behind it: the customer has said nothing to the run since, and no time that it
waited for has passed. Once either has happened, the run is over, or a person answers, the
refusal is shown in the conversation alone, as any other. So it is for steps without a way for
errors, whose flow goes on by its way for silence.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django_scopes import scope, scopes_disabled

from bot.flows.engine import Refused
from bot.models import Delivery, FlowSending
from bot.models.delivery import LOST
from bot.services.flow_runs import go_on_after
from bot.services.ownership import locked
from config.lib.logging import bound_context

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5

_CLAIM = """
UPDATE bot_flowsending SET attempts = attempts + 1,
       due_at = CASE WHEN attempts + 1 < %(most)s THEN %(until)s::timestamptz END
 WHERE id = (SELECT id FROM bot_flowsending WHERE due_at <= %(now)s
              ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def heed_refusal_due(*, now: datetime) -> bool:
    """Tell one run that what it sent was refused; False when there is nothing to tell."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE, "most": MAX_ATTEMPTS})
        row = cursor.fetchone()
    if row is None:
        return False
    with scopes_disabled():
        sending = FlowSending.objects.select_related("message__conversation", "organization").get(
            pk=row[0]
        )
    with bound_context(flow_run_id=str(sending.run_id)), scope(organization=sending.organization):
        _heed(sending, now)
    return True


@transaction.atomic
def _heed(sending: FlowSending, now: datetime) -> None:
    """One commit, under the conversation's lock; a message that has arrived after all is none
    of the flow's business."""
    conversation = locked(sending.message.conversation)
    rows = FlowSending.objects.filter(pk=sending.pk, is_refused=True, attempts=sending.attempts)
    if not rows.update(due_at=None):
        return
    if Delivery.objects.filter(message_id=sending.message_id, status__in=LOST).exists():
        event = Refused(sending.node_id, sending.heard)
        go_on_after(conversation, sending.run_id, event, now)
