"""The front desk's conversation: one pure step per thought of the customer."""

from dataclasses import replace

from bot.flows import commands, ids
from bot.flows.desk import FrontDesk
from bot.flows.menu import welcome
from bot.flows.state import State, Step
from bot.flows.talk import Incoming, Talk, Turn
from bot.flows.taps import answer_tap, is_known
from bot.flows.typed import answer_text

MAX_TEXT = 1000
MAX_REPLIES = 3
SILENT_KINDS = frozenset({"REACTION", "SYSTEM", "EDIT", "REVOKE", "CALL"})


def advance(talk: Talk, state: State, incoming: Incoming) -> Turn:
    """What to answer to `incoming`, and where that leaves the conversation.

    Everything comes in with `talk`: an aware `now`, a desk that speaks for the organization
    and the customer, words in the customer's language. Nothing is booked, moved or cancelled
    without a tap or a word that says yes to a message that showed exactly that. Never raises
    for anything a customer can send; errors of the desk go through.
    """
    if incoming.kind in SILENT_KINDS:
        return Turn(state=state)
    start = replace(state.fresh(), retries=0, noted=False) if state.is_idle(talk.now) else state
    turn = _answer(talk, start, incoming)
    _release_dropped(talk.desk, state, turn.state)
    understood = turn.state.retries <= start.retries
    after = replace(
        turn.state,
        touched_at=talk.now,
        retries=0 if understood else turn.state.retries,
        noted=turn.state.noted and (turn.state.noted != start.noted or not _says(incoming)),
    )
    return replace(turn, state=after, replies=turn.replies[:MAX_REPLIES])


def answers_while_silent(incoming: Incoming) -> bool:
    """Whether the bot may act although a person owns the conversation: only for the confirm
    button of a reminder, which asks nothing of anybody."""
    return ids.parse(incoming.reply_id).verb == ids.CONFIRM


def _release_dropped(desk: FrontDesk, before: State, after: State) -> None:
    """No slot stays held that the conversation has forgotten."""
    if before.hold_id and before.hold_id != after.hold_id:
        desk.release(before.hold_id)


def _says(incoming: Incoming) -> bool:
    return bool(incoming.text or incoming.reply_id)


def _answer(talk: Talk, state: State, incoming: Incoming) -> Turn:
    # Some providers repeat the title of what was tapped as the text of the message.
    is_echo = bool(incoming.reply_id) and incoming.text == " ".join(incoming.reply_title.split())
    written = "" if is_echo else incoming.text[:MAX_TEXT]
    if incoming.reply_id and (is_known(incoming.reply_id) or not incoming.reply_title):
        tapped = answer_tap(talk, state, ids.parse(incoming.reply_id))
        return _then(talk, tapped, written) if written else tapped
    if written or incoming.reply_title:
        return answer_text(talk, state, written or incoming.reply_title[:MAX_TEXT])
    if incoming.kind == "REQUEST_WELCOME":
        return welcome(talk, state)
    return commands.explain_limits(talk, state, incoming.kind)


def _then(talk: Talk, tapped: Turn, written: str) -> Turn:
    """A tap and a text in one thought: the text answers what the tap asked. What the tap
    ended is still told; a question the text has answered is not. A summary that nobody has
    seen yet can't be agreed to."""
    is_unseen_summary = tapped.state.step in (Step.CONFIRM, Step.CANCELLING)
    if tapped.handed_over or is_unseen_summary:
        return tapped
    typed = answer_text(talk, tapped.state, written)
    if typed.wants_more_time:
        return tapped
    _release_dropped(talk.desk, tapped.state, typed.state)
    told = tapped.replies if tapped.finished else ()
    return replace(typed, replies=(*told, *typed.replies), finished=typed.finished)
