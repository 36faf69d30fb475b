"""Two customers become one: their conversations on one channel become one as well."""

from typing import Any

from django.db.models import Model
from django.db.models.functions import Now

from accounts.services.row_moves import move_references, on_collision
from bot.enums import AssistantOutcome, FlowRunStatus
from bot.models import AssistantTurn, Conversation, FlowMoment, FlowRun


def join_conversations(old: Model, new: Model) -> None:
    """What was said with the customer `old` goes into the conversation with `new`.

    Both are locked, so that a message on its way in waits for the outcome. Who answers, and
    where the flow stands, is the survivor's; the clocks are those of the later message.
    """
    both = Conversation._base_manager.select_for_update().order_by("pk")
    rows = list(both.filter(customer__in=[old.pk, new.pk]))
    kept = {row.channel_id: row for row in rows if row.customer_id == new.pk}
    for row in rows:
        twin = kept.get(row.channel_id)
        if row.customer_id == old.pk and twin is not None:
            move_references(row, twin)
            _carry(row, twin)
            row.delete()


def leave_flow(old: Model, new: Model) -> None:
    """Where the flow stands is the survivor's: the other's is left."""
    under_way = FlowRun._base_manager.filter(conversation_id=old.pk, ended_at=None)
    under_way.update(ended_at=Now(), wake_at=None, status=FlowRunStatus.LEFT)


def leave_assistant(old: Model, new: Model) -> None:
    """What the assistant was to answer in the other conversation is no longer asked."""
    open_turns = AssistantTurn._base_manager.filter(
        conversation_id=old.pk, outcome=AssistantOutcome.NEW
    )
    open_turns.update(outcome=AssistantOutcome.DROPPED, reason="newer", ended_at=Now())


def drop_moments(old: Model, new: Model) -> None:
    """A moment that has come for both has come once."""
    theirs = FlowMoment._base_manager.filter(customer_id=new.pk)
    known = set(theirs.values_list("flow_id", "trigger_id", "moment_at"))
    for row in FlowMoment._base_manager.filter(customer_id=old.pk):
        if (row.flow_id, row.trigger_id, row.moment_at) in known:
            row.delete()


def _carry(row: Conversation, twin: Conversation) -> None:
    twin.unread_count += row.unread_count
    twin.waits_for_person = twin.waits_for_person or row.waits_for_person
    twin.handover_reason = twin.handover_reason or row.handover_reason
    if _later(row.last_message_at, twin.last_message_at):
        twin.last_message_at, twin.last_message_text = row.last_message_at, row.last_message_text
    if _later(row.last_customer_message_at, twin.last_customer_message_at):
        twin.last_customer_message_at = row.last_customer_message_at
    if row.referral.get("at", "") > twin.referral.get("at", ""):
        twin.referral = row.referral
    twin.turn_due_at = twin.turn_due_at or row.turn_due_at
    if not (row.resolved_at and twin.resolved_at):
        twin.resolved_at = None
    twin.save()


def _later(one: Any, other: Any) -> bool:
    return one is not None and (other is None or one > other)


on_collision("bot.Conversation", "customer", join_conversations)
on_collision("bot.FlowRun", "conversation", leave_flow)
on_collision("bot.AssistantTurn", "conversation", leave_assistant)
on_collision("bot.FlowMoment", "customer", drop_moments)
