"""What comes of the assistant where a flow waits for it: the flow goes on, in one commit.

Whatever is no answer is an error of the step, so that the flow takes its branch for errors.
"""

from datetime import datetime

from bot.assistant import Conclusion
from bot.enums import AssistantOutcome, Author, Direction
from bot.flows import ids
from bot.flows.engine import EffectDone, EffectFailed
from bot.models import AssistantTurn, Conversation, FlowRun, Message
from bot.services.flow_runs import go_on_after


def is_awaited(turn: AssistantTurn) -> bool:
    """The flow still waits for this very answer, and the customer has said nothing since that
    it has not heard yet: a newer word asks anew, and a "sim" never agrees to what was not
    seen."""
    rows = FlowRun.objects.filter(pk=turn.run_id, ended_at__isnull=True)
    state = rows.values_list("state", flat=True).first()
    if state is None or state.get("pending") != turn.effect_id:
        return False
    unheard = Message.objects.filter(
        conversation=turn.conversation_id, direction=Direction.IN, handled_at__isnull=True
    )
    if turn.last_message_id is not None:
        unheard = unheard.filter(pk__gt=turn.last_message_id)
    return not unheard.exists()


def go_on_with_flow(
    row: AssistantTurn, conversation: Conversation, conclusion: Conclusion, now: datetime
) -> None:
    """Tell the run what came of it, and keep which message was said. The caller holds the
    conversation's lock, has found that the run waits, and saves the row."""
    before = _newest(conversation)
    event: EffectDone | EffectFailed
    if conclusion.text:
        row.outcome = AssistantOutcome.ANSWERED
        result = {"text": conclusion.text, "is_last": conclusion.is_last}
        event = EffectDone(row.effect_id, result)
    elif conclusion.proposal:
        row.outcome = AssistantOutcome.PROPOSED
        is_person = conclusion.proposal == ids.HUMAN
        result = {"to": "handed_over"} if is_person else {"tap": conclusion.proposal}
        event = EffectDone(row.effect_id, result)
    else:
        row.outcome = AssistantOutcome.FELL_BACK
        event = EffectFailed(row.effect_id, conclusion.reason)
    assert row.run_id is not None
    go_on_after(conversation, row.run_id, event, now)
    said = Message.objects.filter(conversation=conversation, author=Author.BOT)
    row.answer = (said.filter(pk__gt=before.pk) if before else said).order_by("pk").first()


def _newest(conversation: Conversation) -> Message | None:
    rows = Message.objects.filter(conversation=conversation)
    found: Message | None = rows.order_by("-pk").first()
    return found
